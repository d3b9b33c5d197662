namespace GenesysCloud.Simulator.Identity;

/// <summary>An OAuth client of the simulated organisation, for the client-credentials grant.</summary>
/// <param name="Id">A GUID.</param>
/// <param name="Secret">Not a secret: it opens nothing but this simulator.</param>
/// <param name="Name">As an administrator would call it.</param>
/// <param name="Permissions">What its roles grant, such as <c>architect:flow:launch</c>.</param>
public sealed record SimulatedClient(string Id, string Secret, string Name, IReadOnlySet<string> Permissions)
{
    /// <summary>Ids of the divisions its roles hold in; null for all.</summary>
    public IReadOnlySet<string>? Divisions { get; init; }

    internal bool CanAccess(SimulatedDivision division) => Divisions is null || Divisions.Contains(division.Id);
}

/// <summary>The clients every simulated organisation has.</summary>
public static class SimulatedClients
{
    /// <summary>May do everything.</summary>
    public static SimulatedClient Administrator { get; } = Client("a0000000-0000-4000-8000-000000000001", "administrator",
        Permission.FlowView, Permission.FlowSearch, Permission.FlowLaunch, Permission.ExecutionView, Permission.InstanceSearch, Permission.ExecutionDataView);

    /// <summary>May launch and follow executions, but not see flows.</summary>
    public static SimulatedClient LaunchOnly { get; } = Client("a0000000-0000-4000-8000-000000000002", "launch-only",
        Permission.FlowLaunch, Permission.ExecutionView);

    /// <summary>May see flows and executions, but not launch.</summary>
    public static SimulatedClient ViewOnly { get; } = Client("a0000000-0000-4000-8000-000000000003", "view-only",
        Permission.FlowView, Permission.FlowSearch, Permission.ExecutionView, Permission.InstanceSearch);

    /// <summary>May see and launch flows, but not read executions.</summary>
    public static SimulatedClient NoExecutionView { get; } = Client("a0000000-0000-4000-8000-000000000004", "no-execution-view",
        Permission.FlowView, Permission.FlowSearch, Permission.FlowLaunch);

    /// <summary>May see, launch and follow, but not search instances.</summary>
    public static SimulatedClient NoExecutionData { get; } = Client("a0000000-0000-4000-8000-000000000005", "no-execution-data",
        Permission.FlowView, Permission.FlowSearch, Permission.FlowLaunch, Permission.ExecutionView);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SimulatedClient> All { get; } = [Administrator, LaunchOnly, ViewOnly, NoExecutionView, NoExecutionData];

    private static SimulatedClient Client(string id, string name, params string[] permissions) =>
        new(id, $"not-a-secret-{name}", name, permissions.ToHashSet(StringComparer.Ordinal));
}

/// <summary>The permissions the simulated calls ask for, by their real names.</summary>
internal static class Permission
{
    public const string FlowView = "architect:flow:view";
    public const string FlowSearch = "architect:flow:search";
    public const string FlowLaunch = "architect:flow:launch";
    public const string ExecutionView = "architect:flowExecution:view";
    public const string InstanceSearch = "architect:flowInstance:search";
    public const string ExecutionDataView = "architect:flowinstanceexecutiondata:view";
}
