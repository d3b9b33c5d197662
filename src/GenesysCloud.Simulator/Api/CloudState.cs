using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Faults;
using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Notifications;
using GenesysCloud.Simulator.People;
using GenesysCloud.Simulator.Routing;
using GenesysCloud.Simulator.Schemas;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Api;

/// <summary>The state of the simulated organization. Safe for concurrent requests.</summary>
internal sealed class CloudState
{
    private readonly SeededGuidGenerator _correlationIds;

    public CloudState(SimulatorOptions options)
    {
        ulong seed = SeededGuidGenerator.Mix((ulong)options.Seed);
        Time = options.TimeProvider;
        Defaults.CopyFrom(options.Settings);
        Settings.CopyFrom(Defaults);
        Contracts = new FlowContracts(Settings);
        Organization = options.FlowsFile is null ? FlowsFile.ReadBuiltIn() : FlowsFile.Read(options.FlowsFile);
        Flows = new FlowCatalog(Organization.Flows);
        People = new PeopleCatalog(Organization.Users, Organization.Contacts);
        Faults = new FaultPlan(new SeededGuidGenerator(seed));
        Tokens = new TokenStore(Time, seed, Organization.Clients);
        Codes = new AuthorizationCodes(Time, seed);
        Launches = new LaunchStore(seed);
        Notifications = new NotificationHub(Time, Settings, seed, launch => HistoryEventJson.Write(this, launch));
        _correlationIds = new SeededGuidGenerator(~seed);
    }

    public TimeProvider Time { get; }
    public SimulatorSettings Settings { get; } = new();

    /// <summary>The settings at the start and after a reset.</summary>
    public SimulatorSettings Defaults { get; } = new();

    public SimulatedOrganization Organization { get; }
    public FlowCatalog Flows { get; }
    public PeopleCatalog People { get; }
    public FlowContracts Contracts { get; }
    public FaultPlan Faults { get; }
    public TokenStore Tokens { get; }
    public AuthorizationCodes Codes { get; }
    public LaunchStore Launches { get; }
    public NotificationHub Notifications { get; }
    public QueueStore Queues { get; } = new();

    public InstanceJobStore InstanceJobs { get; } = new();
    public LogLevelStore LogLevels { get; } = new();
    public RequestLog Requests { get; } = new();

    private uint _requests;

    public Guid NextCorrelationId() => _correlationIds.Create(Interlocked.Increment(ref _requests));

    public void EndTokens()
    {
        Tokens.RevokeAll();
        Notifications.Revoke(token: null);
    }

    public void Reset()
    {
        Settings.CopyFrom(Defaults);
        Faults.Clear();
        Tokens.Reset();
        Codes.Reset();
        Launches.Reset();
        Notifications.Reset();
        Queues.Reset();
        InstanceJobs.Reset();
        LogLevels.Reset();
        Requests.Reset();
    }
}
