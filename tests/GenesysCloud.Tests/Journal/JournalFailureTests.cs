using GenesysCloud.Launching;
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

        Assert.Contains("cannot be written: No space left on device. Nothing more is launched.", first.Message, StringComparison.Ordinal);
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
        Task<JournalEntry> succeeds = journal.SendAsync("E-1").AsTask();
        file.WaitUntilAFlushIsHeld();
        Task<JournalEntry>[] fail = [.. Enumerable.Range(2, 20).Select(row => journal.SendAsync($"E-{row}").AsTask())];
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

        Assert.Contains("something else has written to it", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_is_always_full_is_told_as_such()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder["run.jsonl"], "/dev/full");

        JournalException full = await Assert.ThrowsAsync<JournalException>(() => Journals.OpenAsync(folder["run.jsonl"]));

        Assert.Contains("cannot be written", full.Message, StringComparison.Ordinal);
        Assert.Contains("No space left on device", full.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["run.jsonl.lock"]));
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_told_as_such()
    {
        using TemporaryFolder folder = new();

        JournalException missing = await Assert.ThrowsAsync<JournalException>(
            () => Journals.OpenAsync(folder[Path.Combine("missing", "run.jsonl")]));

        Assert.Contains("its folder does not exist", missing.Message, StringComparison.Ordinal);
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

        Assert.Contains("cannot be opened", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_may_not_be_written_is_an_error_of_the_journal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Permissions do not bind this user.");
        using TemporaryFolder folder = new();
#pragma warning disable CA1416 // skipped on Windows above
        Directory.CreateDirectory(folder["closed"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
#pragma warning restore CA1416

        JournalException denied = await Assert.ThrowsAsync<JournalException>(
            () => Journals.OpenAsync(folder[Path.Combine("closed", "run.jsonl")]));

        Assert.IsType<UnauthorizedAccessException>(denied.InnerException);
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
