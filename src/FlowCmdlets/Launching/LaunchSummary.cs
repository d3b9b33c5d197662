using FlowCmdlets.Executions;
using GenesysCloud.Launching;
using GenesysCloud.Wording;

namespace FlowCmdlets.Launching;

/// <summary>
/// What a run came to, for scripts: on the information stream (<c>-InformationVariable</c>), tagged <c>GenesysFlows</c> and <c>Summary</c>.
/// </summary>
public sealed class LaunchSummary
{
    internal LaunchSummary(LaunchTally tally, ExecutionFollower? follower, RunEnd? end, string? journal)
    {
        Rows = tally.Rows;
        Launched = tally.Launched;
        AlreadyLaunched = tally.AlreadyLaunched;
        Refused = tally.Refused;
        Skipped = tally.Skipped;
        Blank = tally.Blank.Count;
        NotSent = tally.NotSent;
        Unknown = tally.Unknown;
        Completed = follower?.Completed ?? 0;
        Failed = (follower?.Failed ?? 0) + tally.AlreadyFailed;
        NotEnded = follower is null ? 0 : follower.Added - follower.Completed - follower.Failed;
        EndedBy = end?.Reason;
        Journal = journal;
    }

    /// <summary>Rows that were read.</summary>
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

    /// <summary>With <c>-Wait</c>: executions that have completed.</summary>
    public long Completed { get; }

    /// <summary>Executions that have ended otherwise: with <c>-Wait</c>, and those of earlier runs whose end the journal knows.</summary>
    public long Failed { get; }

    /// <summary>With <c>-Wait</c>: executions whose end was not seen.</summary>
    public long NotEnded { get; }

    /// <summary>What ended the run before its last row; null if nothing did.</summary>
    public RunEndReason? EndedBy { get; }

    /// <summary>The journal, if there was one.</summary>
    public string? Journal { get; }

    /// <summary>
    /// What a scheduled job may end with: 0 all launched but blank rows (and completed, with <c>-Wait</c>), 1 some not, 2 some of unknown
    /// outcome, 4 the journal was lost, so that the job must not run again before a person has restored it. A run that could not start has
    /// no summary.
    /// </summary>
    public int ExitCode => EndedBy == RunEndReason.JournalLost ? 4
        : Unknown > 0 ? 2
        : Refused + Skipped - Blank + NotSent + Failed + NotEnded > 0 || EndedBy is not null ? 1 : 0;

    /// <inheritdoc />
    public override string ToString() =>
        $"{Quantity.Format(Rows, "row")}: {Launched} launched, " +
        $"{(AlreadyLaunched > 0 ? $"{AlreadyLaunched} launched before, " : "")}{Refused} refused, " +
        $"{(Skipped > 0 ? $"{Skipped} skipped{(Blank > 0 ? $" ({Blank} blank)" : "")}, " : "")}{NotSent} not sent, {Unknown} unknown" +
        $"{(Completed + Failed + NotEnded == 0 ? "" : $"; {Completed} completed, {Failed} failed, {NotEnded} not finished")}" +
        $"{(EndedBy is null ? "" : $"; stopped early: {EndedBy}")}.";
}
