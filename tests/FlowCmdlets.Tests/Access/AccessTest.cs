using FlowCmdlets.Access;
using FlowCmdlets.Tests.Engine;
using FlowCmdlets.Tests.Pipeline;
using Xunit;

namespace FlowCmdlets.Tests.Access;

/// <summary>Runs <c>Test-GenesysCloudAccess</c>, which is no error whatever it finds, launches nothing, and writes sentences.</summary>
public abstract class AccessTest(int pace) : CloudTest(pace)
{
    /// <summary>The checks of the session, in their order; the check of a flow follows.</summary>
    private protected static readonly string[] SessionChecks =
    [
        "Sign-in", "Region", "Clock", "Proxy", "Permissions", "Export-GenesysFlowDefinition", "Find-GenesysFlowInstance",
        "Get-GenesysFlow", "Get-GenesysFlowExecution", "Get-GenesysFlowInput", "Get-GenesysFlowLogLevel", "Get-GenesysFlowOutput",
        "Measure-GenesysFlowExecution", "Resolve-GenesysFlowJournal", "Save-GenesysFlowInstanceData", "Set-GenesysFlowLogLevel",
        "Start-GenesysFlow", "Wait-GenesysFlowExecution", "Watch-GenesysFlow",
        "Divisions", "Schemas", "Execution data", "Rate limit", "Rate-limit headers",
    ];

    /// <summary>The checks by their names.</summary>
    private protected Dictionary<string, AccessCheck> Test(string parameters = "")
    {
        int launches = Cloud.LaunchCount;
        IReadOnlyList<AccessCheck> checks = Run($"Test-GenesysCloudAccess {parameters}").WithoutErrors().OutputOf<AccessCheck>();
        Assert.Equal([.. SessionChecks, "Flow"], checks.Select(check => check.Check));
        Assert.Equal(launches, Cloud.LaunchCount);
        Assert.All(checks, AssertReadable);
        return checks.ToDictionary(check => check.Check);
    }

    private protected static void AssertReadable(AccessCheck check)
    {
        Assert.Empty(Prose.FaultsOf(check.Detail).Concat(check.Action is null ? [] : Prose.FaultsOf(check.Action))
            .Select(fault => $"{check}: {fault}"));
        // What isn't as it should be comes with what to do; what was not tested has its reason in another check.
        Assert.True(check.Result is AccessResult.Ok or AccessResult.NotTested || check.Action is { Length: > 0 }, check.ToString());
        Assert.True(check.Result is not AccessResult.Ok || check.Action is null, check.ToString());
    }
}
