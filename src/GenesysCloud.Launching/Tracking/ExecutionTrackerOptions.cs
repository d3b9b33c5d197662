namespace GenesysCloud.Launching.Tracking;

/// <summary>How executions are followed.</summary>
public sealed record ExecutionTrackerOptions
{
    /// <summary>Requests in flight at once.</summary>
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>When a fresh execution of an unknown flow is looked at first. Real workflows take about a second.</summary>
    public TimeSpan FirstLook { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What the time between two looks at one execution grows to while nothing is known of its flow, and the least that it may grow to
    /// afterwards.
    /// </summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The time between two looks at one execution, which then does not depend on how long its flow takes, and execution data is not
    /// asked; null to learn. Above zero.
    /// </summary>
    public TimeSpan? PollingInterval { get; init; }

    /// <summary>How long after the last one was added the tracker gives up on what still runs; null for never.</summary>
    public TimeSpan? Timeout { get; init; }
}
