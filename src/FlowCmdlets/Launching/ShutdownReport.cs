using FlowCmdlets.Pipeline;
using GenesysCloud.Launching;
using GenesysCloud.Wording;

namespace FlowCmdlets.Launching;

/// <summary>
/// Reports rows whose outcome could not be emitted because the pipeline was stopped: as warnings as long as a stream can be written to,
/// else on the host, where a person sees it. All rows are named, and, unless a journal knows them, all ids.
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
                $"Stopped. {Quantity.Format(launched.Count, "more row was", "more rows were")} launched but not returned: " +
                $"{(journal is null ? string.Join(", ", ids) : launched.Named())}.");
        }

        if (unknown.Count > 0)
        {
            string advice = journal is null
                ? $"Check before you relaunch {Quantity.Word(unknown.Count, "it", "them")}."
                : $"The next run, or Resolve-GenesysFlowJournal, reconciles {Quantity.Word(unknown.Count, "it", "them")}.";
            warn($"Stopped. No response was received for {unknown.Named()}, which may have been launched. {advice}");
        }

        if (unsent.Count > 0)
            warn($"Stopped. Not sent: {unsent.Named()} and all later rows.");
        if (journal is not null && launched.Count + unknown.Count + unsent.Count > 0)
            warn($"To resume, run the same command again: the journal '{journal}' records what was launched.");
    }
}
