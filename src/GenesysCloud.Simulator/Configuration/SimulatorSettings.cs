using System.Collections.Concurrent;

namespace GenesysCloud.Simulator.Configuration;

/// <summary>How <c>GET /flows?name=</c> compares names, always case-insensitively. The real behavior is not documented.</summary>
public enum NameFilter
{
    /// <summary><c>*</c> stands for any text; without it, the whole name must match.</summary>
    Wildcard,

    /// <summary>The name contains the text.</summary>
    Contains,

    /// <summary>The name is the text.</summary>
    Exact,
}

/// <summary>
/// How the simulator behaves. The settings can be changed at any time, from any thread; a request reads each setting when it needs it.
/// Where the real behavior is not known, a setting offers both, and the default is the likelier one.
/// </summary>
public sealed partial class SimulatorSettings
{
    // Unlike nullable integers, these are written atomically; a negative value means none.
    private volatile int _rateLimit = 300;
    private volatile int _clientRateLimit = -1;
    private volatile int _tokenRequestLimit = -1;
    private volatile string? _launchRefusalCode;
    private volatile string _gatewayLoginPath = "";
    private volatile string _gatewayApiPath = "";
    private volatile string? _authorizationError;

    /// <summary>The number of requests per token and window; null for no limit.</summary>
    public int? RateLimit { get => _rateLimit < 0 ? null : _rateLimit; set => _rateLimit = value ?? -1; }

    /// <summary>
    /// The number of requests per OAuth client and window, of all its tokens together; null for no limit. The real service documents
    /// <c>org.app.user.rate.per.minute</c> (3000). That a 429 names it in <c>limit</c> is an assumption.
    /// </summary>
    public int? ClientRateLimit { get => _clientRateLimit < 0 ? null : _clientRateLimit; set => _clientRateLimit = value ?? -1; }

