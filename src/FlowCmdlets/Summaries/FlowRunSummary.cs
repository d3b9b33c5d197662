using GenesysCloud.Launching;
using GenesysCloud.Wording;

namespace FlowCmdlets.Summaries;

/// <summary>
/// What a launch, a wait, or a pipeline of both came to, for scripts: in the variable of <c>-SummaryVariable</c>, in the file of
/// <c>-SummaryPath</c>, and on the information stream, tagged <c>GenesysFlows</c> and <c>Summary</c>.
/// </summary>
public sealed class FlowRunSummary
{
    private readonly bool _isOfWaitOnly;

    /// <param name="counts">What was counted.</param>
    /// <param name="isOfWaitOnly">Whether nothing was to be launched.</param>
    internal FlowRunSummary(SummaryCounts counts, bool isOfWaitOnly)
    {
        (LaunchCounts launches, EndCounts ends) = (counts.Launches, counts.Ends);
        _isOfWaitOnly = isOfWaitOnly;
        Rows = launches.Rows;
        Launched = launches.Launched;
        AlreadyLaunched = launches.AlreadyLaunched;
        Refused = launches.Refused;
        Skipped = launches.Skipped;
        Blank = launches.Blank;
        NotSent = launches.NotSent;
        Unknown = launches.Unknown;
        Executions = ends.Executions;
        Completed = ends.Completed;
        Failed = ends.Failed + Math.Max(0, launches.AlreadyFailed - ends.AlreadyFailed);
        NotEnded = ends.NotEnded;
        Unreadable = ends.Unreadable;
        EndedBy = launches.EndedBy;
        Journal = launches.Journal;
    }

    /// <summary>Rows that were read; 0 if nothing was to be launched.</summary>
    public long Rows { get; }

    /// <summary>Rows that this run launched.</summary>
    public long Launched { get; }

    /// <summary>Rows that an earlier run with the same journal launched.</summary>
    public long AlreadyLaunched { get; }

    /// <summary>Rows that were refused, here or by the service.</summary>
    public long Refused { get; }

    /// <summary>Rows that were not to be launched: blank, or "no" to <c>-Confirm</c>.</summary>
    public long Skipped { get; }

    /// <summary>Of the skipped rows, those whose cells are all empty.</summary>
    public long Blank { get; }

    /// <summary>Rows that were certainly not launched: nothing was sent, or nothing was found.</summary>
    public long NotSent { get; }

    /// <summary>Rows that may have been launched.</summary>
    public long Unknown { get; }

    /// <summary>Executions that were waited for.</summary>
    public long Executions { get; }

    /// <summary>Of the executions that were waited for, those that have completed.</summary>
    public long Completed { get; }

    /// <summary>Executions that have ended otherwise: of those waited for, and of earlier runs whose end the journal knows.</summary>
    public long Failed { get; }

    /// <summary>Of the executions that were waited for, those whose end was not seen.</summary>
    public long NotEnded { get; }

    /// <summary>Of those whose end was not seen, the ones that could not be read.</summary>
    public long Unreadable { get; }

    /// <summary>What ended the run before its last row; null if nothing did.</summary>
    public RunEndReason? EndedBy { get; }

    /// <summary>The journal of the launches, if there was one.</summary>
    public string? Journal { get; }

    /// <summary>
    /// What a scheduled job may end with: 0 all launched but blank rows, and all completed that were waited for; 1 some not; 2 some of
    /// unknown outcome; 4 the journal was lost, so that the job must not run again before a person has restored it. A run that could not
    /// start has no summary.
    /// </summary>
    public int ExitCode => EndedBy == RunEndReason.JournalLost ? 4
        : Unknown > 0 ? 2
        : Problems > 0 || EndedBy is not null ? 1 : 0;

    /// <summary>How many rows and executions keep the exit code from being 0.</summary>
    internal long Problems => Refused + Skipped - Blank + NotSent + Unknown + Failed + NotEnded;

    /// <inheritdoc />
    public override string ToString()
    {
        string ends = $"{Completed} completed, {Failed} failed, {NotEnded} not finished" +
            $"{(Unreadable > 0 ? $" ({Unreadable} unreadable)" : "")}";
        string early = EndedBy is not { } reason ? "" : reason == RunEndReason.Stopped ? "; stopped early" : $"; stopped early: {reason}";
        if (_isOfWaitOnly)
            return $"{Quantity.Format(Executions, "execution")}: {ends}{early}.";
        return $"{Quantity.Format(Rows, "row")}: {Launched} launched, " +
            $"{(AlreadyLaunched > 0 ? $"{AlreadyLaunched} launched before, " : "")}{Refused} refused, " +
            $"{(Skipped > 0 ? $"{Skipped} skipped{(Blank > 0 ? $" ({Blank} blank)" : "")}, " : "")}{NotSent} not sent, " +
            $"{Unknown} unknown{(Completed + Failed + NotEnded == 0 ? "" : $"; {ends}")}{early}.";
    }
}
