using GenesysCloud.Http;

namespace GenesysCloud.Launching;

/// <summary>How many launches are in flight at once, what ends a run, and what remembers it.</summary>
internal sealed record BulkLaunchOptions
{
    /// <summary>Requests in flight at once.</summary>
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>
    /// Whether all rows are for one flow, so that who may not launch one may launch none, and a 403 ends the run. Otherwise it refuses the
    /// rows of that flow, and the others go on.
    /// </summary>
    public bool SingleFlow { get; init; } = true;

    /// <summary>A rate-limit refusal that asks for a longer wait ends the run.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = ApiRequest.DefaultMaxRetryAfter;

    /// <summary>How many rows may be refused or of unknown outcome before the rest is not sent; null for no end.</summary>
    public int? MaxFailures { get; init; }

    /// <summary>After a stop: how long requests in flight are waited for, so that their outcome is known.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The journal of the run; null without one.</summary>
    public JournalPolicy? Journal { get; init; }

    /// <summary>
    /// Nothing is sent or written: every row comes out as the run would decide on it. The journal is read without its lock, so that this
    /// may be done while a run writes it.
    /// </summary>
    public bool DryRun { get; init; }
}
