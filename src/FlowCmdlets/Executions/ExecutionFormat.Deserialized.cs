using System.Management.Automation;
using System.Text.Json;
using FlowCmdlets.Binding;
using GenesysCloud.Architect;
using GenesysCloud.Json;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Schemas;

namespace FlowCmdlets.Executions;

/// <content>
/// The same for executions that <c>Receive-Job</c> or <c>Import-Clixml</c> returned: they are shown by the same views, but have only the
/// properties of the type.
/// </content>
public static partial class ExecutionFormat
{
    private static FlowExecution Restore(PSObject deserialized)
    {
        object? Value(string property) => deserialized.Properties[property]?.Value;
        string? Text(string property) => Value(property)?.ToString();
        DateTime? Time(string property) =>
            Value(property) is { } value && LanguagePrimitives.TryConvertTo(value, out DateTime time) ? time : null;

        return new FlowExecution
        {
            FlowId = Text(nameof(FlowExecution.FlowId)),
            FlowName = Text(nameof(FlowExecution.FlowName)),
            Outcome = Text(nameof(FlowExecution.Outcome)) ?? "",
            Status = Text(nameof(FlowExecution.Status)),
            DateLaunched = Time(nameof(FlowExecution.DateLaunched)),
            DateCompleted = Time(nameof(FlowExecution.DateCompleted)),
            CompletionReason = Text(nameof(FlowExecution.CompletionReason)),
            RowNumber = Value(nameof(FlowExecution.RowNumber)) is { } row && LanguagePrimitives.TryConvertTo(row, out long number)
                ? number
                : null,
            RowKey = Text(nameof(FlowExecution.RowKey)),
            UserId = Text(nameof(FlowExecution.UserId)),
            ExternalContactId = Text(nameof(FlowExecution.ExternalContactId)),
            Output = RestoreOutput(Value(nameof(FlowExecution.Output))),
        };
    }

    private static FlowOutput RestoreOutput(object? value) =>
        value is not null && JsonValues.TryWrite(PlainValues.Of(value)) is { } json
            ? FlowOutput.Of(JsonSerializer.Deserialize<JsonElement>(json), FlowOutputSchema.None)
            : FlowOutput.None;

    /// <summary>The message of a deserialized error; a job returns an error as its text only.</summary>
    private static string? ErrorText(PSObject shown) => shown.BaseObject is FlowExecution
        ? null
        : shown.Properties[nameof(FlowExecution.Error)]?.Value switch
        {
            null => null,
            PSObject copy when copy.Properties["Message"]?.Value?.ToString() is { Length: > 0 } message => message,
            { } error => error.ToString(),
        };
}
