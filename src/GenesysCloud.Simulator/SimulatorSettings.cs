using System.Collections.Concurrent;

namespace GenesysCloud.Simulator;

/// <summary>How <c>GET /flows?name=</c> compares; always without case. Nobody has documented which one is real.</summary>
public enum NameFilter
{
    /// <summary><c>*</c> stands for any text; without one the whole name must match.</summary>
    Wildcard,

    /// <summary>The name contains the text.</summary>
    Contains,

    /// <summary>The name is the text.</summary>
    Exact,
}

/// <summary>
/// How the simulated cloud behaves. May be changed at any time from any thread; a request sees what is set when it
/// comes to that point. Where the real behaviour is not known, both are offered and the default is the likelier one.
/// </summary>
public sealed class SimulatorSettings
{
    // A nullable integer is not written in one piece; these are, and below zero means none.
    private volatile int _rateLimit = 300;
    private volatile int _tokenRequestLimit = -1;

    /// <summary>Requests per window and token; null for no limit.</summary>
    public int? RateLimit { get => _rateLimit < 0 ? null : _rateLimit; set => _rateLimit = value ?? -1; }

    /// <summary>Length of the window, which begins with a token's first request.</summary>
    public TimeSpan RateLimitWindow { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether answers carry <c>inin-ratelimit-count/allowed/reset</c>.</summary>
    public bool RateLimitHeaders { get; set; } = true;

    /// <summary>Rounds <c>inin-ratelimit-reset</c> and the budget's <c>Retry-After</c> down instead of up.</summary>
    public bool RateLimitResetRoundsDown { get; set; }

    /// <summary>
    /// Limits of single resources, per window and token: <c>"POST /api/v2/flows/executions"</c> → requests. Without a
    /// method every one counts; the path is a prefix, or a pattern if it holds a <c>*</c>.
    /// </summary>
    public IDictionary<string, int> ResourceLimits { get; } = new ConcurrentDictionary<string, int>();

    /// <summary>How long every request takes before anything happens.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The life of tokens issued from now on.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromSeconds(86400);

    /// <summary>Token requests per window and client, then <c>400 invalid_request</c>; null for no limit.</summary>
    public int? TokenRequestLimit
    {
        get => _tokenRequestLimit < 0 ? null : _tokenRequestLimit;
        set => _tokenRequestLimit = value ?? -1;
    }

    /// <summary>Whether an input the flow does not declare is a 400; else it is ignored.</summary>
    public bool RejectUnknownInputs { get; set; }

    /// <summary>Whether an input of another type than declared is a 400; else it is taken as it is.</summary>
    public bool RejectMistypedInputs { get; set; } = true;

    /// <summary>Whether a missing required input is a 400; else the execution fails on it.</summary>
    public bool RejectMissingInputs { get; set; }

    /// <summary>Whether a field the launch request does not have is a 400; else it is ignored.</summary>
    public bool RejectUnknownFields { get; set; }

    /// <summary>How <c>GET /flows?name=</c> compares.</summary>
    public NameFilter NameFilter { get; set; }

    /// <summary>The largest request body in bytes; above it 413.</summary>
    public int MaxRequestBytes { get; set; } = 1024 * 1024;

    /// <summary>How long an execution can be read after its launch.</summary>
    public TimeSpan ExecutionRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Whether the organisation stores execution data; without it the instances query finds nothing.</summary>
    public bool ExecutionData { get; set; } = true;

    /// <summary>How long after its start an execution is found by the instances query.</summary>
    public TimeSpan InstanceIndexLag { get; set; }

    /// <summary>Whether an execution is found by the instances query only once it has ended.</summary>
    public bool InstancesAppearAtEnd { get; set; }

    /// <summary>Whether the instances query tells the execution's name.</summary>
    public bool InstanceNames { get; set; }

    /// <summary>Whether requests are kept for <see cref="CloudSimulator.Requests"/>.</summary>
    public bool RecordRequests { get; set; } = true;

    /// <summary>Whether the inputs of launches are kept for <see cref="CloudSimulator.Launches"/> and for outputs.</summary>
    public bool RecordInputs { get; set; } = true;

    /// <summary>Puts other limits in the place of these; a request meanwhile never finds a resource without the limit that it keeps.</summary>
    internal void LimitResources(IEnumerable<KeyValuePair<string, int>> limits)
    {
        var kept = new HashSet<string>();
        foreach (var (resource, limit) in limits)
        {
            ResourceLimits[resource] = limit;
            kept.Add(resource);
        }
        foreach (var resource in ResourceLimits.Keys)
            if (!kept.Contains(resource))
                ResourceLimits.Remove(resource);
    }

    internal void CopyFrom(SimulatorSettings other)
    {
        RateLimit = other.RateLimit;
        RateLimitWindow = other.RateLimitWindow;
        RateLimitHeaders = other.RateLimitHeaders;
        RateLimitResetRoundsDown = other.RateLimitResetRoundsDown;
        LimitResources(other.ResourceLimits);
        Latency = other.Latency;
        TokenLifetime = other.TokenLifetime;
        TokenRequestLimit = other.TokenRequestLimit;
        RejectUnknownInputs = other.RejectUnknownInputs;
        RejectMistypedInputs = other.RejectMistypedInputs;
        RejectMissingInputs = other.RejectMissingInputs;
        RejectUnknownFields = other.RejectUnknownFields;
        NameFilter = other.NameFilter;
        MaxRequestBytes = other.MaxRequestBytes;
        ExecutionRetention = other.ExecutionRetention;
        ExecutionData = other.ExecutionData;
        InstanceIndexLag = other.InstanceIndexLag;
        InstancesAppearAtEnd = other.InstancesAppearAtEnd;
        InstanceNames = other.InstanceNames;
        RecordRequests = other.RecordRequests;
        RecordInputs = other.RecordInputs;
    }
}
