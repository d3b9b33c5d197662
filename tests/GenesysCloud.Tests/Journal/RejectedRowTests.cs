using System.Text;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using Xunit;

namespace GenesysCloud.Tests.Journal;

/// <summary>Rows that the check rejected, so that nothing was announced.</summary>
public sealed class RejectedRowTests
{
    private static readonly JournalColumns s_columns = JournalColumns.Of(["startDate", "Stra\u00dfe, \"Nr.\""]);

    [Fact]
    public async Task A_rejected_row_keeps_why_and_which_columns_and_is_neither_in_doubt_nor_launched()
    {
        MemoryJournalFile file = new();
        await using (LaunchJournal journal = await Journals.OpenAsync(file))
            await journal.RejectedAsync("E-1", 7, "InputInvalid", s_columns);

        await using LaunchJournal later = await Journals.ReopenAsync(file.Content);
        JournalEntry row = later.Find("E-1")!;
        Assert.Equal((JournalState.Rejected, 7, "InputInvalid", 0, 0), (row.State, row.Row, row.Reason, row.Attempt, row.Attempts));
        Assert.Equal(["startDate", "Stra\u00dfe, \"Nr.\""], row.Columns.Names);
        Assert.Equal("", row.Name);
        Assert.Empty(later.InDoubt());
        Assert.Empty(later.Running());
        JournalSummary summary = later.Summarize();
        Assert.Equal((1, 1, 0, 0), (summary.Rows, summary.Rejected, summary.Refused, summary.InDoubt));
    }

    [Fact]
    public async Task A_rejected_row_that_is_corrected_is_announced_as_any_other_and_not_rejected_any_more()
    {
        MemoryJournalFile file = new();
        await using (LaunchJournal journal = await Journals.OpenAsync(file))
        {
            await journal.RejectedAsync("E-1", 7, "InputInvalid", s_columns);
            JournalAnnouncement announced = await journal.SendAsync("E-1", row: 8);
            Assert.Equal(1, announced.Attempt);
            await journal.LaunchedAsync("E-1", "execution");
        }

        await using LaunchJournal later = await Journals.ReopenAsync(file.Content);
        JournalEntry row = later.Find("E-1")!;
        Assert.Equal((JournalState.Launched, 8, 1), (row.State, row.Row, row.Attempts));
        Assert.Empty(row.Columns.Names);
        Assert.Equal((1, 0), (later.Summarize().Rows, later.Summarize().Rejected));
    }

    [Theory]
    [InlineData(nameof(JournalState.Intent))]
    [InlineData(nameof(JournalState.Unknown))]
    [InlineData(nameof(JournalState.Launched))]
    [InlineData(nameof(JournalState.Finished))]
    public async Task Of_a_row_that_was_launched_or_may_have_been_a_rejection_says_nothing(string given)
    {
        JournalState state = Enum.Parse<JournalState>(given);
        MemoryJournalFile file = new();
        await using LaunchJournal journal = await Journals.OpenAsync(file);
        await journal.SendAsync("E-1");
        if (state == JournalState.Unknown)
            await journal.UnknownAsync("E-1", "timeout");
        else if (state != JournalState.Intent)
            await journal.LaunchedAsync("E-1", "execution");
        if (state == JournalState.Finished)
            await journal.FinishedAsync("execution", "COMPLETED");
        byte[] before = file.Content;

        await journal.RejectedAsync("E-1", 1, "InputInvalid", s_columns);

        Assert.Equal(state, journal.Find("E-1")!.State);
        Assert.Equal(before, file.Content);
    }

    [Fact]
    public async Task Rows_without_a_usable_key_are_told_apart_by_their_number_and_are_no_rows_of_any_key()
    {
        using TemporaryFolder folder = new();
        await using LaunchJournal journal = await Journals.OpenAsync(folder["run.jsonl"]);
        await journal.SendAsync("2");
        await journal.RejectedAsync(null, 2, "KeyInvalid", JournalColumns.Of(["employee"]));
        await journal.RejectedAsync(null, 3, "KeyInvalid", JournalColumns.Of(["employee"]));
        await journal.RejectedAsync(null, 4, "RowInvalid");

        JournalReport report = await JournalReport.ReadAsync(folder["run.jsonl"], TestContext.Current.CancellationToken);

        Assert.Equal(JournalState.Intent, Assert.Single(report.Entries).State);
        Assert.Equal(
            [(2, "KeyInvalid", "employee"), (3, "KeyInvalid", "employee"), (4, "RowInvalid", "")],
            report.Keyless.Select(row => (row.Row, row.Reason, row.Columns.ToString())));
        Assert.Equal((4, 3), (report.Summary.Rows, report.Summary.Rejected));
        Assert.Equal(["2"], journal.Keys());
    }

