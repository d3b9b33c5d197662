using GenesysCloud.Http;

namespace GenesysCloud.Launching;

/// <summary>How many launches go on at once, and what ends a run.</summary>
public sealed record FlowLauncherOptions
{
    /// <summary>Requests in flight at once.</summary>
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>
    /// Whether all rows are for one flow, so that who may not launch one may launch none, and a 403 ends the run. Otherwise it refuses the rows of that
    /// flow, and the others go on.
    /// </summary>
    public bool SingleFlow { get; init; } = true;

    /// <summary>A rate-limit refusal that asks for a longer wait ends the run.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = ApiRequest.DefaultMaxRetryAfter;

    /// <summary>How many rows may be refused or of unknown outcome before the rest is not sent; null for no end.</summary>
    public int? MaxFailures { get; init; }

    /// <summary>After a stop: how long what is in flight is waited for, so that its outcome is known.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}
