using GenesysCloud.Launching;

namespace FlowCmdlets.Summaries;

/// <summary>What a command, or several, came to.</summary>
/// <param name="Launches">What became of rows.</param>
/// <param name="Ends">What became of executions that were waited for.</param>
/// <param name="Problems">What went wrong, or as much of it as is kept.</param>
internal sealed record SummaryCounts(LaunchCounts Launches, EndCounts Ends, ProblemList Problems)
{
    public static SummaryCounts None { get; } = new(default, default, new ProblemList());

    /// <summary>Whether anything became of anything.</summary>
    public bool IsAny => Launches.Decided > 0 || Ends.Executions > 0;
}

/// <summary>How many rows came to what.</summary>
internal readonly record struct LaunchCounts
{
    public long Rows { get; init; }

    public long Launched { get; init; }

    public long AlreadyLaunched { get; init; }

    /// <summary>Of the rows that were launched before, those whose execution is known to have ended otherwise than completed.</summary>
    public long AlreadyFailed { get; init; }

    public long Refused { get; init; }

    public long Skipped { get; init; }

    public long Blank { get; init; }

    public long NotSent { get; init; }

    public long Unknown { get; init; }

    public RunEndReason? EndedBy { get; init; }

    public string? Journal { get; init; }

    /// <summary>Rows that came to anything.</summary>
    public long Decided => Launched + AlreadyLaunched + Refused + Skipped + NotSent + Unknown;

    public static LaunchCounts operator +(LaunchCounts one, LaunchCounts other) => new()
    {
        Rows = one.Rows + other.Rows,
        Launched = one.Launched + other.Launched,
        AlreadyLaunched = one.AlreadyLaunched + other.AlreadyLaunched,
        AlreadyFailed = one.AlreadyFailed + other.AlreadyFailed,
        Refused = one.Refused + other.Refused,
        Skipped = one.Skipped + other.Skipped,
        Blank = one.Blank + other.Blank,
        NotSent = one.NotSent + other.NotSent,
        Unknown = one.Unknown + other.Unknown,
        EndedBy = other.EndedBy == RunEndReason.JournalLost ? other.EndedBy : one.EndedBy ?? other.EndedBy,
        Journal = one.Journal ?? other.Journal,
    };
}

/// <summary>How many executions came to what.</summary>
internal readonly record struct EndCounts
{
    /// <summary>Executions that were waited for.</summary>
    public long Executions { get; init; }

    public long Completed { get; init; }

    /// <summary>Executions that ended otherwise.</summary>
    public long Failed { get; init; }

    /// <summary>Of those, the ones that an earlier run launched and saw end.</summary>
    public long AlreadyFailed { get; init; }

    /// <summary>Executions that could not be read.</summary>
    public long Unreadable { get; init; }

    public long NotEnded => Executions - Completed - Failed;

    public static EndCounts operator +(EndCounts one, EndCounts other) => new()
    {
        Executions = one.Executions + other.Executions,
        Completed = one.Completed + other.Completed,
        Failed = one.Failed + other.Failed,
        AlreadyFailed = one.AlreadyFailed + other.AlreadyFailed,
        Unreadable = one.Unreadable + other.Unreadable,
    };

    /// <summary>These, counted after others that were of the same executions, perhaps of more: none that failed is lost.</summary>
    public EndCounts After(EndCounts earlier)
    {
        long completed = Math.Max(Completed, earlier.Completed);
        long failed = Math.Max(Failed, earlier.Failed);
        return new()
        {
            Executions = completed + failed + NotEnded,
            Completed = completed,
            Failed = failed,
            AlreadyFailed = Math.Max(AlreadyFailed, earlier.AlreadyFailed),
            Unreadable = Unreadable,
        };
    }
}
