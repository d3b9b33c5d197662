namespace GenesysCloud.Simulator.Identity;

/// <summary>An OAuth client of the simulated organization, for the client credentials grant.</summary>
/// <param name="Id">A GUID.</param>
/// <param name="Secret">Not a real secret: it is valid for the simulator only.</param>
/// <param name="Name">The name of the client.</param>
/// <param name="Permissions">The permissions of its roles, such as <c>architect:flow:launch</c>.</param>
public sealed record SimulatedClient(string Id, string Secret, string Name, IReadOnlySet<string> Permissions)
{
    /// <summary>The IDs of the divisions that its roles apply to; null for all.</summary>
    public IReadOnlySet<string>? Divisions { get; init; }

    internal bool CanAccess(SimulatedDivision division) => Divisions is null || Divisions.Contains(division.Id);
}

/// <summary>The clients that every simulated organization has.</summary>
public static class SimulatedClients
{
    /// <summary>Has all permissions.</summary>
    public static SimulatedClient Administrator { get; } = Client("a0000000-0000-4000-8000-000000000001", "administrator",
        Permission.FlowView, Permission.FlowSearch, Permission.FlowLaunch, Permission.ExecutionView, Permission.InstanceSearch,
        Permission.InstanceView, Permission.ExecutionDataView, Permission.ExecutionDataEdit, Permission.LogLevelView,
        Permission.LogLevelAdd, Permission.LogLevelEdit, Permission.LogLevelDelete, Permission.DefaultLogLevelView,
        Permission.DefaultLogLevelEdit, Permission.DefaultLogLevelDelete, Permission.FlowExecutionAggregateView);

    /// <summary>Can launch flows and read executions, but not read flows.</summary>
    public static SimulatedClient LaunchOnly { get; } = Client("a0000000-0000-4000-8000-000000000002", "launch-only",
        Permission.FlowLaunch, Permission.ExecutionView);

    /// <summary>Can read flows and executions, but not launch flows.</summary>
    public static SimulatedClient ViewOnly { get; } = Client("a0000000-0000-4000-8000-000000000003", "view-only",
        Permission.FlowView, Permission.FlowSearch, Permission.ExecutionView, Permission.InstanceSearch);

    /// <summary>Can read and launch flows, but not read executions.</summary>
    public static SimulatedClient NoExecutionView { get; } = Client("a0000000-0000-4000-8000-000000000004", "no-execution-view",
        Permission.FlowView, Permission.FlowSearch, Permission.FlowLaunch);

    /// <summary>Can read and launch flows and read executions, but not search instances.</summary>
    public static SimulatedClient NoExecutionData { get; } = Client("a0000000-0000-4000-8000-000000000005", "no-execution-data",
        Permission.FlowView, Permission.FlowSearch, Permission.FlowLaunch, Permission.ExecutionView);

    /// <summary>All built-in clients.</summary>
    public static IReadOnlyList<SimulatedClient> All { get; } = [Administrator, LaunchOnly, ViewOnly, NoExecutionView, NoExecutionData];

    private static SimulatedClient Client(string id, string name, params string[] permissions) =>
        new(id, $"not-a-secret-{name}", name, permissions.ToHashSet(StringComparer.Ordinal));
}

/// <summary>The permissions that the simulated endpoints require, by their real names.</summary>
internal static class Permission
{
    public const string FlowView = "architect:flow:view";
    public const string FlowSearch = "architect:flow:search";
    public const string FlowLaunch = "architect:flow:launch";
    public const string ExecutionView = "architect:flowExecution:view";
    public const string InstanceSearch = "architect:flowInstance:search";
    public const string InstanceView = "architect:flowInstance:view";
    public const string ExecutionDataView = "architect:flowinstanceexecutiondata:view";
    public const string ExecutionDataEdit = "architect:flowinstanceexecutiondata:edit";
    public const string LogLevelView = "architect:flowLogLevel:view";
    public const string LogLevelAdd = "architect:flowLogLevel:add";
    public const string LogLevelEdit = "architect:flowLogLevel:edit";
    public const string LogLevelDelete = "architect:flowLogLevel:delete";
    public const string DefaultLogLevelView = "architect:flowLogLevelDefault:view";
    public const string DefaultLogLevelEdit = "architect:flowLogLevelDefault:edit";
    public const string DefaultLogLevelDelete = "architect:flowLogLevelDefault:delete";
    public const string FlowExecutionAggregateView = "analytics:flowExecutionAggregate:view";
}
