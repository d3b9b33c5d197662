using System.Collections.Concurrent;

namespace GenesysCloud.Simulator.Configuration;

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
    private volatile string? _launchRefusalCode;

    /// <summary>Requests per window and token; null for no limit.</summary>
    public int? RateLimit { get => _rateLimit < 0 ? null : _rateLimit; set => _rateLimit = value ?? -1; }

    /// <summary>Length of the window, which begins with a token's first request.</summary>
    public TimeSpan RateLimitWindow { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether responses carry <c>inin-ratelimit-count/allowed/reset</c>. Off as in the only recorded traffic; other responses that
    /// were published have them.
    /// </summary>
    public bool RateLimitHeaders { get; set; }

    /// <summary>Rounds <c>inin-ratelimit-reset</c> and the state's <c>Retry-After</c> down instead of up.</summary>
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

    /// <summary>Whether an input that its schema does not allow is refused; else it is taken as it is.</summary>
    public bool RejectMistypedInputs { get; set; } = true;

    /// <summary>Whether a missing required input is a 400; else the execution fails on it.</summary>
    public bool RejectMissingInputs { get; set; }

    /// <summary>Whether a field the launch request does not have is a 400; else it is ignored.</summary>
    public bool RejectUnknownFields { get; set; }

    /// <summary>The status of a refused launch.</summary>
    public int LaunchRefusalStatus { get; set; } = 400;

    /// <summary>The code of a refused launch; null for one that fits the reason.</summary>
    public string? LaunchRefusalCode { get => _launchRefusalCode; set => _launchRefusalCode = value; }

    /// <summary>Whether a refused launch names the fields it was refused for in <c>details</c>.</summary>
    public bool LaunchRefusalDetails { get; set; } = true;

    /// <summary>How a Decimal travels.</summary>
    public WireForm DecimalForm { get; set; }

    /// <summary>How a Boolean travels.</summary>
    public WireForm BooleanForm { get; set; }

    /// <summary>How a DateTime travels; natively as milliseconds since 1970.</summary>
    public WireForm DateTimeForm { get; set; } = WireForm.Text;

    /// <summary>How a Duration travels; natively in milliseconds.</summary>
    public WireForm DurationForm { get; set; } = WireForm.Text;

    /// <summary>How a Currency travels; natively as <c>{amount, code}</c>.</summary>
    public WireForm CurrencyForm { get; set; }

    /// <summary>How JSON travels; natively as an object.</summary>
    public WireForm JsonForm { get; set; } = WireForm.Native;

    /// <summary>How a User travels; natively as <c>{id, name, username}</c>.</summary>
    public WireForm UserForm { get; set; }

    /// <summary>How a Queue travels; natively as <c>{id, name}</c>.</summary>
    public WireForm QueueForm { get; set; }

    /// <summary>How a Skill travels; natively as <c>{id, name}</c>.</summary>
    public WireForm SkillForm { get; set; }

    /// <summary>Whether schemas list the inputs that an execution needs as <c>required</c>. No real one has been seen to.</summary>
    public bool RequiredInSchemas { get; set; }

    /// <summary>Whether an Integer among the outputs is written as text, as recorded; else as a number.</summary>
    public bool IntegerOutputsAsText { get; set; } = true;

    /// <summary>Whether responses of some size are compressed for clients that accept gzip.</summary>
    public bool Compression { get; set; } = true;

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

    /// <summary>Whether the instances query shows an execution under another id than that of its launch.</summary>
    public bool InstancesHaveOwnIds { get; set; }

    /// <summary>Whether requests are kept for <see cref="CloudSimulator.Requests"/>.</summary>
    public bool RecordRequests { get; set; } = true;

    /// <summary>Whether the inputs of launches are kept for <see cref="CloudSimulator.Launches"/> and for outputs.</summary>
    public bool RecordInputs { get; set; } = true;

    /// <summary>Puts other limits in the place of these; a request meanwhile never finds a resource without the limit that it keeps.</summary>
    internal void LimitResources(IEnumerable<KeyValuePair<string, int>> limits)
    {
        var kept = new HashSet<string>();
        foreach ((string resource, int limit) in limits)
        {
            ResourceLimits[resource] = limit;
            kept.Add(resource);
        }

        foreach (string resource in ResourceLimits.Keys)
        {
            if (!kept.Contains(resource))
                ResourceLimits.Remove(resource);
        }
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
        LaunchRefusalStatus = other.LaunchRefusalStatus;
        LaunchRefusalCode = other.LaunchRefusalCode;
        LaunchRefusalDetails = other.LaunchRefusalDetails;
        DecimalForm = other.DecimalForm;
        BooleanForm = other.BooleanForm;
        DateTimeForm = other.DateTimeForm;
        DurationForm = other.DurationForm;
        CurrencyForm = other.CurrencyForm;
        JsonForm = other.JsonForm;
        UserForm = other.UserForm;
        QueueForm = other.QueueForm;
        SkillForm = other.SkillForm;
        RequiredInSchemas = other.RequiredInSchemas;
        IntegerOutputsAsText = other.IntegerOutputsAsText;
        Compression = other.Compression;
        NameFilter = other.NameFilter;
        MaxRequestBytes = other.MaxRequestBytes;
        ExecutionRetention = other.ExecutionRetention;
        ExecutionData = other.ExecutionData;
        InstanceIndexLag = other.InstanceIndexLag;
        InstancesAppearAtEnd = other.InstancesAppearAtEnd;
        InstanceNames = other.InstanceNames;
        InstancesHaveOwnIds = other.InstancesHaveOwnIds;
        RecordRequests = other.RecordRequests;
        RecordInputs = other.RecordInputs;
    }
}
