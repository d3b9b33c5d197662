namespace FlowCmdlets.Pipeline;

/// <summary>A permission that a cmdlet uses.</summary>
/// <param name="Name">Such as <c>architect:flow:launch</c>.</param>
/// <param name="Purpose">What the cmdlet uses it for, as the end of a sentence: <c>to launch flows</c>.</param>
/// <param name="IsRequired">Whether the cmdlet fails without it; otherwise it does less, or only one of its parameters fails.</param>
internal sealed record CmdletPermission(string Name, string Purpose, bool IsRequired)
{
    /// <summary>Whether it is for something that most callers never do, so that it is no fault if they lack it.</summary>
    public bool IsForSome { get; init; }
}

/// <summary>
/// The permissions of each cmdlet, the one place that declares them: help pages are compared with it, and <c>Test-GenesysCloudAccess</c>
/// compares it with what was granted.
/// </summary>
internal static class CmdletPermissions
{
    private static readonly CmdletPermission[] s_none = [];

    private static readonly CmdletPermission[] s_executions =
    [
        new(Permission.ViewExecution, "to read executions", IsRequired: true),
        new(Permission.ViewFlow, "to show the name of the flow", IsRequired: false),
    ];

    /// <summary>
    /// Those that only look at the past, or count. A role that is made for launches lacks their permissions, and needs none of them.
    /// </summary>
    public static IReadOnlySet<string> BesideLaunching { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "Find-GenesysFlowInstance",
        "Get-GenesysFlowLogLevel",
        "Measure-GenesysFlowExecution",
        "Save-GenesysFlowInstanceData",
        "Set-GenesysFlowLogLevel",
        "Watch-GenesysFlow",
    };

    /// <summary>By the name of the cmdlet; every cmdlet is there, also those that need none.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<CmdletPermission>> All { get; } =
        new SortedDictionary<string, IReadOnlyList<CmdletPermission>>(StringComparer.Ordinal)
        {
            ["Connect-GenesysCloud"] = s_none,
            ["Disconnect-GenesysCloud"] = s_none,
            ["Export-GenesysFlowDefinition"] = [new(Permission.ViewFlow, "to read flows and their schemas", IsRequired: true)],
            ["Export-GenesysFlowReport"] = s_none,
            ["Find-GenesysFlowInstance"] =
            [
                new(Permission.SearchInstances, "to search for instances", IsRequired: true),
                new(Permission.ViewFlow, "to find flows by name", IsRequired: false),
                new(Permission.ViewExecutionData, "to find out whether execution data is turned on", IsRequired: false),
            ],
            ["Get-GenesysCloudAccessToken"] = s_none,
            ["Get-GenesysCloudSession"] = s_none,
            ["Get-GenesysFlow"] = [new(Permission.ViewFlow, "to list flows", IsRequired: true)],
            ["Get-GenesysFlowExecution"] =
            [
                .. s_executions,
                new(Permission.ViewInstance, "to read execution data with -Detail", IsRequired: false),
                new(Permission.ViewExecutionData, "to find out whether execution data is turned on", IsRequired: false),
            ],
            ["Get-GenesysFlowInput"] = [new(Permission.ViewFlow, "to read the inputs of flows", IsRequired: true)],
            ["Get-GenesysFlowJournal"] = s_none,
            ["Get-GenesysFlowLogLevel"] =
            [
                new(Permission.ViewLogLevel, "to read the log levels of flows", IsRequired: true),
                new(Permission.ViewDefaultLogLevel, "to read the default of the organization", IsRequired: true),
                new(Permission.ViewFlow, "to find flows by name", IsRequired: true),
            ],
            ["Get-GenesysFlowOutput"] = [new(Permission.ViewFlow, "to read the outputs of flows", IsRequired: true)],
            // Those of the operation, which the API declares.
            ["Invoke-GenesysCloudApi"] = s_none,
            ["Measure-GenesysFlowExecution"] =
            [
                new(Permission.ViewExecutionAggregate, "to count executions", IsRequired: true),
                new(Permission.ViewFlow, "to find flows by name and to show their names", IsRequired: false),
            ],
            ["Resolve-GenesysFlowJournal"] =
            [
                new(Permission.SearchInstances, "to search for launches that received no response", IsRequired: true),
                new(Permission.ViewExecution, "to read the executions that were found", IsRequired: true),
            ],
            ["Save-GenesysFlowInstanceData"] =
            [
                new(Permission.ViewInstance, "to read execution data", IsRequired: true),
                new(Permission.ViewExecutionData, "to find out whether execution data is turned on", IsRequired: false),
            ],
            ["Set-GenesysFlowLogLevel"] =
            [
                new(Permission.EditLogLevel, "to change the log level of a flow", IsRequired: true),
                new(Permission.AddLogLevel, "to set the log level of a flow that has none", IsRequired: true),
                new(Permission.ViewFlow, "to find flows by name", IsRequired: true),
                new(Permission.DeleteLogLevel, "to remove the log level of a flow with -Level Default", IsRequired: false),
                new(Permission.EditDefaultLogLevel, "to change the default of the organization", IsRequired: false),
                new(Permission.DeleteDefaultLogLevel, "to reset the default of the organization", IsRequired: false),
                new(Permission.ViewDefaultLogLevel, "to return the default with -PassThru", IsRequired: false),
            ],
            ["Start-GenesysFlow"] =
            [
                new(Permission.LaunchFlow, "to launch flows", IsRequired: true),
                new(Permission.ViewFlow, "to find flows by name and to validate inputs", IsRequired: false),
                new(Permission.ViewExecution, "to follow executions with -Wait", IsRequired: false),
                new(
                    Permission.SearchInstances,
                    "to recover launches that received no response with -Journal, and to follow executions with fewer requests",
                    IsRequired: false),
                new(Permission.ViewUser, "to find users by e-mail address or user name", IsRequired: false) { IsForSome = true },
                new(Permission.ViewContact, "to find external contacts by e-mail, phone number, or external ID", IsRequired: false)
                {
                    IsForSome = true,
                },
            ],
            ["Test-GenesysCloudAccess"] = s_none,
            ["Wait-GenesysFlowExecution"] =
            [
                .. s_executions,
                new(Permission.SearchInstances, "to follow executions with fewer requests", IsRequired: false) { IsForSome = true },
            ],
            ["Watch-GenesysFlow"] =
            [
                new(Permission.ViewInstance, "to receive the events of flows", IsRequired: true),
                new(Permission.SearchInstances, "to read executions that ended while there was no connection", IsRequired: false),
                new(Permission.ViewFlow, "to find flows by name", IsRequired: false),
                new(Permission.ViewExecutionData, "to find out whether execution data is turned on", IsRequired: false),
                new(Permission.ViewLogLevel, "to find out whether the log level of a flow is Disabled", IsRequired: false),
                new(Permission.ViewDefaultLogLevel, "to find out whether the default log level is Disabled", IsRequired: false),
            ],
        };
}
