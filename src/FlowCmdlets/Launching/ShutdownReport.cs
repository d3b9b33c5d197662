using FlowCmdlets.Pipeline;
using GenesysCloud.Launching;

namespace FlowCmdlets.Launching;

/// <summary>
/// Reports rows whose outcome could not be emitted because the pipeline was stopped: as warnings as long as a stream can be written to, else
/// on the host, where a person sees it. All rows are named, and, unless a journal knows them, all ids.
/// </summary>
internal static class ShutdownReport
{
    public static void Write(Action<string> warn, IEnumerable<RowResult<RowContext>> unemitted, string? journal)
    {
        var launched = new RowRanges();
        var ids = new List<string>();
        var unknown = new RowRanges();
        var unsent = new RowRanges();
        foreach (RowResult<RowContext> result in unemitted.OrderBy(result => result.Number))
        {
            switch (result.Outcome)
            {
                case RowOutcome.Launched { IsEarlier: false, Execution.Id: var id }:
                    launched.Add(result.Number);
                    ids.Add($"row {result.Number}: {id}");
                    break;
                case RowOutcome.Unknown:
                    unknown.Add(result.Number);
                    break;
                case RowOutcome.NotSent { Reason: NotSentReason.Stopped }:
                    unsent.Add(result.Number);
                    break;
            }
        }

        if (launched.Count > 0)
        {
            warn(
                $"Stopped. {launched.Count} more {(launched.Count == 1 ? "row was" : "rows were")} launched, but not emitted: " +
                $"{(journal is null ? string.Join(", ", ids) : launched.Named())}.");
        }

        if (unknown.Count > 0)
        {
            string advice = journal is null
                ? "Look before launching them again."
                : "The next run, or Resolve-GenesysFlowJournal, looks for them.";
            warn($"Stopped. No answer came for {unknown.Named()}: perhaps launched. {advice}");
        }

        if (unsent.Count > 0)
            warn($"Stopped. Not sent: {unsent.Named()}, and whatever comes after.");
        if (journal is not null && launched.Count + unknown.Count + unsent.Count > 0)
            warn($"Run the same command again to go on: the journal '{journal}' knows what was launched.");
    }

    /// <summary>Reports executions that were launched and waited for: their objects would have been emitted at their end.</summary>
    public static void Write(Action<string> warn, IReadOnlyCollection<string> unended, string? journal)
    {
        if (unended.Count == 0)
            return;
        string how = journal is null
            ? $"Wait-GenesysFlowExecution waits for them again: {string.Join(", ", unended)}"
            : $"Wait-GenesysFlowExecution -Journal '{journal}' waits for them again";
        warn(
            $"Stopped. {unended.Count} {(unended.Count == 1 ? "execution was" : "executions were")} launched and had not ended; they run on. {how}.");
    }
}
