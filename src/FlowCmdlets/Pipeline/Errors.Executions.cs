using System.Management.Automation;
using GenesysCloud.Launching.Executions;

namespace FlowCmdlets.Pipeline;

/// <content>Errors of executions that did not complete.</content>
internal static partial class Errors
{
    /// <param name="execution">The execution.</param>
    /// <param name="shown">The object that it was emitted as.</param>
    public static ErrorRecord ExecutionFailed(FlowExecution execution, object shown)
    {
        string flow = (execution.FlowName ?? execution.FlowId) is { } name ? $" of flow '{name}'" : "";
        string row = execution.RowNumber is { } number ? $" for row {new RowLabel(number, execution.RowKey)}" : "";
        string reason = execution.CompletionReason is { Length: > 0 } given ? $" (reason '{given}')" : "";
        return Record(
            nameof(ExecutionFailed),
            ErrorCategory.InvalidResult,
            shown,
            new InvalidOperationException(Sentence(
                $"Execution {execution.Id}{flow}{row} finished with status {execution.Status}{reason}" +
                $"{(execution.Error?.ToString() is { Length: > 0 } error ? $": {error}" : "")}")),
            "The flow was launched, and may have done part of its work. Run Get-GenesysFlowExecution -Detail to see the action that " +
            "failed, correct the flow or the inputs, and launch the row again if the work was not done.");
    }
}
