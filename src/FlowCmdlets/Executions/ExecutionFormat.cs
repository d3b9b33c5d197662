using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;
using GenesysCloud.Architect;
using GenesysCloud.Json;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Schemas;

namespace FlowCmdlets.Executions;

/// <summary>What executions show, and their times; read by the types file, public for no other reason.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ExecutionFormat
{
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>When it was launched.</summary>
    public static object? DateLaunched(PSObject execution) => Timestamp.Of((execution.BaseObject as FlowExecution)?.DateLaunched);

    /// <summary>When it ended.</summary>
    public static object? DateCompleted(PSObject execution) => Timestamp.Of((execution.BaseObject as FlowExecution)?.DateCompleted);

    /// <summary>What the views show.</summary>
    /// <param name="shown">An execution, or what <c>Receive-Job</c> or <c>Import-Clixml</c> made of one.</param>
    public static object View(PSObject shown)
    {
        FlowExecution execution = shown.BaseObject as FlowExecution ?? Restore(shown);
        PSObject view = ViewText.Of(shown.Properties.Where(property => ColumnNames.Results.Contains(property.Name)));
        ViewText.Set(view, ColumnNames.ExecutionData, shown.Properties[ColumnNames.ExecutionData]?.Value);
        ViewText.Set(view, "RowAndPerson", RowAndPerson(execution));
        ViewText.Set(view, "Row", Row(execution));
        ViewText.Set(view, "Columns", Columns(shown));
        ViewText.Set(view, "Flow", Flow(execution));
        ViewText.Set(view, "FlowAndId", FlowAndId(execution));
        ViewText.Set(view, "Result", WithDuration(Reason(ErrorText(shown) ?? Result(execution)), execution));
        ViewText.Set(view, "Output", Output(execution));
        ViewText.Set(view, "State", Status(execution));
        ViewText.Set(view, "Style", StatusStyle.Of(execution.Status, execution.Outcome));
        return view;
    }

    /// <summary>What the row is known by, its key or else its number, and the person it is for.</summary>
    internal static string RowAndPerson(FlowExecution execution) => string.Join(
        ' ',
        new[]
        {
            string.IsNullOrWhiteSpace(execution.RowKey) ? execution.RowNumber?.ToString(CultureInfo.InvariantCulture) : execution.RowKey,
            execution.UserId, execution.ExternalContactId,
        }.Where(part => !string.IsNullOrWhiteSpace(part)));

    /// <summary>The row as messages name it; empty if there was none.</summary>
    internal static string Row(FlowExecution execution) =>
        execution.RowNumber is { } number ? new RowLabel(number, execution.RowKey).ToString() : execution.RowKey ?? "";

    /// <summary>The flow's name, or its id.</summary>
    internal static string Flow(FlowExecution execution) => execution.FlowName ?? execution.FlowId ?? "";

    /// <summary>A message without the row and what the status says of it, which have columns of their own.</summary>
    private static string Reason(string message)
    {
        Match notLaunched = NotLaunched().Match(message);
        return notLaunched.Success ? message[notLaunched.Length..] : message;
    }

    private static string WithDuration(string result, FlowExecution execution) => Took(execution) switch
    {
        "" => result,
        string took when result.Length == 0 => took,
        string took => $"{result} ({took})",
    };

    private static string FlowAndId(FlowExecution execution) =>
        execution is { FlowName: { } name, FlowId: { } id } ? $"{name} ({id})" : Flow(execution);

    /// <summary>The row's own columns, each on a line of its own.</summary>
    private static string Columns(PSObject shown) => string.Join(
        Environment.NewLine,
        shown.Properties
            .Where(property => property is PSNoteProperty
                && !ColumnNames.Results.Contains(property.Name) && !EngineColumns.IsOfJob(property.Name))
            .Select(column => $"{column.Name} = {Cell(column.Value)}"));

    private static string Cell(object? value)
    {
        try
        {
            return Text(PlainValues.Of(value));
        }
        catch (ArgumentException)
        {
            // An object that holds itself: it is there, but not as text.
            return "…";
        }
    }

    /// <summary>The API's status; for what was not launched, what became of it instead.</summary>
    internal static string Status(FlowExecution execution) => execution.Status ?? OutcomeNames.Describe(execution.Outcome);

    /// <summary>The duration in the unit that fits it.</summary>
    internal static string Took(FlowExecution execution) => execution.Duration switch
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
    internal static string Result(FlowExecution execution)
    {
        if (execution.Error is { } error)
            return error.Message is { Length: > 0 } message ? message : error.ErrorCode ?? "";
        return execution.Output.Count == 0
            ? execution.CompletionReason ?? ""
            : string.Join(", ", execution.Output.Where(output => output.Value is not null)
                .Select(output => $"{FlowInput.BareName(output.Key)}: {Text(output.Value)}"));
    }

    /// <summary>The outputs under their whole names, each on a line of its own.</summary>
    internal static string Output(FlowExecution execution) =>
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

    [GeneratedRegex(@"\ARow [0-9]+( \(key '.*?'\))? was not launched: ", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex NotLaunched();
}
