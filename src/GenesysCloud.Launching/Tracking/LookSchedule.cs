using GenesysCloud.Architect;

namespace GenesysCloud.Launching.Tracking;

/// <summary>
/// At which age an execution is asked for next: with few requests, an end is noticed within a second or a fifth of the duration.
/// </summary>
internal sealed class LookSchedule(ExecutionTrackerOptions options)
{
    // So many of the executions that still run may end so early that they are noticed late.
    private const double LateShare = 0.03;

    // One request to execution data is for all executions of a flow, so that it can be for the early ones too.
    private const double EarlyShare = 0.01;

    // Those that it shows have to be read, a few at a time.
    private static readonly TimeSpan s_requests = TimeSpan.FromSeconds(0.15);

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    /// <summary>Whether it is asked at a fixed interval, whatever is known.</summary>
    public bool IsFixed => options.PollingInterval is not null;

    /// <summary>How late an end may be noticed.</summary>
    public static TimeSpan Tolerance(TimeSpan duration) => duration * 0.2 > s_second ? duration * 0.2 : s_second;

    /// <summary>The age at which an execution is read next, if it is not known to have ended until then.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="known">How long executions of its flow take; null if that is not known.</param>
    public TimeSpan ReadAge(OpenExecution execution, DurationDistribution? known)
    {
        TimeSpan? lastRead = execution.ReadAt is { } at ? execution.AgeAt(at) : null;
        if (options.PollingInterval is { } interval)
            return lastRead is { } last ? last + interval : interval;
        if (known is null)
            return lastRead is { } read ? read + Pause(execution.Looks) : options.FirstLook;
        TimeSpan running = execution.KnownRunningAt;
        TimeSpan early = known.Quantile(LateShare, running);
        return Earlier(early + Tolerance(early), running + Longest(Longest(running, early / 2), options.LongestPause));
    }

    /// <summary>The age at which execution data is asked next whether it has ended.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="known">How long executions of its flow take.</param>
    public TimeSpan AskAge(OpenExecution execution, DurationDistribution known)
    {
        TimeSpan running = execution.KnownRunningAt;
        TimeSpan early = known.Quantile(EarlyShare, running);
        return Earlier(early + (0.8 * Tolerance(early)) - s_requests, running + Longest(running, options.LongestPause));
    }

    /// <summary>
    /// The age at which an execution is read all the same while execution data does not show its end: it may show it late, or never.
    /// </summary>
    /// <param name="execution">The execution.</param>
    /// <param name="known">How long executions of its flow take.</param>
    public TimeSpan ControlAge(OpenExecution execution, DurationDistribution known) => Longest(
        execution.RunningAt + Longest(execution.RunningAt, 2 * options.LongestPause), known.Quantile(0.95, TimeSpan.Zero));

    /// <summary>The age at which an execution of an unknown flow is read at the latest, while others are read to learn from them.</summary>
    public TimeSpan UnknownAge(OpenExecution execution) => execution.RunningAt + (2 * options.LongestPause);

    /// <summary>How long to wait after a read that did not show the end, or failed.</summary>
    /// <remarks>1, 1.5, 2.3, 3.4 … s: a short run is met soon, a long one costs two requests a minute.</remarks>
    /// <param name="looks">How many there were.</param>
    public TimeSpan Pause(int looks) => options.PollingInterval
        ?? Earlier(options.FirstLook * Math.Pow(1.5, Math.Min(looks, 20)), options.LongestPause);

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Longest(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
