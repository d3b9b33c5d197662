using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GenesysCloud.Architect;
using GenesysCloud.Json;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Schemas;

namespace FlowCmdlets.Executions;

/// <summary>What the views of executions show; called by the format file, public for no other reason.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ExecutionFormat
{
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The flow's name, or its id.</summary>
    public static string Flow(FlowExecution execution) => execution.FlowName ?? execution.FlowId ?? "";

    /// <summary>The API's status; for what was not launched, what became of it instead.</summary>
    public static string Status(FlowExecution execution) => execution.Status ?? OutcomeNames.Describe(execution.Outcome);

    /// <summary>The duration in the unit that fits it.</summary>
    public static string Took(FlowExecution execution) => execution.Duration switch
    {
        null => "",
        { TotalSeconds: < 10 } brief => brief.TotalSeconds.ToString("0.0", CultureInfo.CurrentCulture) + " s",
        { TotalMinutes: < 2 } some => some.TotalSeconds.ToString("0", CultureInfo.CurrentCulture) + " s",
        { TotalHours: < 2 } many => many.TotalMinutes.ToString("0", CultureInfo.CurrentCulture) + " min",
        { } days => days.TotalHours.ToString("0", CultureInfo.CurrentCulture) + " h",
    };

    /// <summary>
    /// What went wrong if something did, else the outputs that have a value, else the reason of completion. The list view has all of it.
    /// </summary>
    public static string Result(FlowExecution execution)
    {
        if (execution.Error is { } error)
            return error.Message is { Length: > 0 } message ? message : error.ErrorCode ?? "";
        return execution.Output.Count == 0
            ? execution.CompletionReason ?? ""
            : string.Join(", ", execution.Output.Where(output => output.Value is not null)
                .Select(output => $"{FlowInput.BareName(output.Key)}: {Text(output.Value)}"));
    }

    /// <summary>The outputs under their whole names, each on a line of its own.</summary>
    public static string Output(FlowExecution execution) =>
        string.Join(Environment.NewLine, execution.Output.Select(output => $"{output.Key} = {Text(output.Value)}"));

    /// <summary>A scalar as it is; anything else, and what would break the line, as compact JSON.</summary>
    private static string Text(object? value)
    {
        if (value is not null && JsonValues.TextOf(value) is { } text && !text.Any(char.IsControl))
            return text;
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, s_readable);
        try
        {
            JsonValues.Write(writer, value);
        }
        catch (ArgumentException)
        {
            // A number beyond any range, or very deep nesting: it is there, but not as text.
            return "…";
        }

        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
