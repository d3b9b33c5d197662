using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;
using GenesysCloud.Http;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Tracking;
using GenesysCloud.Wording;

namespace FlowCmdlets.Executions;

/// <summary>
/// Executions that ended in an earlier run: a journal has their end and why, and Genesys Cloud may still have their outputs. Each is read
/// once more; what can't be read comes out as the journal has it. On the pipeline thread only.
/// </summary>
internal sealed class RecordedEnds(GenesysCmdlet cmdlet)
{
    private long _gone;
    private long _late;

    /// <summary>Whether they come out as the journal has them, without a request.</summary>
    public bool SkipOutputs { get; init; }

    /// <summary>Whether an execution is to be read once more.</summary>
    public bool IsToBeRead(FlowExecution execution) => execution.IsRecorded && !SkipOutputs;

    /// <summary>Emits an execution as the journal has it, because it was not read.</summary>
    /// <returns>Whether reading it met an error that is still to be reported.</returns>
    public bool Emit(TrackedExecution<ExecutionReference> unread)
    {
        cmdlet.WriteObject(unread.Source.Source);
        if (unread.End == TrackingEnd.TimedOut)
            _late++;
        else if (unread.Failure is { Outcome: SendOutcome.Refused, Status: 404 or 410, ForeignResponse: null })
            _gone++;
        else
            return true;
        return false;
    }

    /// <summary>Warns of those whose outputs are missing now, each kind once.</summary>
    public void Warn()
    {
        if (_gone > 0)
        {
            cmdlet.WriteWarning(
                $"Genesys Cloud no longer has {Quantity.Format(_gone, "execution")} of an earlier run. " +
                $"{Quantity.Word(_gone, "It was", "They were")} returned as the journal recorded {Quantity.Word(_gone, "it", "them")}, " +
                "without outputs.");
        }

        if (_late > 0)
        {
            cmdlet.WriteWarning(
                $"The outputs of {Quantity.Format(_late, "execution")} of an earlier run were not read before -Timeout. " +
                "To read them, run the same command again with a longer -Timeout.");
        }
    }
}
