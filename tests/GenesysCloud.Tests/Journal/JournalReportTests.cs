using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class JournalReportTests
{
    [Fact]
    public async Task A_report_is_read_while_a_run_writes_and_counts_every_row_once()
    {
        using TemporaryFolder folder = new();
        await using LaunchJournal journal = await Journals.OpenAsync(folder["run.jsonl"]);
        foreach (string key in (string[])["in doubt", "launched", "unknown", "refused", "not sent", "done", "failed", "done too"])
            await journal.SendAsync(key);
        foreach (string key in (string[])["launched", "done", "failed", "done too"])
            await journal.LaunchedAsync(key, $"execution of {key}", "1.0");
        await journal.UnknownAsync("unknown", "timeout");
        await journal.RefusedAsync("refused", 400, "bad.request");
        await journal.NotSentAsync("not sent", "connect");
        await journal.FinishedAsync("execution of done", "COMPLETED", Journals.Start);
        await journal.FinishedAsync("execution of done too", "COMPLETED", Journals.Start);
        await journal.FinishedAsync("execution of failed", "FAILED", Journals.Start);

        JournalReport report = await JournalReport.ReadAsync(folder["run.jsonl"]);

        Assert.Equal(journal.Header, report.Header);
        Assert.Equal(
            ["in doubt", "launched", "unknown", "refused", "not sent", "done", "failed", "done too"],
            report.Entries.Select(row => row.Key));
        Assert.All(report.Entries, row => Assert.Equal(journal.Find(row.Key), row));
        JournalSummary summary = report.Summary;
        Assert.Equal(
            (8, 1, 1, 1, 1, 1),
            (summary.Rows, summary.Launched, summary.Refused, summary.NotSent, summary.Unknown, summary.InDoubt));
        Assert.Equal((2, 1), (summary.Finished["COMPLETED"], summary.Finished["FAILED"]));
    }

    [Fact]
    public async Task A_report_on_a_journal_with_a_torn_line_leaves_the_line_where_it_is()
    {
        using TemporaryFolder folder = new();
        await using (LaunchJournal journal = await Journals.OpenAsync(folder["run.jsonl"]))
            await journal.SendAsync("E-1");
        await File.AppendAllTextAsync(folder["run.jsonl"], """{"f":"launched","k":"E-1","at":"20""");
        byte[] torn = await File.ReadAllBytesAsync(folder["run.jsonl"]);

        JournalReport report = await JournalReport.ReadAsync(folder["run.jsonl"]);

        Assert.Equal(1, report.Summary.InDoubt);
        Assert.Equal(torn, await File.ReadAllBytesAsync(folder["run.jsonl"]));
    }

    [Fact]
    public async Task A_report_on_an_empty_file_says_so()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["run.jsonl"], "");

        JournalFormatException empty = await Assert.ThrowsAsync<JournalFormatException>(() => JournalReport.ReadAsync(folder["run.jsonl"]));

        Assert.Contains("is empty", empty.Message, StringComparison.Ordinal);
    }
}
