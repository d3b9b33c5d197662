using System.Text;
using CsCheck;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenesysCloud.Tests.Journal;

/// <summary>A journal that is lost while a run uses it: what the run knows is saved, and no run begins it anew.</summary>
public sealed class LostJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Journal => _folder["run.jsonl"];

    public static TheoryData<string> WaysToLoseAJournal =>
        ["removed", "moved", "emptied", "cut", "cut and added to", "replaced", "copied and emptied", "its folder removed"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(WaysToLoseAJournal))]
    public async Task What_a_run_knows_whose_journal_is_lost_is_saved_as_a_complete_journal(string how)
    {
        LaunchJournal journal = await BeginAsync();
        Lose(how);
        JournalLostException lost = await Assert.ThrowsAsync<JournalLostException>(async () => await journal.SendAsync("not sent", 3));
        Assert.Throws<JournalLostException>(() => { _ = journal.LaunchedAsync("in flight", "execution-2", "2.0"); });
        await Assert.ThrowsAsync<JournalLostException>(async () => await journal.DisposeAsync());

        JournalReport report = await JournalReport.ReadAsync(lost.Recovered!, TestContext.Current.CancellationToken);
        Assert.Equal(journal.Header, report.Header);
        Assert.Equal(
            [
                ("launched", JournalState.Launched, "execution-1"),
                ("in flight", JournalState.Launched, "execution-2"),
                ("not sent", JournalState.NotSent, null),
            ],
            report.Entries.Select(row => (row.Key, row.State, row.ExecutionId)));
        Assert.StartsWith(Journal + ".recovered-20261201T080000Z", lost.Recovered!, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(lost.Recovered!));
    }

    [Fact]
    public async Task A_journal_that_another_run_loses_while_it_is_being_opened_is_not_used()
    {
        // The holder's record is dated between the first look for a marker and the taking of the lock.
        var clock = new CallbackClock(() => File.WriteAllText(Journal + ".lost", ""));

        await Assert.ThrowsAsync<JournalLostException>(() => Journals.OpenAsync(Journal, clock));

        Assert.False(File.Exists(Journal));
        Assert.False(File.Exists(Journal + ".lock"));
    }

    [Theory]
    [MemberData(nameof(WaysToLoseAJournal))]
    public async Task No_run_uses_a_lost_journal_until_a_person_has_restored_it(string how)
    {
        LaunchJournal journal = await BeginAsync();
        Lose(how);
        JournalLostException lost = await Assert.ThrowsAsync<JournalLostException>(async () => await journal.SendAsync("not sent", 3));
        await Assert.ThrowsAsync<JournalLostException>(async () => await journal.DisposeAsync());

        Func<Task>[] openings =
        [
            () => Journals.OpenAsync(Journal),
            () => LaunchJournal.OpenExistingAsync(Journal, Journals.Clock(), TestContext.Current.CancellationToken),
            () => JournalReport.ReadForAsync(Journal, Journals.Identity, TestContext.Current.CancellationToken),
        ];
        foreach (Func<Task> open in openings)
        {
            JournalLostException refused = await Assert.ThrowsAsync<JournalLostException>(open);
            Assert.Equal((lost.Recovered, lost.Marker), (refused.Recovered, refused.Marker));
        }

        File.Move(lost.Recovered!, Journal, overwrite: true);
        await Assert.ThrowsAsync<JournalLostException>(() => Journals.OpenAsync(Journal));
        File.Delete(lost.Marker!);
        await using LaunchJournal restored = await Journals.OpenAsync(Journal);
        Assert.Equal("execution-1", restored.Find("launched")!.ExecutionId);
    }

    [Fact]
    public async Task A_journal_that_is_lost_after_its_last_line_is_missed_at_the_next_flush()
    {
        LaunchJournal journal = await BeginAsync();
        await journal.LaunchedAsync("in flight", "execution-2");
        Lose("removed");
        await Assert.ThrowsAsync<JournalLostException>(journal.FlushAsync);
        await Assert.ThrowsAsync<JournalLostException>(async () => await journal.DisposeAsync());
        Assert.True(File.Exists(Journal + ".lost"));
    }

    [Fact]
    public async Task A_journal_that_is_lost_after_its_last_line_is_missed_when_it_is_closed()
    {
        LaunchJournal journal = await BeginAsync();
        await journal.FlushAsync();
        Lose("moved");
        await Assert.ThrowsAsync<JournalLostException>(async () => await journal.DisposeAsync());
    }

    [Fact]
    public async Task A_file_that_is_emptied_in_the_very_moment_of_a_write_is_no_journal_any_more()
    {
        MemoryJournalFile file = new();
        LaunchJournal journal = await Journals.OpenAsync(file);
        await journal.SendAsync("E-1");
        int length = (int)file.Length;
        file.AfterWrite = () => file.Write(new byte[length], 0);
        JournalException broken = await Assert.ThrowsAsync<JournalException>(async () => await journal.SendAsync("E-2", 2));
        Assert.Contains("was replaced or removed", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_was_only_added_to_is_not_lost()
    {
        LaunchJournal journal = await BeginAsync();
        await File.AppendAllTextAsync(Journal, "somebody else", TestContext.Current.CancellationToken);
        JournalException broken = await Assert.ThrowsAsync<JournalException>(async () => await journal.SendAsync("not sent", 3));
        Assert.IsNotType<JournalLostException>(broken);
        await Assert.ThrowsAsync<JournalException>(async () => await journal.DisposeAsync());
        Assert.Equal([Journal], Directory.EnumerateFiles(Path.GetDirectoryName(Journal)!));
    }

    [Fact]
    public async Task A_journal_that_was_overwritten_by_something_longer_is_lost()
    {
        LaunchJournal journal = await BeginAsync();
        await File.WriteAllTextAsync(Journal, new string('x', 100_000), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<JournalLostException>(async () => await journal.SendAsync("not sent", 3));
        await Assert.ThrowsAsync<JournalLostException>(async () => await journal.DisposeAsync());
    }

    [Fact]
    public async Task A_row_in_doubt_stays_in_doubt_when_it_was_to_be_launched_again_after_the_journal_was_lost()
    {
        LaunchJournal journal = await BeginAsync();
        Lose("removed");
        JournalLostException lost = await Assert.ThrowsAsync<JournalLostException>(async () => await journal.SendAsync("not sent", 3));
        await Assert.ThrowsAsync<JournalLostException>(async () => await journal.SendAsync("in flight", 2, relaunch: true));
        await Assert.ThrowsAsync<JournalLostException>(async () => await journal.DisposeAsync());

        JournalReport report = await JournalReport.ReadAsync(lost.Recovered!, TestContext.Current.CancellationToken);
        Assert.Equal(JournalState.Intent, report.Find("in flight")!.State);
    }

    [Fact]
    public async Task What_is_saved_of_a_lost_journal_says_of_which_rows_the_time_was_in_doubt()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero));
        LaunchJournal journal = await Journals.OpenAsync(Journal, clock);
        await journal.IntentAsync(new JournalIntent("E-1", 1), TestContext.Current.CancellationToken);
        clock.AdjustTime(clock.GetUtcNow().AddMinutes(-10));
        await journal.IntentAsync(new JournalIntent("E-2", 2), TestContext.Current.CancellationToken);
        Assert.False(journal.DoubtfulAttempts("E-1")[0].IsTimeCertain);
        Lose("removed");
        await Assert.ThrowsAsync<JournalLostException>(async () => await journal.DisposeAsync());

        string saved = Directory.GetFiles(Path.GetDirectoryName(Journal)!, "run.jsonl.recovered-*").Single();
        await using LaunchJournal recovered = await LaunchJournal.OpenExistingAsync(saved, clock, TestContext.Current.CancellationToken);

        Assert.All(["E-1", "E-2"], key => Assert.False(Assert.Single(recovered.DoubtfulAttempts(key)).IsTimeCertain));
    }

    [Fact]
    public async Task A_journal_that_was_overwritten_by_that_of_another_run_is_lost()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There a file that a run writes can't be overwritten.");
        LaunchJournal journal = await BeginAsync();
        await using (LaunchJournal other = await Journals.OpenAsync(_folder["other.jsonl"]))
        {
            await other.SendAsync("launched");
            await other.LaunchedAsync("launched", "execution-1");
            await other.SendAsync("in flight", 2);
            await other.SendAsync("another", 3);
        }

        byte[] content = await File.ReadAllBytesAsync(_folder["other.jsonl"], TestContext.Current.CancellationToken);
        await using (FileStream file = new(Journal, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            await file.WriteAsync(content, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<JournalLostException>(async () => await journal.SendAsync("not sent", 3));
        await Assert.ThrowsAsync<JournalLostException>(async () => await journal.DisposeAsync());
    }

    [Fact]
    public async Task Through_a_link_the_marker_stands_at_both_names()
    {
        File.CreateSymbolicLink(_folder["link.jsonl"], Journal);
        LaunchJournal journal = await Journals.OpenAsync(_folder["link.jsonl"]);
        Lose("removed");
        await Assert.ThrowsAsync<JournalLostException>(async () => await journal.SendAsync("E-1"));
        await Assert.ThrowsAsync<JournalLostException>(async () => await journal.DisposeAsync());
        await Assert.ThrowsAsync<JournalLostException>(() => Journals.OpenAsync(_folder["link.jsonl"]));
        await Assert.ThrowsAsync<JournalLostException>(() => Journals.OpenAsync(Journal));
    }

    [Fact]
    public void Any_journal_written_down_again_from_what_is_known_tells_the_same() =>
        Scenario.Any.Sample(
            story =>
            {
                JournalContent content = JournalReader.Read(new MemoryJournalFile(story.Content), CancellationToken.None);
                using var stream = new MemoryStream();
                RecoveredJournal.Write(stream, content.Header!, content.Table);
                JournalContent again = JournalReader.Read(new MemoryJournalFile(stream.ToArray()), CancellationToken.None);
                Assert.Equal((content.Header, stream.Length), (again.Header, again.Length));
                Assert.Equal(Known(story, content), Known(story, again));
            },
            iter: 3_000,
            print: story => Encoding.UTF8.GetString(story.Content));

    private static IEnumerable<ScenarioRow> Known(Scenario story, JournalContent content) =>
        story.Keys.Select(key => content.Table.Find(key) is >= 0 and var number
            ? new ScenarioRow(content.Table.Entry(number, content.Header!.Run), string.Join(", ", content.Table.DoubtfulAttempts(number)))
            : new ScenarioRow(null, "")).Append(Scenario.Rejected(content.Table.Summarize()));

    private async Task<LaunchJournal> BeginAsync()
    {
        LaunchJournal journal = await Journals.OpenAsync(Journal);
        await journal.SendAsync("launched");
        await journal.LaunchedAsync("launched", "execution-1");
        await journal.SendAsync("in flight", 2);
        return journal;
    }

    private void Lose(string how)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There an open file stays in its place.");
        switch (how)
        {
            case "removed":
                File.Delete(Journal);
                break;
            case "moved":
                File.Move(Journal, _folder["run.jsonl.1"]);
                break;
            case "emptied":
                Truncate(0);
                break;
            case "cut":
                Truncate(new FileInfo(Journal).Length - 20);
                break;
            case "cut and added to":
                Truncate(new FileInfo(Journal).Length - 20);
                using (FileStream file = new(Journal, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
                    file.Write("This is not a line of a journal, and has no end."u8);
                break;
            case "replaced":
                File.Copy(Journal, _folder["copy"]);
                File.Move(_folder["copy"], Journal, overwrite: true);
                break;
            case "copied and emptied":
                File.Copy(Journal, _folder["run.jsonl.1"]);
                Truncate(0);
                break;
            default:
                Directory.Delete(Path.GetDirectoryName(Journal)!, recursive: true);
                break;
        }
    }

    private void Truncate(long length)
    {
        using FileStream file = new(Journal, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(length);
    }

    private sealed class CallbackClock(Action asked) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            asked();
            return Journals.Start;
        }
    }
}