    [Fact]
    public async Task Rows_without_a_usable_key_count_until_a_later_run_launches_and_not_only_until_somebody_reconciles()
    {
        MemoryJournalFile file = new();
        await using (LaunchJournal journal = await Journals.OpenAsync(file))
        {
            await journal.RejectedAsync(null, 2, "KeyInvalid");
            await journal.RejectedAsync("E-1", 3, "InputInvalid");
        }

        MemoryJournalFile reconciled = new(file.Content);
        await using (LaunchJournal journal = await Journals.OpenAsync(reconciled))
            Assert.Equal(2, journal.Summarize().Rejected);
        await using LaunchJournal launching =
            await Journals.OpenAsync(new MemoryJournalFile(reconciled.Content), requestTimeout: TimeSpan.FromSeconds(30));
        Assert.Equal(1, launching.Summarize().Rejected);
    }

    [Fact]
    public async Task A_torn_rejection_leaves_the_row_as_it_was_and_the_next_run_takes_it_as_new()
    {
        MemoryJournalFile file = new();
        await using (LaunchJournal journal = await Journals.OpenAsync(file))
            await journal.RejectedAsync("E-1", 7, "InputInvalid", s_columns);

        await using LaunchJournal torn = await Journals.ReopenAsync(file.Content[..^5]);

        Assert.Null(torn.Find("E-1"));
        Assert.Equal(0, torn.Summarize().Rows);
        await torn.SendAsync("E-1");
    }

    [Fact]
    public async Task Rejections_that_come_while_the_disk_is_busy_share_one_flush()
    {
        MemoryJournalFile file = new();
        await using LaunchJournal journal = await Journals.OpenAsync(file);
        int before = file.Flushes;
        file.HoldFlushes();
        Task first = journal.RejectedAsync("E-0", 1, "InputInvalid", s_columns);
        file.WaitUntilAFlushIsHeld();
        Task[] others;
        try
        {
            others =
            [
                .. Enumerable.Range(1, 2_293).Select(row => journal.RejectedAsync($"E-{row}", row + 1, "InputInvalid", s_columns)),
            ];
        }
        finally
        {
            file.LetFlushesGo();
        }

        await Task.WhenAll([first, .. others]);

        Assert.Equal(2, file.Flushes - before);
        Assert.Equal(2_294, journal.Summarize().Rejected);
    }

    [Fact]
    public async Task A_journal_of_version_1_is_continued_in_that_version_which_has_no_rejected_rows()
    {
        MemoryJournalFile old = await OldAsync();
        await using (LaunchJournal journal = await Journals.OpenAsync(old))
        {
            Assert.Equal(JournalState.Launched, journal.Find("E-1")!.State);
            await journal.RejectedAsync("E-2", 2, "InputInvalid", s_columns);
            await journal.RejectedAsync(null, 3, "KeyInvalid");
            Assert.Equal(1, journal.Summarize().Rows);
            await journal.SendAsync("E-3", row: 4);
        }

        string text = Encoding.UTF8.GetString(old.Content);
        Assert.StartsWith("""{"journal":"GenesysFlows","version":1,""", text, StringComparison.Ordinal);
        Assert.DoesNotContain("rejected", text, StringComparison.Ordinal);
        await using LaunchJournal later = await Journals.ReopenAsync(old.Content);
        Assert.Equal(JournalState.Intent, later.Find("E-3")!.State);
    }

    [Fact]
    public async Task A_new_journal_has_version_2_so_that_older_builds_ask_for_an_update_and_do_not_take_it_for_damaged()
    {
        MemoryJournalFile file = new();
        await using (await Journals.OpenAsync(file))
        {
        }

        Assert.StartsWith(
            """{"journal":"GenesysFlows","version":2,""", Encoding.UTF8.GetString(file.Content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"f":"rejected","k":"E-1","at":"2026-12-01T08:00:00.000Z","row":1}""", "'why' is missing")]
    [InlineData("""{"f":"rejected","k":"E-1","at":"2026-12-01T08:00:00.000Z","why":"InputInvalid"}""", "'row' is missing")]
    [InlineData("""{"f":"rejected","at":"2026-12-01T08:00:00.000Z","row":1,"why":"x","columns":"level"}""", "an array is expected")]
    [InlineData("""{"f":"rejected","at":"2026-12-01T08:00:00.000Z","row":1,"why":"x","columns":[1]}""", "a string is expected")]
    public void A_rejection_that_is_not_whole_is_reported(string line, string problem)
    {
        FormatException malformed = Assert.Throws<FormatException>(() => JournalRecord.Read(Encoding.UTF8.GetBytes(line)));
        Assert.Contains(problem, malformed.Message, StringComparison.Ordinal);
    }

    /// <summary>A journal with one launched row, as builds wrote it before version 2.</summary>
    private static async Task<MemoryJournalFile> OldAsync()
    {
        MemoryJournalFile file = new();
        await using (LaunchJournal journal = await Journals.OpenAsync(file))
        {
            await journal.SendAsync("E-1");
            await journal.LaunchedAsync("E-1", "execution", "1.0");
        }

        JournalContent content = JournalReader.Read(file, CancellationToken.None);
        using var stream = new MemoryStream();
        RecoveredJournal.Write(stream, content.Header! with { FormatVersion = 1 }, content.Table);
        return new MemoryJournalFile(stream.ToArray());
    }
}
