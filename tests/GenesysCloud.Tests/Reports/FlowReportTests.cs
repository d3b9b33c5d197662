using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Launching.Reports;
using GenesysCloud.Tests.Journal;
using Xunit;

namespace GenesysCloud.Tests.Reports;

/// <summary>A report counts every row of a journal once, and says why rows failed.</summary>
public sealed class FlowReportTests : ReportTest
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Every_row_has_one_state_and_the_states_add_up()
    {
        await using (LaunchJournal journal = await OpenAsync())
        {
            await FinishAsync(journal, "done", 1, s_second);
            await FinishAsync(journal, "failed", 2, s_second, "FAILED");
            await FinishAsync(journal, "terminated", 3, s_second, "TERMINATED");
            foreach ((string key, int row) in new[] { ("running", 4), ("refused", 5), ("not sent", 6), ("unknown", 7), ("in doubt", 8) })
                await journal.SendAsync(key, row);
            await journal.LaunchedAsync("running", IdOf(4), "1.0");
            await journal.RefusedAsync("refused", 400, "bad.request");
            await journal.NotSentAsync("not sent", "connect");
            await journal.UnknownAsync("unknown", "timeout");
            await journal.RejectedAsync("rejected", 9, "InputInvalid", JournalColumns.Of(["startDate"]));
            await journal.RejectedAsync(null, 10, "KeyInvalid");
        }

        FlowReport report = await ReportAsync();

        Assert.Equal(
            [
                (1, "done", FlowReportState.Completed, null),
                (2, "failed", FlowReportState.Failed, "no reason recorded"),
                (3, "terminated", FlowReportState.Failed, "TERMINATED: no reason recorded"),
                (4, "running", FlowReportState.Launched, null),
                (5, "refused", FlowReportState.Refused, "400 bad.request"),
                (6, "not sent", FlowReportState.NotSent, "No connection could be made"),
                (7, "unknown", FlowReportState.Unknown, "timeout"),
                (8, "in doubt", FlowReportState.Unknown, "No outcome was recorded"),
                (9, "rejected", FlowReportState.Refused, "InputInvalid: startDate"),
                (10, null, FlowReportState.Refused, "KeyInvalid"),
            ],
            report.Rows.Select(row => (row.Number, row.Key, row.State, row.Reason)));
        Assert.Equal(report.Rows.Count, report.Launched + Count(FlowReportState.Refused, FlowReportState.NotSent, FlowReportState.Unknown));
        Assert.Equal((4, 8), (report.Launched, report.NeedAttention));
        Assert.Equal(["unknown", "in doubt"], report.Unknown.Select(row => row.Key));
        Assert.All(report.Rows.Skip(8), row => Assert.Equal((null, null, 0), (row.Sent, row.Name, row.Attempts)));

        int Count(params FlowReportState[] states) => states.Sum(report.Count);
    }

    [Fact]
    public async Task Failures_are_grouped_by_what_became_of_the_row_and_why_the_largest_group_first()
    {
        await using (LaunchJournal journal = await OpenAsync())
        {
            foreach (int row in Enumerable.Range(1, 3))
            {
                await journal.SendAsync($"E-{row}", row);
                await journal.RefusedAsync($"E-{row}", 400, row == 2 ? "other" : "bad.request");
            }

            foreach (int row in Enumerable.Range(4, 3))
                await FinishAsync(journal, $"E-{row}", row, s_second, "FAILED");
        }

        FlowReport report = await ReportAsync();

        Assert.Equal(
            [("no reason recorded", "4 5 6"), ("400 bad.request", "1 3"), ("400 other", "2")],
            report.Failures.Select(group => (group.Reason, string.Join(' ', group.Rows.Select(row => row.Number)))));
    }

    [Fact]
    public async Task A_journal_without_rows_has_a_report_too()
    {
        await using (await OpenAsync())
        {
        }

        FlowReport report = await ReportAsync();

        Assert.Empty(report.Rows);
        Assert.Empty(report.Failures);
        Assert.Equal((0, 0, null, null), (report.Launched, report.NeedAttention, report.Launches, report.Durations));
    }

    [Fact]
    public async Task A_torn_last_line_leaves_its_row_unknown()
    {
        await using (LaunchJournal journal = await OpenAsync())
            await journal.SendAsync("E-1");
        await File.AppendAllTextAsync(JournalPath, """{"f":"launched","k":"E-1","at":"20""");

        FlowReport report = await ReportAsync();

        Assert.Equal(FlowReportState.Unknown, Assert.Single(report.Rows).State);
        Assert.Same(report.Rows[0], Assert.Single(report.Unknown));
    }

    [Fact]
    public async Task A_journal_of_unknown_rows_alone_has_no_failure_and_no_duration()
    {
        await using (LaunchJournal journal = await OpenAsync())
        {
            foreach (int row in Enumerable.Range(1, 3))
            {
                await journal.SendAsync($"E-{row}", row);
                await journal.UnknownAsync($"E-{row}", "timeout");
            }
        }

        FlowReport report = await ReportAsync();

        Assert.Equal((3, 0, 3), (report.Unknown.Count, report.Failures.Count, report.NeedAttention));
        Assert.Null(report.Durations);
        Assert.Equal(3, report.Launches!.Busiest);
    }

    [Fact]
    public async Task A_journal_of_format_1_has_a_report_too()
    {
        await using (LaunchJournal journal = await OpenAsync())
            await FinishAsync(journal, "E-1", 1, s_second);
        JournalContent content;
        using (var file = JournalFile.OpenToRead(JournalPath))
            content = JournalReader.Read(file, default);
        await using (FileStream stream = File.Create(JournalPath))
            RecoveredJournal.Write(stream, content.Header! with { FormatVersion = 1 }, content.Table);

        FlowReport report = await ReportAsync();

        Assert.Equal((1, FlowReportState.Completed), (report.Journal.FormatVersion, Assert.Single(report.Rows).State));
    }

    [Fact]
    public async Task A_row_of_several_runs_counts_once_at_its_latest_launch()
    {
        await using (LaunchJournal journal = await OpenAsync())
        {
            await FinishAsync(journal, "E-1", 1, s_second);
            await journal.SendAsync("E-2", 2);
            await journal.NotSentAsync("E-2", "connect");
        }

        Clock.Advance(TimeSpan.FromHours(9));
        await using (LaunchJournal journal = await OpenAsync())
            await FinishAsync(journal, "E-2", 2, s_second);

        FlowReport report = await ReportAsync();

        Assert.Equal([FlowReportState.Completed, FlowReportState.Completed], report.Rows.Select(row => row.State));
        Assert.Equal([1, 2], report.Rows.Select(row => row.Attempts));
        Assert.Equal([Journals.Start, Journals.Start.AddHours(9)], report.Launches!.Periods.Select(period => period.Start));
    }

    [Fact]
    public async Task Rows_without_a_key_column_are_known_by_their_number()
    {
        await using (LaunchJournal journal = await OpenAsync(keyColumn: null))
            await FinishAsync(journal, "hash#1", 1, s_second);

        Assert.Null(Assert.Single((await ReportAsync()).Rows).Key);
    }
}
