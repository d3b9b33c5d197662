using FlowCmdlets.Pipeline;
using GenesysCloud.Architect;
using GenesysCloud.Launching;

namespace FlowCmdlets.Launching;

/// <summary>
/// Tells of rows whose outcome could not be emitted because the pipeline was stopped. A cmdlet may write to no stream by then, so it goes to
/// the host, where a person sees it. All rows are told, and, unless a journal knows them, all ids.
/// </summary>
internal static class LaunchFarewell
{
    public static void Tell(GenesysCmdlet cmdlet, IEnumerable<LaunchResult> notEmitted, string? journal)
    {
        var launched = new RowRanges();
        var ids = new List<string>();
        var unknown = new RowRanges();
        var unsent = new RowRanges();
        foreach (LaunchResult result in notEmitted.OrderBy(result => result.Row.Number))
        {
            switch (result.Outcome)
            {
                case LaunchOutcome.Launched { Earlier: true }:
                    break;
                case LaunchOutcome.Launched { Execution.Id: var id }:
                    launched.Add(result.Row.Number);
                    ids.Add($"row {result.Row.Number}: {id}");
                    break;
                case LaunchOutcome.Unknown:
                    unknown.Add(result.Row.Number);
                    break;
                case LaunchOutcome.NotSent { Reason: OperationCanceledException }:
                    unsent.Add(result.Row.Number);
                    break;
            }
        }

        if (launched.Count > 0)
            cmdlet.SayLast($"Stopped. {launched.Count} more {(launched.Count == 1 ? "row was" : "rows were")} launched, but not emitted: {(journal is null ? string.Join(", ", ids) : launched.Named())}.");
        if (unknown.Count > 0)
            cmdlet.SayLast($"Stopped. No answer came for {unknown.Named()}: perhaps launched. {(journal is null ? "Look before launching them again." : "The next run, or Resolve-GenesysFlowJournal, looks for them.")}");
        if (unsent.Count > 0)
            cmdlet.SayLast($"Stopped. Not sent: {unsent.Named()}, and whatever comes after.");
        if (journal is not null && launched.Count + unknown.Count + unsent.Count > 0)
            cmdlet.SayLast($"Run the same command again to go on: the journal '{journal}' knows what was launched.");
    }

    /// <summary>Tells of executions that were launched and waited for: their objects would have been emitted at their end.</summary>
    public static void Tell(GenesysCmdlet cmdlet, IReadOnlyCollection<string> unended, string? journal)
    {
        if (unended.Count == 0)
            return;
        string how = journal is null ? $"Wait-GenesysFlowExecution waits for them again: {string.Join(", ", unended)}" : $"Wait-GenesysFlowExecution -Journal '{journal}' waits for them again";
        cmdlet.SayLast($"Stopped. {unended.Count} {(unended.Count == 1 ? "execution was" : "executions were")} launched and had not ended; they run on. {how}.");
    }
}