    /// <summary>The length of the window, which starts with a token's first request.</summary>
    public TimeSpan RateLimitWindow { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether responses have the headers <c>inin-ratelimit-count/allowed/reset</c>. Off by default, as in the only recorded traffic; other
    /// published responses have them.
    /// </summary>
    public bool RateLimitHeaders { get; set; }

    /// <summary>Whether <c>inin-ratelimit-reset</c> and <c>Retry-After</c> of the rate limit are rounded down instead of up.</summary>
    public bool RateLimitResetRoundsDown { get; set; }

    /// <summary>
    /// Limits of single resources, per token and window: <c>"POST /api/v2/flows/executions"</c> to a number of requests. Without a
    /// method, requests of all methods count; the path is a prefix, or a pattern if it contains a <c>*</c>.
    /// </summary>
    public IDictionary<string, int> ResourceLimits { get; } = new ConcurrentDictionary<string, int>();

    /// <summary>The delay before a request is processed.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The lifetime of tokens issued from now on.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromSeconds(86400);

    /// <summary>The number of token requests per client and window, then <c>400 invalid_request</c>; null for no limit.</summary>
    public int? TokenRequestLimit
    {
        get => _tokenRequestLimit < 0 ? null : _tokenRequestLimit;
        set => _tokenRequestLimit = value ?? -1;
    }

    /// <summary>
    /// The OAuth error that a sign-in with a browser ends with, such as <c>access_denied</c>; null if the user approves.
    /// </summary>
    public string? AuthorizationError { get => _authorizationError; set => _authorizationError = value; }

    /// <summary>
    /// Whether a refresh token comes with the token of a user. Off by default: no official client uses one with PKCE, and whether the
    /// service sends one is not known.
    /// </summary>
    public bool RefreshTokens { get; set; }

    /// <summary>Whether an input that the flow does not declare is rejected with a 400; otherwise it is ignored.</summary>
    public bool RejectUnknownInputs { get; set; }

    /// <summary>Whether an input that its schema does not allow is rejected; otherwise it is accepted unchanged.</summary>
    public bool RejectMistypedInputs { get; set; } = true;

    /// <summary>Whether a missing required input is rejected with a 400; otherwise the execution fails.</summary>
    public bool RejectMissingInputs { get; set; }

    /// <summary>Whether an unknown field of a launch request is rejected with a 400; otherwise it is ignored.</summary>
    public bool RejectUnknownFields { get; set; }

    /// <summary>The status code of a rejected launch.</summary>
    public int LaunchRefusalStatus { get; set; } = 400;

    /// <summary>The error code of a rejected launch; null for the code that fits the reason.</summary>
    public string? LaunchRefusalCode { get => _launchRefusalCode; set => _launchRefusalCode = value; }

    /// <summary>Whether the error of a rejected launch names the invalid fields in <c>details</c>.</summary>
    public bool LaunchRefusalDetails { get; set; } = true;

    /// <summary>The form of Decimal values.</summary>
    public WireForm DecimalForm { get; set; }

    /// <summary>The form of Boolean values.</summary>
    public WireForm BooleanForm { get; set; }

    /// <summary>The form of DateTime values; the native form is milliseconds since 1970.</summary>
    public WireForm DateTimeForm { get; set; } = WireForm.Text;

    /// <summary>The form of Duration values; the native form is milliseconds.</summary>
    public WireForm DurationForm { get; set; } = WireForm.Text;

    /// <summary>The form of Currency values; the native form is <c>{amount, code}</c>.</summary>
    public WireForm CurrencyForm { get; set; }

    /// <summary>The form of JSON values; the native form is an object.</summary>
    public WireForm JsonForm { get; set; } = WireForm.Native;

    /// <summary>The form of User values; the native form is <c>{id, name, username}</c>.</summary>
    public WireForm UserForm { get; set; }

    /// <summary>The form of Queue values; the native form is <c>{id, name}</c>.</summary>
    public WireForm QueueForm { get; set; }

    /// <summary>The form of Skill values; the native form is <c>{id, name}</c>.</summary>
    public WireForm SkillForm { get; set; }

    /// <summary>Whether schemas list required inputs under <c>required</c>. No recorded schema does.</summary>
    public bool RequiredInSchemas { get; set; }

    /// <summary>Whether Integer outputs are written as text, as in recorded responses; otherwise as numbers.</summary>
    public bool IntegerOutputsAsText { get; set; } = true;

    /// <summary>Whether longer responses are compressed for clients that accept gzip.</summary>
    public bool Compression { get; set; } = true;

    /// <summary>How <c>GET /flows?name=</c> compares names.</summary>
    public NameFilter NameFilter { get; set; }

    /// <summary>The maximum length of a request body in bytes; longer bodies are rejected with a 413.</summary>
    public int MaxRequestBytes { get; set; } = 1024 * 1024;

    /// <summary>How long after its launch an execution can be read.</summary>
    public TimeSpan ExecutionRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Whether the organization stores execution data; without it, the instances query finds nothing.</summary>
    public bool ExecutionData { get; set; } = true;

    /// <summary>The delay until the instances query finds an execution.</summary>
    public TimeSpan InstanceIndexLag { get; set; }

    /// <summary>Whether the instances query finds an execution only after it has ended.</summary>
    public bool InstancesAppearAtEnd { get; set; }

    /// <summary>Whether the instances query returns the names of executions.</summary>
    public bool InstanceNames { get; set; }

    /// <summary>Whether the instances query returns an execution under a different ID than its launch did.</summary>
    public bool InstancesHaveOwnIds { get; set; }

    /// <summary>How long a job that prepares execution data for download runs.</summary>
    public TimeSpan InstanceJobDuration { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many instances a job accepts; more are rejected with a 400. The real limit is not documented.</summary>
    public int InstanceJobMaxIds { get; set; } = 100;

    /// <summary>How long after a job has ended its download addresses are valid.</summary>
    public TimeSpan DownloadLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether the file of an instance has the error on the action that failed; otherwise the file lists its errors.</summary>
    public bool InstanceErrorsOnActions { get; set; }

    /// <summary>Whether the log level of a flow without its own is the default's; otherwise it is a 404.</summary>
    public bool LogLevelsInherit { get; set; }

    /// <summary>Whether a PUT adds a log level to a flow without its own; otherwise it is a 404.</summary>
    public bool LogLevelPutAdds { get; set; }

    /// <summary>The delay until aggregates count an execution.</summary>
    public TimeSpan AggregateLag { get; set; }

    /// <summary>
    /// Whether <c>GET /authorization/subjects/me</c> returns the permissions of roles only with <c>includeFullRoles=true</c>. Recorded
    /// responses are older than this parameter, whose default is not known.
    /// </summary>
    public bool FullRolesOnRequest { get; set; }

    /// <summary>
    /// The path of a private gateway that sign-in requests begin with, such as <c>/login</c>; empty for none. With either path, the
    /// gateway has no route for requests without it. Recorded requests and faults have the path of the service.
    /// </summary>
    public string GatewayLoginPath { get => _gatewayLoginPath; set => _gatewayLoginPath = NormalizePath(value); }

    /// <summary>The path of a private gateway that API requests begin with; empty for none.</summary>
    public string GatewayApiPath { get => _gatewayApiPath; set => _gatewayApiPath = NormalizePath(value); }

    /// <summary>Whether EXACT of <c>POST /users/search</c> distinguishes case. The real behavior is not documented.</summary>
    public bool UserSearchCaseSensitive { get; set; }

    /// <summary>
    /// Whether a criterion of <c>POST /users/search</c> with several fields finds only users who match in all of them; otherwise, in any.
    /// The real behavior is not documented.
    /// </summary>
    public bool UserSearchNeedsAllFields { get; set; }

    /// <summary>Whether requests are recorded for <see cref="CloudSimulator.Requests"/>.</summary>
    public bool RecordRequests { get; set; } = true;

    /// <summary>Whether the inputs of launches are recorded for <see cref="CloudSimulator.Launches"/> and for outputs.</summary>
    public bool RecordInputs { get; set; } = true;

    /// <summary>Replaces the resource limits. A resource that keeps a limit is never without one for concurrent requests.</summary>
    internal void ReplaceResourceLimits(IEnumerable<KeyValuePair<string, int>> limits)
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
        ClientRateLimit = other.ClientRateLimit;
        RateLimitWindow = other.RateLimitWindow;
        RateLimitHeaders = other.RateLimitHeaders;
        RateLimitResetRoundsDown = other.RateLimitResetRoundsDown;
        ReplaceResourceLimits(other.ResourceLimits);
        Latency = other.Latency;
        TokenLifetime = other.TokenLifetime;
        TokenRequestLimit = other.TokenRequestLimit;
        AuthorizationError = other.AuthorizationError;
        RefreshTokens = other.RefreshTokens;
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
        InstanceJobDuration = other.InstanceJobDuration;
        InstanceJobMaxIds = other.InstanceJobMaxIds;
        DownloadLifetime = other.DownloadLifetime;
        InstanceErrorsOnActions = other.InstanceErrorsOnActions;
        LogLevelsInherit = other.LogLevelsInherit;
        LogLevelPutAdds = other.LogLevelPutAdds;
        AggregateLag = other.AggregateLag;
        FullRolesOnRequest = other.FullRolesOnRequest;
        GatewayLoginPath = other.GatewayLoginPath;
        GatewayApiPath = other.GatewayApiPath;
        UserSearchCaseSensitive = other.UserSearchCaseSensitive;
        UserSearchNeedsAllFields = other.UserSearchNeedsAllFields;
        RecordRequests = other.RecordRequests;
        RecordInputs = other.RecordInputs;
        CopyNotificationsFrom(other);
    }

    private static string NormalizePath(string path)
    {
        string trimmed = path.Trim('/');
        return trimmed.Length == 0 ? "" : $"/{trimmed}";
    }
}
