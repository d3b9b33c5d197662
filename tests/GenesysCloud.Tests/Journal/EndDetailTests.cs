using System.Text;
using System.Text.Json;
using CsCheck;
using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Reports;
using Xunit;

namespace GenesysCloud.Tests.Journal;

/// <summary>Why an execution ended is kept in the journal, without the values in its error.</summary>
public sealed class EndDetailTests
{
    private const string ExecutionId = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private static readonly EndDetail s_detail = new("Failure", "error.workflow.expression", "An expression was null.");

    [Fact]
    public async Task An_end_keeps_why_and_a_later_run_reads_it()
    {
        JournalEntry row = await Reopened(s_detail);
        Assert.Equal(s_detail, row.Detail);
        Assert.Empty(row.Columns.Names);
        Assert.Null(row.Reason);
        var launched = RowOutcome.Launched.From(row);
        Assert.Equal(s_detail, launched.Detail);
        Assert.Equal(
            "error.workflow.expression: An expression was null.", FlowExecutionError.Of(launched.Detail)!.ToString());
    }

    [Fact]
    public async Task An_end_without_a_reason_or_an_error_is_written_as_before()
    {
        MemoryJournalFile file = new();
        await Write(file, null);
        Assert.DoesNotContain("detail", Encoding.UTF8.GetString(file.Content), StringComparison.Ordinal);
        await using LaunchJournal later = await Journals.ReopenAsync(file.Content);
        Assert.Null(later.Find("E-1")!.Detail);
    }

    [Fact]
    public void The_values_in_the_error_of_an_execution_are_not_kept()
    {
        EndDetail detail = EndDetail.Of(Execution(
            """
            {"message":"The value is invalid.","code":"error.value","messageWithParams":"The value {value} is invalid.",
             "messageParams":{"value":"Salary: 90000"}}
            """,
            "Failure"))!;
        Assert.Equal(new EndDetail("Failure", "error.value", "The value is invalid."), detail);
        EndDetail template = EndDetail.Of(Execution(
            """{"code":"error.value","messageWithParams":"The value {value} is invalid.","messageParams":{"value":"90000"}}""", null))!;
        Assert.Equal(new EndDetail(null, "error.value", "The value {value} is invalid."), template);
        Assert.Null(EndDetail.Of(Execution("null", null)));
    }

    [Fact]
    public Task Any_text_of_a_flow_comes_back_from_the_journal_short_and_without_what_a_terminal_obeys() =>
        Gen.Select(Gen.String, Gen.String, Gen.String[0, 900]).SampleAsync(
            async (reason, code, message) =>
            {
                string error = JsonSerializer.Serialize(new { code, message });
                var written = EndDetail.Of(Execution(error, reason));
                JournalEntry row = await Reopened(written);
                Assert.Equal(written, row.Detail);
                Assert.All(
                    new[] { written?.Reason, written?.ErrorCode, written?.ErrorMessage },
                    text =>
                    {
                        Assert.True(text is null || text.Length is > 0 and <= EndDetail.MaxLength);
                        Assert.DoesNotContain("\u001b", text ?? "", StringComparison.Ordinal);
                    });
            },
            iter: 200);

    [Fact]
    public async Task Fields_that_a_later_version_adds_to_why_an_execution_ended_are_ignored()
    {
        EndDetail detail = EndDetail.Parse("""{"reason":"Failure","path":[1,{"a":2}],"message":7}""")!;
        Assert.Equal(new EndDetail("Failure", null, null), detail);

        MemoryJournalFile file = new();
        await Write(file, s_detail);
        string text = Encoding.UTF8.GetString(file.Content);
        Assert.Contains(
            "\"detail\":{\"reason\":\"Failure\",\"code\":\"error.workflow.expression\",\"message\":\"An expression was null.\"}", text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("relaunched")]
    [InlineData("relaunched in vain")]
    [InlineData("launched once more")]
    public async Task A_later_record_of_the_row_decides_whether_the_end_still_counts(string later)
    {
        MemoryJournalFile file = new();
        await using LaunchJournal journal = await Journals.OpenAsync(file);
        await journal.SendAsync("E-1");
        await journal.LaunchedAsync("E-1", ExecutionId);
        await journal.FinishedAsync(ExecutionId, "FAILED", Journals.Start, s_detail);
        if (later == "launched once more")
            await journal.LaunchedAsync("E-1", ExecutionId);
        else
            await journal.SendAsync("E-1", relaunch: true);
        if (later == "relaunched in vain")
            await journal.RefusedAsync("E-1", 400);
        Assert.Equal(later == "relaunched in vain" ? s_detail : null, journal.Find("E-1")!.Detail);
        Assert.Empty(journal.Find("E-1")!.Columns.Names);
    }

    [Fact]
    public async Task A_journal_of_the_first_version_is_continued_and_keeps_why_as_well()
    {
        using MemoryStream stream = new();
        RecoveredJournal.Write(stream, new JournalHeader("k7f3a2c9", Journals.Identity, Journals.Start) { FormatVersion = 1 }, new());
        MemoryJournalFile file = new(stream.ToArray());
        await Write(file, s_detail);
        await using LaunchJournal later = await Journals.ReopenAsync(file.Content);
        Assert.Equal((1, s_detail), (later.Header.FormatVersion, later.Find("E-1")!.Detail));
    }

    [Fact]
    public async Task A_report_names_why_executions_failed_without_the_results()
    {
        JournalEntry row = await Reopened(s_detail);
        Assert.Equal("error.workflow.expression", FlowReportRows.Of(row, Journals.Identity, null).Reason);
        JournalEntry withoutError = await Reopened(new EndDetail("Out of stock", null, null));
        Assert.Equal("Out of stock", FlowReportRows.Of(withoutError, Journals.Identity, null).Reason);
        JournalEntry withoutAny = await Reopened(null);
        Assert.Equal("no reason recorded", FlowReportRows.Of(withoutAny, Journals.Identity, null).Reason);
    }

    private static async Task<JournalEntry> Reopened(EndDetail? detail)
    {
        MemoryJournalFile file = new();
        await Write(file, detail);
        await using LaunchJournal later = await Journals.ReopenAsync(file.Content);
        return later.Find("E-1")!;
    }

    private static async Task Write(MemoryJournalFile file, EndDetail? detail)
    {
        await using LaunchJournal journal = await Journals.OpenAsync(file);
        await journal.SendAsync("E-1");
        await journal.LaunchedAsync("E-1", ExecutionId);
        await journal.FinishedAsync(ExecutionId, "FAILED", Journals.Start, detail);
    }

    private static FlowRuntimeExecution Execution(string error, string? reason) => new()
    {
        Id = ExecutionId,
        Status = "FAILED",
        CompletionReason = reason,
        FlowErrorInfo = JsonElement.Parse(error),
    };
}
