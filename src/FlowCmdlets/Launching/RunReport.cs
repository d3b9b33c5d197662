using FlowCmdlets.Pipeline;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Journal.Storage;

namespace FlowCmdlets.Launching;

/// <summary>Reports how a run ended: its summary, and the error of a run that ended early.</summary>
internal sealed class RunReport(GenesysCmdlet cmdlet, LaunchRunOptions options, LaunchTally tally)
{
    /// <summary>Whether the one launch that there was is what ended the run, so that one error reports both.</summary>
    /// <param name="end">Why the run ended early; null if it did not.</param>
    /// <param name="isSingle">Whether the flow was launched once, without a row.</param>
    public static bool Covers(RunEnd? end, bool isSingle) =>
        isSingle && end is
        {
            Reason: RunEndReason.SignInLost or RunEndReason.NotPermitted or RunEndReason.RateLimited
                or RunEndReason.ResponseNotFromGenesysCloud,
        };

    /// <summary>Whether it has been written, with whatever ended the run.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>Writes the summary, and throws the error that ends the run, if it ended early.</summary>
    /// <param name="end">Why the run ended early; null if it did not.</param>
    /// <param name="isSingle">Whether the flow was launched once, without a row.</param>
    public void Write(RunEnd? end, bool isSingle)
    {
        IsWritten = true;
        if (end is null)
            options.Summary.End();
        else
            options.Summary.EndByError();
        SkippedRowsNotice.Write(cmdlet, tally, options.Launch.Journal?.Path);
        if (end is null)
            return;
        if (end.Cause is JournalLostException lost)
            cmdlet.ThrowTerminatingError(Errors.JournalLost(lost, end, tally.LaunchedRows, tally.UnknownRows));
        cmdlet.ThrowTerminatingError(
            Covers(end, isSingle)
                ? Errors.LaunchEnded(end)
                : Errors.RunEnded(end, tally.Unsent, tally.Rows, options.ResumeCommand, cmdlet.StopsOnError));
    }
}
