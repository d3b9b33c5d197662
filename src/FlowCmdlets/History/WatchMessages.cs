using FlowCmdlets.Pipeline;
using GenesysCloud.Architect;
using GenesysCloud.Launching.History;
using GenesysCloud.Wording;

namespace FlowCmdlets.History;

/// <summary>Writes what happens to a watch apart from executions. On the pipeline thread only.</summary>
/// <param name="cmdlet">Whose streams are written to.</param>
/// <param name="flows">The flows that are watched.</param>
internal sealed class WatchMessages(GenesysCmdlet cmdlet, IReadOnlyCollection<Flow> flows)
{
    private bool _reportedUnreadable;
    private bool _hasStarted;
    private FlowWatchSignal.Lost? _lost;

    /// <summary>How many executions ended.</summary>
    public long Ended { get; set; }

    /// <summary>Says what the end of the time has cut off: a watch that never began, or a gap that was not filled.</summary>
    public void WriteEnd(TimeSpan timeout)
    {
        if (!_hasStarted)
            cmdlet.ThrowTerminatingError(Errors.NotWatched(timeout));
        if (_lost is { } lost)
        {
            cmdlet.WriteWarning(
                $"Watching ended without a connection. No events were received since {Timestamp.ForMessage(lost.Since)}. " +
                $"To find all executions that ended since, run {SearchFor(lost.Since, until: null)}.");
        }
    }

    public void Write(FlowWatchSignal signal)
    {
        _hasStarted |= signal is FlowWatchSignal.Started;
        _lost = signal as FlowWatchSignal.Lost ?? (signal is FlowWatchSignal.Restored ? null : _lost);
        switch (signal)
        {
            case FlowWatchSignal.Started started:
                cmdlet.WriteVerbose($"Watching {Quantity.Format(flows.Count, "flow")} since {Timestamp.ForMessage(started.At)}.");
                break;
            case FlowWatchSignal.Rejected rejected:
                cmdlet.WriteError(Errors.FlowNotWatched(rejected.Flow, rejected.Reason, rejected.MissingPermissions));
                break;
            case FlowWatchSignal.Lost lost:
                cmdlet.WriteWarning(
                    $"Disconnected: {lost.Reason}. The last message was received at {Timestamp.ForMessage(lost.Since)}. " +
                    "Reconnecting.");
                break;
            case FlowWatchSignal.Restored restored:
                cmdlet.WriteWarning(
                    $"Reconnected. No events were received from {Timestamp.ForMessage(restored.From)} to " +
                    $"{Timestamp.ForMessage(restored.To)}. {FilledBy(restored)} To find all executions that ended in that time, run " +
                    $"{SearchFor(restored.From, restored.To)}.");
                break;
            case FlowWatchSignal.Unreadable when !_reportedUnreadable:
                _reportedUnreadable = true;
                cmdlet.WriteWarning(
                    "A message from Genesys Cloud could not be read, so an execution may be missing. Further messages of that kind " +
                    "aren't reported. Find-GenesysFlowInstance returns all executions that were recorded.");
                break;
        }
    }

    private static string FilledBy(FlowWatchSignal.Restored gap)
    {
        if (gap.Failure is { } failure)
        {
            return $"Execution data could not be searched for what ended in that time: {failure.Message.TrimEnd('.')}. " +
                $"The search requires {Permission.SearchInstances}.";
        }

        string found = $"{Quantity.Format(gap.Filled, "execution")} that ended in that time " +
            $"{Quantity.Word(gap.Filled, "was", "were")} read from execution data";
        return gap.IsComplete ? $"{found}, which can be late." : $"{found}; there may be more.";
    }

    /// <summary>The command that finds what ended in a gap. It searches by the start; the ends are compared afterwards.</summary>
    private string SearchFor(DateTimeOffset from, DateTimeOffset? until) =>
        $"Find-GenesysFlowInstance {(flows.Count == 1 ? $"{CommandText.Quote(flows.First().Name)} " : "")}" +
        $"{(until is { } to ? $"-Before '{Timestamp.ForMessage(to.AddSeconds(1))}' " : "")}| " +
        $"Where-Object EndDateTime -GE '{Timestamp.ForMessage(from)}'";
}
