namespace FlowCmdlets.Pipeline;

/// <summary>The permissions of Genesys Cloud that the module uses, by their names.</summary>
internal static class Permission
{
    public const string LaunchFlow = "architect:flow:launch";
    public const string ViewFlow = "architect:flow:view";
    public const string ViewExecution = "architect:flowExecution:view";
    public const string SearchInstances = "architect:flowInstance:search";
    public const string ViewUser = "directory:user:view";
    public const string ViewContact = "externalContacts:contact:view";

    public const string ViewInstance = "architect:flowInstance:view";
    public const string ViewExecutionData = "architect:flowinstanceexecutiondata:view";
    public const string EditExecutionData = "architect:flowinstanceexecutiondata:edit";
    public const string ViewLogLevel = "architect:flowLogLevel:view";
    public const string AddLogLevel = "architect:flowLogLevel:add";
    public const string EditLogLevel = "architect:flowLogLevel:edit";
    public const string DeleteLogLevel = "architect:flowLogLevel:delete";
    public const string ViewDefaultLogLevel = "architect:flowLogLevelDefault:view";
    public const string EditDefaultLogLevel = "architect:flowLogLevelDefault:edit";
    public const string DeleteDefaultLogLevel = "architect:flowLogLevelDefault:delete";
    public const string ViewExecutionAggregate = "analytics:flowExecutionAggregate:view";

    /// <summary>Where an administrator grants them.</summary>
    public const string HowToGrant =
        "Roles of the OAuth client grant permissions, in the divisions chosen there: Admin > Integrations > OAuth > the client > Roles. " +
        "A change can take five minutes to take effect.";
}
