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

    /// <summary>Whether an execution that was not read is one of those that <see cref="Warn"/> counts, so that it is no error.</summary>
    /// <param name="end">How reading it ended.</param>
    /// <param name="failure">Why it could not be read; null if the time was up.</param>
    public bool IsMissing(TrackingEnd end, GenesysCloudException? failure)
    {
        if (end == TrackingEnd.TimedOut)
            _late++;
        else if (failure is { Outcome: SendOutcome.Refused, Status: 404 or 410, ForeignResponse: null })
            _gone++;
        else
            return false;
        return true;
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
