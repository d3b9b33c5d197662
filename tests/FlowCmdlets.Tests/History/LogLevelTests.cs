using System.Management.Automation;
using FlowCmdlets.History;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.History;

/// <summary>What is recorded of executions: for each flow, and by default.</summary>
public sealed class LogLevelTests : CloudTest
{
    [Fact]
    public void A_flow_without_its_own_level_has_the_default_of_the_organization()
    {
        ConnectHurried();
        FlowLogLevel level = Read("Get-GenesysFlowLogLevel 'Nightly clean-up'");
        Assert.Equal(("Base", true, "Nightly clean-up"), (level.Level, level.IsDefault, level.FlowName));
        Assert.Contains("eventError", level.Characteristics);
        level = Read("Get-GenesysFlowLogLevel");
        Assert.Equal(("Base", true, null), (level.Level, level.IsDefault, level.FlowId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_level_is_set_changed_and_removed(bool putAdds)
    {
        Cloud.Settings.LogLevelPutAdds = putAdds;
        ConnectHurried();
        Assert.Empty(Run("Set-GenesysFlowLogLevel 'Nightly clean-up' All").WithoutErrors().Output);
        FlowLogLevel level = Read("Get-GenesysFlowLogLevel 'Nightly clean-up'");
        Assert.Equal(("All", false), (level.Level, level.IsDefault));
        Assert.Equal(SimulatedClients.Administrator.Id, level.ModifiedBy);
        Assert.Contains("variables", level.Characteristics);
        Assert.Equal("Notes", Read("Get-GenesysFlow 'Nightly clean-up' | Set-GenesysFlowLogLevel -Level Notes -PassThru").Level);
        level = Read("Set-GenesysFlowLogLevel 'Nightly clean-up' Default -PassThru");
        Assert.Equal(("Base", true), (level.Level, level.IsDefault));

        // There is nothing to remove any more, and that is what was asked for.
        Run("Set-GenesysFlowLogLevel 'Nightly clean-up' Default").WithoutErrors();
    }

    [Fact]
    public void The_default_of_the_organization_is_set_and_reset()
    {
        ConnectHurried();
        Assert.Equal("VerboseNotes", Read("Set-GenesysFlowLogLevel -OrganizationDefault -Level VerboseNotes -PassThru").Level);
        Assert.Equal("VerboseNotes", Read("Get-GenesysFlowLogLevel 'Nightly clean-up'").Level);
        Assert.Equal("Base", Read("Set-GenesysFlowLogLevel -OrganizationDefault -Level Default -PassThru").Level);
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        ConnectHurried();
        Run("Set-GenesysFlowLogLevel 'Nightly clean-up' All -WhatIf; Set-GenesysFlowLogLevel -OrganizationDefault -Level All -WhatIf")
            .WithoutErrors();
        Assert.DoesNotContain(Cloud.Requests, request => request.Path.Contains("loglevels", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Get-GenesysFlowLogLevel 'Nightly clean-up'", "architect:flowLogLevel:view")]
    [InlineData("Get-GenesysFlowLogLevel", "architect:flowLogLevelDefault:view")]
    [InlineData("Set-GenesysFlowLogLevel 'Nightly clean-up' All", "architect:flowLogLevel:edit")]
    [InlineData("Set-GenesysFlowLogLevel 'Nightly clean-up' Default", "architect:flowLogLevel:delete")]
    [InlineData("Set-GenesysFlowLogLevel -OrganizationDefault -Level All", "architect:flowLogLevelDefault:edit")]
    public void Without_the_permission_the_error_names_it(string script, string permission)
    {
        ConnectHurried(SimulatedClients.ViewOnly);
        Transcript transcript = Run(script);
        ErrorRecord error = transcript.Terminating ?? Assert.Single(transcript.Errors);
        Assert.Equal("PermissionMissing", error.Id());
        Assert.Contains(permission, error.Action(), StringComparison.Ordinal);
    }

    private FlowLogLevel Read(string script) => Assert.Single(Run(script).WithoutErrors().OutputOf<FlowLogLevel>());
}
