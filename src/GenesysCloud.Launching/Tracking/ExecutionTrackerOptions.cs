namespace GenesysCloud.Launching.Tracking;

/// <summary>How executions are followed.</summary>
public sealed record ExecutionTrackerOptions
{
    /// <summary>Requests in flight at once.</summary>
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>When a fresh execution is looked at first. Real workflows take about a second.</summary>
    public TimeSpan FirstLook { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What the time between two looks at one execution grows to.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after the last one was added the tracker gives up on what still runs; null for never.</summary>
    public TimeSpan? Timeout { get; init; }
}
