using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using GenesysCloud.Launching.Reports;

namespace FlowCmdlets.Reports;

/// <summary>
/// The rows of a page as JSON, from which its script makes the table: an array for each row, with indexes for what repeats.
/// </summary>
internal static class ReportData
{
    // With <, >, and & escaped, the text can't end its script element or begin a comment.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The reasons of all rows, each once: those of failures first, in their order.</summary>
    public static IReadOnlyList<string> ReasonsOf(FlowReport report) =>
    [
        .. report.Failures.Select(group => group.Reason)
            .Concat(report.Rows.Select(row => row.Reason).OfType<string>())
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>An index as text, without separators.</summary>
    public static string Text(int index) => index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes the data.</summary>
    public static void Write(Stream stream, ReportContext context)
    {
        FlowReport report = context.Report;
        IReadOnlyList<string> reasons = ReasonsOf(report);
        var index = reasons.Select((reason, number) => (reason, number))
            .ToDictionary(pair => pair.reason, pair => pair.number, StringComparer.Ordinal);
        using var json = new Utf8JsonWriter(stream, s_options);
        json.WriteStartObject();
        string? keyColumn = report.Journal.Identity.KeyColumn;
        json.WriteNumber("stateColumn"u8, keyColumn is null ? 1 : 2);
        json.WriteNumber("reasonColumn"u8, keyColumn is null ? 2 : 3);
        WriteColumns(json, report, keyColumn);
        WriteStates(json, report);
        json.WriteStartArray("reasons"u8);
        foreach (string reason in reasons)
            json.WriteStringValue(VisibleText.Of(reason));
        json.WriteEndArray();
        json.WriteStartArray("rows"u8);
        foreach (FlowReportRow row in report.Rows)
        {
            WriteRow(json, context, row, keyColumn is not null, row.Reason is null ? -1 : index[row.Reason]);

            // A stream of 100,000 rows is not kept in memory.
            if (json.BytesPending > 64 * 1024)
                json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteColumns(Utf8JsonWriter json, FlowReport report, string? keyColumn)
    {
        // A plain column holds short texts without spaces to break at.
        json.WriteStartArray("columns"u8);
        WriteColumn("Row", "number");
        if (keyColumn is not null)
            WriteColumn(keyColumn, "text");
        WriteColumn("Outcome", "plain");
        WriteColumn("Reason", "text");
        WriteColumn("Execution ID", "plain");
        WriteColumn("Sent", "plain");
        WriteColumn("Duration", "duration");
        foreach (string column in report.Results?.Included ?? [])
            WriteColumn(column, "text");
        json.WriteEndArray();

        void WriteColumn(string name, string type)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, VisibleText.Of(name));
            json.WriteString("type"u8, type);
            json.WriteEndObject();
        }
    }

    private static void WriteStates(Utf8JsonWriter json, FlowReport report)
    {
        json.WriteStartArray("states"u8);
        foreach (FlowReportState state in Enum.GetValues<FlowReportState>())
        {
            var text = StateText.Of(state);
            json.WriteStartObject();
            json.WriteString("name"u8, text.Name);
            json.WriteString("style"u8, text.Style);
            json.WriteNumber("count"u8, report.Count(state));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter json, ReportContext context, FlowReportRow row, bool isKeyed, int reason)
    {
        json.WriteStartArray();
        json.WriteNumberValue(row.Number);
        if (isKeyed)
            WriteText(row.Key);
        json.WriteNumberValue((int)row.State);
        json.WriteNumberValue(reason);
        WriteText(row.ExecutionId);
        WriteText(row.Sent is { } sent ? context.Time(sent) : null);
        if (row.Duration is { } duration)
            json.WriteNumberValue(Math.Round(duration.TotalSeconds, 3));
        else
            json.WriteNullValue();
        foreach (string cell in row.Cells)
            WriteText(cell);
        json.WriteEndArray();

        void WriteText(string? text)
        {
            if (text is null)
                json.WriteNullValue();
            else
                json.WriteStringValue(VisibleText.Of(text));
        }
    }
}
