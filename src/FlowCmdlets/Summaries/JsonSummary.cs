using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using GenesysCloud.Http;

namespace FlowCmdlets.Summaries;

/// <summary>A summary as a JSON object, for scripts and monitoring. It has no inputs and no outputs.</summary>
internal static class JsonSummary
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Writes the object.</summary>
    public static void Write(Stream stream, SummaryReport report)
    {
        using var json = new Utf8JsonWriter(stream, s_options);
        json.WriteStartObject();
        json.WriteBoolean("finished"u8, report.Summary is not null);
        json.WriteNumber("exitCode"u8, report.ExitCode);
        json.WriteString("started"u8, report.Started.UtcDateTime);
        if (report.Summary is { } summary)
        {
            json.WriteString("ended"u8, report.Ended.UtcDateTime);
            WriteCounts(json, summary);
            json.WriteStartArray("problems"u8);
            foreach (RunProblem problem in report.Problems)
                WriteProblem(json, problem);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, FlowRunSummary summary)
    {
        json.WriteString("text"u8, summary.ToString());
        json.WriteNumber("rows"u8, summary.Rows);
        json.WriteNumber("launched"u8, summary.Launched);
        json.WriteNumber("alreadyLaunched"u8, summary.AlreadyLaunched);
        json.WriteNumber("refused"u8, summary.Refused);
        json.WriteNumber("skipped"u8, summary.Skipped);
        json.WriteNumber("blank"u8, summary.Blank);
        json.WriteNumber("notSent"u8, summary.NotSent);
        json.WriteNumber("unknown"u8, summary.Unknown);
        json.WriteNumber("executions"u8, summary.Executions);
        json.WriteNumber("completed"u8, summary.Completed);
        json.WriteNumber("failed"u8, summary.Failed);
        json.WriteNumber("notEnded"u8, summary.NotEnded);
        json.WriteNumber("unreadable"u8, summary.Unreadable);
        json.WriteString("endedBy"u8, summary.EndedBy?.ToString());
        json.WriteString("journal"u8, summary.Journal);
    }

    private static void WriteProblem(Utf8JsonWriter json, RunProblem problem)
    {
        json.WriteStartObject();
        json.WriteString("state"u8, problem.State.ToString());
        if (problem.Row is { } row)
            json.WriteNumber("row"u8, row);
        if (problem.Key is { } key)
            json.WriteString("key"u8, DisplayText.Clean(key));
        if (problem.ExecutionId is { } id)
            json.WriteString("executionId"u8, DisplayText.Clean(id));
        json.WriteString("reason"u8, DisplayText.Clean(problem.Reason));
        json.WriteEndObject();
    }
}
