using GenesysCloud.Wording;

namespace FlowCmdlets.Executions;

/// <summary>Names executions whose objects a stop has kept from being emitted: those that run on, and those that have ended.</summary>
internal static class UnendedReport
{
    /// <summary>Writes them as one warning of each kind; nothing if there are none.</summary>
    /// <param name="warn">Where the warnings are written.</param>
    /// <param name="output">Where the executions would have been emitted; null for none.</param>
    /// <param name="journal">The journal that has the ids too; null for none.</param>
    public static void Write(Action<string> warn, ExecutionOutput? output, string? journal)
    {
        if (output?.Running is { Count: > 0 } running)
        {
            warn(
                $"Stopped. {Quantity.Format(running.Count, "execution was launched and", "executions were launched and")} may still be " +
                $"running. To keep waiting, {How(running, "Wait-GenesysFlowExecution", journal, "Wait-GenesysFlowExecution -Journal")}.");
        }

        if (output?.Kept is { Count: > 0 } kept)
        {
            warn(
                $"Stopped. {Quantity.Format(kept.Count, "execution has finished but was", "executions have finished but were")} not " +
                $"returned. To get {Quantity.Word(kept.Count, "it", "them")}, " +
                $"{How(kept, "Get-GenesysFlowExecution", journal, "Get-GenesysFlowJournal")}.");
        }
    }

    private static string How(IReadOnlyCollection<string> ids, string byId, string? journal, string byJournal) => journal is null
        ? $"pass {Quantity.Word(ids.Count, "this ID", "these IDs")} to {byId}: {string.Join(", ", ids)}"
        : $"run {byJournal} '{journal}'";
}
