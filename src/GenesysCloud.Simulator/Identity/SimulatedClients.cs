namespace GenesysCloud.Simulator.Identity;

/// <summary>How an OAuth client gets its tokens.</summary>
public enum ClientGrant
{
    /// <summary>With its secret.</summary>
    ClientCredentials,

    /// <summary>With an authorization code, which a user gets by signing in with a browser.</summary>
    Code,
}

/// <summary>An OAuth client of the simulated organization.</summary>
/// <param name="Id">A GUID.</param>
/// <param name="Secret">Not a real secret: it is valid for the simulator only.</param>
/// <param name="Name">The name of the client.</param>
/// <param name="Permissions">The permissions of its roles, such as <c>architect:flow:launch</c>.</param>
public sealed record SimulatedClient(string Id, string Secret, string Name, IReadOnlySet<string> Permissions)
{
    /// <summary>The IDs of the divisions that its roles apply to; null for all.</summary>
    public IReadOnlySet<string>? Divisions { get; init; }

    /// <summary>The only grant that it may use.</summary>
    public ClientGrant Grant { get; init; }

    /// <summary>
    /// The redirect URIs of a client of the grant <see cref="ClientGrant.Code"/>. A loopback address matches with any port.
    /// </summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    internal bool AllowsRedirectTo(string redirectUri) =>
        Uri.TryCreate(redirectUri, UriKind.Absolute, out Uri? requested)
        && requested is { Query: "", Fragment: "", UserInfo: "" }
        && RedirectUris.Select(text => new Uri(text)).Any(registered =>
            registered.Scheme == requested.Scheme && registered.Host == requested.Host && registered.AbsolutePath == requested.AbsolutePath
            && (registered.Port == requested.Port || registered.IsLoopback));

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
        Permission.DefaultLogLevelEdit, Permission.DefaultLogLevelDelete, Permission.FlowExecutionAggregateView, Permission.UserView,
        Permission.ContactView);

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

    /// <summary>Signs users in with a browser, who have all permissions.</summary>
    public static SimulatedClient Browser { get; } = Administrator with
    {
        Id = "a0000000-0000-4000-8000-000000000006",
        Secret = "",
        Name = "browser",
        Grant = ClientGrant.Code,
        RedirectUris = ["http://localhost"],
    };

    /// <summary>All built-in clients.</summary>
    public static IReadOnlyList<SimulatedClient> All { get; } =
        [Administrator, LaunchOnly, ViewOnly, NoExecutionView, NoExecutionData, Browser];

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
    public const string UserView = "directory:user:view";
    public const string ContactView = "externalContacts:contact:view";
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
