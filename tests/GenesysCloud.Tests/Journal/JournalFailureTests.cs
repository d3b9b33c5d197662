using System.Diagnostics;
using System.Text;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class JournalFailureTests
{
    [Fact]
    public async Task On_a_full_disk_the_intent_fails_so_that_nothing_is_sent_and_every_later_call_fails_alike()
    {
        MemoryJournalFile file = new();
        LaunchJournal journal = await Journals.OpenAsync(file);
        await journal.SendAsync("E-1");
        file.Capacity = file.Length + 50;

        JournalException first = await Assert.ThrowsAsync<JournalException>(async () => await journal.SendAsync("E-2"));
        JournalException second = Assert.Throws<JournalException>(() => { _ = journal.UnknownAsync("E-1", "timeout"); });
        JournalException last = await Assert.ThrowsAsync<JournalException>(async () => await journal.DisposeAsync());

        Assert.Contains("can't be written: No space left on device.", first.Message, StringComparison.Ordinal);
        Assert.Same(first, second);
        Assert.Same(first, last);
        Assert.True(file.IsDisposed);
    }

    [Fact]
    public async Task After_a_full_disk_the_rows_that_were_not_sent_are_not_in_doubt()
    {
        MemoryJournalFile file = new();
        LaunchJournal journal = await Journals.OpenAsync(file);
        file.HoldFlushes();
        Task<JournalAnnouncement> succeeds = journal.SendAsync("E-1").AsTask();
        file.WaitUntilAFlushIsHeld();
        Task<JournalAnnouncement>[] fail = [.. Enumerable.Range(2, 20).Select(row => journal.SendAsync($"E-{row}").AsTask())];
        file.Capacity = file.Length + 400; // room for some of them
        file.LetFlushesGo();
        await succeeds;
        Assert.All(fail, intent => Assert.IsType<JournalException>(Record.Exception(() => intent.GetAwaiter().GetResult())));
        await Assert.ThrowsAsync<JournalException>(async () => await journal.DisposeAsync());

        await using LaunchJournal later = await Journals.ReopenAsync(file.Content);

        Assert.Equal("E-1", Assert.Single(later.InDoubt()).Key);
    }

    [Fact]
    public async Task An_outcome_nobody_waited_for_that_could_not_be_written_is_thrown_when_the_journal_is_closed()
    {
        MemoryJournalFile file = new();
        LaunchJournal journal = await Journals.OpenAsync(file);
        await journal.SendAsync("E-1");
        file.Capacity = file.Length;
        _ = journal.LaunchedAsync("E-1", "execution-1");

        await Assert.ThrowsAsync<JournalException>(async () => await journal.DisposeAsync());
    }

    [Fact]
    public async Task A_journal_that_something_else_writes_to_is_given_up()
    {
        MemoryJournalFile file = new();
        LaunchJournal journal = await Journals.OpenAsync(file);
        file.Write("somebody else\n"u8, file.Length);

        JournalException broken = await Assert.ThrowsAsync<JournalException>(async () => await journal.SendAsync("E-1"));

        Assert.Contains("another program wrote to it", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_foreign_writer_added_is_not_cut_off()
    {
        MemoryJournalFile file = new();
        LaunchJournal journal = await Journals.OpenAsync(file);
        file.Write("somebody else\n"u8, file.Length);
        byte[] theirs = file.Content;

        await Assert.ThrowsAsync<JournalException>(async () => await journal.SendAsync("E-1"));
        await Assert.ThrowsAsync<JournalException>(async () => await journal.DisposeAsync());

        Assert.Equal(theirs, file.Content);
    }

    [Fact]
    public async Task What_is_added_while_the_disk_becomes_full_is_not_cut_off_either()
    {
        MemoryJournalFile file = new();
        LaunchJournal journal = await Journals.OpenAsync(file);
        file.Capacity = file.Length + 50;
        file.AfterWrite = () =>
        {
            file.Capacity = long.MaxValue;
            file.Write("somebody else\n"u8, file.Length);
        };

        await Assert.ThrowsAsync<JournalException>(async () => await journal.SendAsync("E-1"));

        Assert.EndsWith("somebody else\n", Encoding.UTF8.GetString(file.Content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_intent_is_not_sent_if_something_else_was_written_in_the_same_moment()
    {
        MemoryJournalFile file = new();
        LaunchJournal journal = await Journals.OpenAsync(file);
        file.AfterWrite = () => file.Write("somebody else\n"u8, file.Length);

        JournalException broken = await Assert.ThrowsAsync<JournalException>(async () => await journal.SendAsync("E-1"));

        Assert.Contains("another program wrote to it", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_with_a_second_name_is_refused_to_a_run_and_may_still_be_read()
    {
        Assert.SkipUnless(File.Exists("/bin/ln"), "Hard links are made with ln.");
        using TemporaryFolder folder = new();
        await using LaunchJournal earlier = await Journals.OpenAsync(folder["run.jsonl"]);
        await earlier.SendAsync("E-17");
        using (var link = Process.Start("/bin/ln", [folder["run.jsonl"], folder["other.jsonl"]]))
            await link.WaitForExitAsync(TestContext.Current.CancellationToken);

        JournalException refused = await Assert.ThrowsAsync<JournalException>(() => Journals.OpenAsync(folder["other.jsonl"]));

        Assert.Contains("has 2 names (hard links)", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["other.jsonl.lock"]));
        await earlier.LaunchedAsync("E-17", "execution-17");
        await earlier.FlushAsync();
        JournalReport report = await JournalReport.ReadAsync(folder["other.jsonl"], TestContext.Current.CancellationToken);
        Assert.Equal(JournalState.Launched, Assert.Single(report.Entries).State);
    }

    [Theory]
    [InlineData("run.jsonl", "it is a pipe or a device")]
    [InlineData("run.jsonl.lock", "is a pipe or a device")]
    public async Task A_pipe_is_refused_at_once_and_not_waited_for(string name, string reason)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "Pipes are made with mkfifo.");
        using TemporaryFolder folder = new();
        using (var pipe = Process.Start("/usr/bin/mkfifo", [folder[name]]))
            await pipe.WaitForExitAsync(TestContext.Current.CancellationToken);

        JournalException refused = await Assert.ThrowsAsync<JournalException>(() => Journals.OpenAsync(folder["run.jsonl"]));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        if (name == "run.jsonl")
            await Assert.ThrowsAsync<JournalException>(() => JournalReport.ReadAsync(folder[name], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("moved away")]
    [InlineData("replaced by a copy")]
    [InlineData("replaced by another file")]
    [InlineData("its link leads elsewhere")]
    public async Task A_journal_that_is_no_longer_in_its_place_takes_no_more_intents(string what)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There an open file stays in its place.");
        using TemporaryFolder folder = new();
        string path = folder["run.jsonl"];
        File.CreateSymbolicLink(folder["link.jsonl"], path);
        LaunchJournal journal = await Journals.OpenAsync(folder["link.jsonl"]);
        await journal.SendAsync("E-17");
        File.Copy(path, folder["copy.jsonl"]);
        switch (what)
        {
            case "removed":
                File.Delete(path);
                break;
            case "moved away":
                File.Move(path, folder["moved.jsonl"]);
                break;
            case "replaced by a copy":
                File.Move(folder["copy.jsonl"], path, overwrite: true);
                break;
            case "replaced by another file":
                await File.WriteAllTextAsync(folder["new.jsonl"], "something else\n");
                File.Move(folder["new.jsonl"], path, overwrite: true);
                break;
            default:
                File.Delete(folder["link.jsonl"]);
                File.CreateSymbolicLink(folder["link.jsonl"], folder["copy.jsonl"]);
                break;
        }

        JournalLostException broken = await Assert.ThrowsAsync<JournalLostException>(async () => await journal.SendAsync("E-18", 2));

        Assert.Contains(
            "was removed, replaced, or cut while this run used it. Nothing more is launched.", broken.Message, StringComparison.Ordinal);
        Assert.Same(broken, await Assert.ThrowsAsync<JournalLostException>(async () => await journal.DisposeAsync()));
    }

    [Fact]
    public async Task A_journal_replaced_while_its_intent_is_on_the_way_to_disk_is_noticed_before_the_send()
    {
        MemoryJournalFile file = new();
        LaunchJournal journal = await Journals.OpenAsync(file);
        file.AfterWrite = () => file.IsInPlace = false;

        await Assert.ThrowsAsync<JournalException>(async () => await journal.SendAsync("E-1"));
    }

    [Fact]
    public async Task A_device_is_no_journal_nor_is_a_link_to_one()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder["run.jsonl"], "/dev/full");

        JournalException refused = await Assert.ThrowsAsync<JournalException>(() => Journals.OpenAsync(folder["run.jsonl"]));

        Assert.Contains("it is a pipe or a device", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists("/dev/full.lock"));
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_told_as_such()
    {
        using TemporaryFolder folder = new();

        JournalException missing = await Assert.ThrowsAsync<JournalException>(
            () => Journals.OpenAsync(folder[Path.Combine("missing", "run.jsonl")]));

        Assert.Contains("its folder doesn't exist", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_is_told_as_such()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["run.jsonl"]);

        JournalException isFolder = await Assert.ThrowsAsync<JournalException>(() => Journals.OpenAsync(folder["run.jsonl"]));

        Assert.Contains("it is a folder", isFolder.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["run.jsonl.lock"]));
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_an_error_of_the_journal()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["file"], "");

        JournalException error = await Assert.ThrowsAsync<JournalException>(
            () => Journals.OpenAsync(folder[Path.Combine("file", "run.jsonl")]));

        Assert.Contains("can't be opened", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_journal_that_exists_can_be_opened_as_an_existing_one()
    {
        using TemporaryFolder folder = new();

        await Assert.ThrowsAsync<JournalException>(() => LaunchJournal.OpenExistingAsync(folder["run.jsonl"], Journals.Clock()));
        await Assert.ThrowsAsync<JournalException>(() => JournalReport.ReadAsync(folder["run.jsonl"]));

        Assert.False(File.Exists(folder["run.jsonl"]));
        Assert.False(File.Exists(folder["run.jsonl.lock"]));
    }

    [Fact]
    public async Task A_reading_that_is_cancelled_lets_go_of_the_journal_and_changes_nothing()
    {
        using TemporaryFolder folder = new();
        await using (await Journals.OpenAsync(folder["run.jsonl"]))
        {
        }

        byte[] before = await File.ReadAllBytesAsync(folder["run.jsonl"]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LaunchJournal.OpenAsync(
            folder["run.jsonl"], Journals.Identity, Journals.Clock(), new CancellationToken(canceled: true)));

        Assert.Equal(before, await File.ReadAllBytesAsync(folder["run.jsonl"]));
        Assert.False(File.Exists(folder["run.jsonl.lock"]));
    }
}
