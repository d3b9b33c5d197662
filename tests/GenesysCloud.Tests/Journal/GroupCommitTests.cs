using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task An_intent_is_not_done_before_its_line_is_flushed()
    {
        MemoryJournalFile file = new();
        await using LaunchJournal journal = await Journals.OpenAsync(file);
        file.HoldFlushes();

        Task<JournalAnnouncement> intent = journal.SendAsync("E-1").AsTask();
        file.WaitUntilAFlushIsHeld();
        Assert.False(intent.IsCompleted);

        file.LetFlushesGo();
        await intent;
        await using LaunchJournal later = await Journals.ReopenAsync(file.Content);
        Assert.NotNull(later.Find("E-1"));
    }

    [Fact]
    public async Task What_comes_while_the_disk_is_busy_shares_the_next_flush()
    {
        MemoryJournalFile file = new();
        await using LaunchJournal journal = await Journals.OpenAsync(file);
        int before = file.Flushes;
        file.HoldFlushes();

        Task<JournalAnnouncement> first = journal.SendAsync("E-0").AsTask();
        file.WaitUntilAFlushIsHeld();
        Task<JournalAnnouncement>[] others = [.. Enumerable.Range(1, 1000).Select(row => journal.SendAsync($"E-{row}", row).AsTask())];
        file.LetFlushesGo();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(2, file.Flushes - before);
    }

    [Fact]
    public async Task Thirty_two_senders_on_a_real_disk_lose_nothing()
    {
        using TemporaryFolder folder = new();
        await using (LaunchJournal journal = await Journals.OpenAsync(folder["run.jsonl"]))
        {
            await Parallel.ForAsync(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (row, _) =>
            {
                await journal.SendAsync($"E-{row}", row + 1);
                await journal.LaunchedAsync($"E-{row}", new Guid(row, 1, 1, new byte[8]).ToString(), "1.0");
            });
        }

        JournalReport report = await JournalReport.ReadAsync(folder["run.jsonl"]);
        Assert.Equal((2_000, 2_000), (report.Summary.Rows, report.Summary.Launched));
        Assert.All(report.Entries, row => Assert.Equal($"E-{row.Row - 1}", row.Key));
    }

    [Fact]
    public async Task Outcomes_that_nobody_waited_for_are_on_disk_when_the_journal_is_closed()
    {
        MemoryJournalFile file = new();
        await using (LaunchJournal journal = await Journals.OpenAsync(file))
        {
            await journal.SendAsync("E-1");
            _ = journal.LaunchedAsync("E-1", "execution-1");
        }

        Assert.True(file.IsDisposed);
        await using LaunchJournal later = await Journals.ReopenAsync(file.Content);
        Assert.Equal(JournalState.Launched, later.Find("E-1")!.State);
    }

    [Fact]
    public async Task Rows_whose_intent_could_not_be_flushed_were_not_sent_and_are_not_in_doubt()
    {
        MemoryJournalFile file = new();
        LaunchJournal journal = await Journals.OpenAsync(file);
        await journal.SendAsync("E-1");
        file.FailsToFlush = true;
        await Assert.ThrowsAsync<JournalException>(async () => await journal.SendAsync("E-2", 2));
        await Assert.ThrowsAsync<JournalException>(async () => await journal.DisposeAsync());

        await using LaunchJournal later = await Journals.ReopenAsync(file.Content);
        Assert.Equal("E-1", Assert.Single(later.InDoubt()).Key);
        Assert.Null(later.Find("E-2"));
    }

    [Fact]
    public async Task Of_rows_that_are_announced_at_once_each_is_given_its_own_name()
    {
        await using LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile());
        await Parallel.ForAsync(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (row, _) =>
        {
            JournalAnnouncement announced = await journal.SendAsync($"E-{row}", row + 1);
            Assert.Equal($"[{journal.Header.Run}/E-{row}]", announced.Name);
        });
    }

    [Fact]
    public async Task A_send_cancelled_before_its_intent_leaves_no_trace()
    {
        MemoryJournalFile file = new();
        await using LaunchJournal journal = await Journals.OpenAsync(file);

        await Assert.ThrowsAsync<OperationCanceledException>(
            async () => await journal.IntentAsync(new JournalIntent("E-1", 1), new CancellationToken(canceled: true)));

        Assert.Null(journal.Find("E-1"));
    }

    [Fact]
    public async Task A_closed_journal_takes_nothing_more()
    {
        LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile());
        await journal.DisposeAsync();
        await journal.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await journal.SendAsync("E-1"));
    }
}
