using FlowCmdlets.Pipeline;
using GenesysCloud.Launching.History;
using GenesysCloud.Wording;

namespace FlowCmdlets.History;

/// <summary>Writes what happens to a watch apart from executions. On the pipeline thread only.</summary>
/// <param name="cmdlet">Whose streams are written to.</param>
/// <param name="flows">How many flows are watched.</param>
internal sealed class WatchMessages(GenesysCmdlet cmdlet, int flows)
{
    private bool _saidUnreadable;

    /// <summary>How many executions ended.</summary>
    public long Ended { get; set; }

    public void Write(FlowWatchSignal signal)
    {
        switch (signal)
        {
            case FlowWatchSignal.Started started:
                cmdlet.WriteVerbose($"Watching {Quantity.Format(flows, "flow")} since {Timestamp.ForMessage(started.At)}.");
                break;
            case FlowWatchSignal.Rejected rejected:
                cmdlet.WriteError(Errors.FlowNotWatched(rejected.Flow, rejected.Reason, rejected.MissingPermissions));
                break;
            case FlowWatchSignal.Lost lost:
                cmdlet.WriteWarning(
                    $"The connection was lost, after it had worked until {Timestamp.ForMessage(lost.Since)}: {lost.Reason}. " +
                    "Connecting again.");
                break;
            case FlowWatchSignal.Restored restored:
                cmdlet.WriteWarning(Of(restored));
                break;
            case FlowWatchSignal.Unreadable when !_saidUnreadable:
                _saidUnreadable = true;
                cmdlet.WriteWarning(
                    "A message from Genesys Cloud could not be read, so an execution may be missing. Later messages of that kind aren't " +
                    "reported. Find-GenesysFlowInstance returns all executions that were recorded.");
                break;
        }
    }

    private static string Of(FlowWatchSignal.Restored gap)
    {
        string missed =
            $"Connected again. From {Timestamp.ForMessage(gap.From)} to {Timestamp.ForMessage(gap.To)}, no events were received. ";
        string look = "To find executions of that time, run Find-GenesysFlowInstance with -After, a time before the first of them " +
            $"started, and -Before '{gap.To:O}'.";
        return gap switch
        {
            { Failure: { } failure } =>
                $"{missed}Execution data could not be searched for executions that ended then: {Sentence(failure.Message)} " +
                $"This requires {Permission.SearchInstances}. {look}",
            { IsComplete: false } => $"{missed}{Found(gap.Filled)}, but there may be more. {look}",
            _ => $"{missed}{Found(gap.Filled)}. Execution data can be late. {look}",
        };
    }

    private static string Found(int count) =>
        $"{Quantity.Format(count, "execution")} that ended then {Quantity.Word(count, "was", "were")} read from execution data";

    private static string Sentence(string text) => text.TrimEnd('.') + ".";
}
