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
    /// <inheritdoc cref="Flow(FlowExecution)" />
    public static string Flow(PSObject deserialized) => Flow(Restore(deserialized));

    /// <inheritdoc cref="Status(FlowExecution)" />
    public static string Status(PSObject deserialized) => Status(Restore(deserialized));

    /// <inheritdoc cref="Took(FlowExecution)" />
    public static string Took(PSObject deserialized) => Took(Restore(deserialized));

    /// <inheritdoc cref="Result(FlowExecution)" />
    public static string Result(PSObject deserialized) =>
        deserialized.Properties[nameof(FlowExecution.Error)]?.Value is { } error ? ErrorText(error) : Result(Restore(deserialized));

    /// <inheritdoc cref="Output(FlowExecution)" />
    public static string Output(PSObject deserialized) => Output(Restore(deserialized));

    private static FlowExecution Restore(PSObject deserialized)
    {
        object? Value(string property) => deserialized.Properties[property]?.Value;
        DateTime? Time(string property) =>
            Value(property) is { } value && LanguagePrimitives.TryConvertTo(value, out DateTime time) ? time : null;

        return new FlowExecution
        {
            FlowId = Value(nameof(FlowExecution.FlowId))?.ToString(),
            FlowName = Value(nameof(FlowExecution.FlowName))?.ToString(),
            Outcome = Value(nameof(FlowExecution.Outcome))?.ToString() ?? "",
            Status = Value(nameof(FlowExecution.Status))?.ToString(),
            DateLaunched = Time(nameof(FlowExecution.DateLaunched)),
            DateCompleted = Time(nameof(FlowExecution.DateCompleted)),
            CompletionReason = Value(nameof(FlowExecution.CompletionReason))?.ToString(),
            Output = RestoreOutput(Value(nameof(FlowExecution.Output))),
        };
    }

    private static FlowOutput RestoreOutput(object? value) =>
        value is not null && JsonValues.TryWrite(PlainValues.Of(value)) is { } json
            ? FlowOutput.Of(JsonSerializer.Deserialize<JsonElement>(json), FlowOutputSchema.None)
            : FlowOutput.None;

    /// <summary>The message; a job returns an error as its text only.</summary>
    private static string ErrorText(object error) =>
        error is PSObject copy && copy.Properties["Message"]?.Value?.ToString() is { Length: > 0 } message
            ? message
            : error.ToString() ?? "";
}
