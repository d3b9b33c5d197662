using GenesysCloud.Wording;

namespace FlowCmdlets.Executions;

/// <summary>Names executions that a stop has left running, whose objects would have been emitted when they end.</summary>
internal static class UnendedReport
{
    /// <summary>Writes them as one warning; nothing if there are none.</summary>
    /// <param name="warn">Where the warning is written.</param>
    /// <param name="unended">The ids.</param>
    /// <param name="journal">The journal that has the ids too; null for none.</param>
    public static void Write(Action<string> warn, IReadOnlyCollection<string> unended, string? journal)
    {
        if (unended.Count == 0)
            return;
        string how = journal is null
            ? $"pass {Quantity.Word(unended.Count, "this ID", "these IDs")} to Wait-GenesysFlowExecution: {string.Join(", ", unended)}"
            : $"run Wait-GenesysFlowExecution -Journal '{journal}'";
        warn(
            $"Stopped. {Quantity.Format(unended.Count, "execution was launched and is", "executions were launched and are")} still " +
            $"running. To keep waiting, {how}.");
    }
}
