using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class JournalLockTests
{
    [Fact]
    public async Task A_second_run_in_the_same_process_is_refused_until_the_first_has_ended()
    {
        using TemporaryFolder folder = new();
        await using (await Journals.OpenAsync(folder["run.jsonl"], Journals.Clock()))
        {
            JournalInUseException refused = await Assert.ThrowsAsync<JournalInUseException>(() => Journals.OpenAsync(folder["run.jsonl"]));

            Assert.Equal(
                (Environment.ProcessId, Environment.MachineName, Journals.Start),
                (refused.ProcessId, refused.Machine, refused.Since));
            Assert.Contains(
                $"in use by process {Environment.ProcessId} on {Environment.MachineName} since 2026-12-01 08:00:00Z",
                refused.Message, StringComparison.Ordinal);
        }

        await using LaunchJournal second = await Journals.OpenAsync(folder["run.jsonl"]);
        Assert.NotNull(second);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_whose_lock_file_was_removed_launches_nothing_more(bool isTakenByAnother)
    {
        using TemporaryFolder folder = new();
        string path = folder["run.jsonl"];
        LaunchJournal first = await Journals.OpenAsync(path);
        await first.SendAsync("before");
        File.Delete(path + ".lock");
        LaunchJournal? second = isTakenByAnother ? await Journals.OpenAsync(path) : null;

        JournalException refused = await Assert.ThrowsAnyAsync<JournalException>(async () => await first.SendAsync("after"));

        Assert.Contains(isTakenByAnother ? "another program wrote to it" : "The lock file", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<JournalException>(async () => await first.SendAsync("later"));
        await Assert.ThrowsAnyAsync<JournalException>(async () => await first.DisposeAsync());
        if (second is not null)
            await second.DisposeAsync();
    }

    [Fact]
    public void A_lock_that_another_run_has_taken_is_not_held()
    {
        using TemporaryFolder folder = new();
        var path = JournalPath.Of(folder["run.jsonl"]);
        using var first = JournalLock.Acquire(path, Journals.Clock());
        Assert.True(first.IsHeld);
        File.Delete(path.Lock);
        Assert.False(first.IsHeld);
        using var second = JournalLock.Acquire(path, Journals.Clock());
        Assert.Equal((false, true), (first.IsHeld, second.IsHeld));
    }

    [Fact]
    public async Task A_run_in_another_process_is_named_and_when_it_is_killed_nothing_it_announced_is_lost_and_nothing_blocks()
    {
        using TemporaryFolder folder = new();
        string path = folder["run.jsonl"];
        using var child = JournalChild.Start(path);
        List<string> announced = [await child.NextKeyAsync()];

        JournalInUseException refused = await Assert.ThrowsAsync<JournalInUseException>(() => Journals.OpenAsync(path));
        JournalReport meanwhile = await JournalReport.ReadAsync(path);
        for (int i = 0; i < 50; i++)
            announced.Add(await child.NextKeyAsync());
        announced.AddRange(await child.KillAsync());

        Assert.Equal(child.Id, refused.ProcessId);
        Assert.True(meanwhile.Summary.Rows >= 1);
        Assert.True(File.Exists(path + ".lock"), "A killed process leaves its lock file.");
        await using LaunchJournal resumed = await Journals.OpenAsync(path);
        Assert.All(announced, key => Assert.NotNull(resumed.Find(key)));
    }

    [Fact]
    public async Task Of_runs_that_start_at_once_one_at_most_gets_the_journal()
    {
        const int Runs = 3;
        using TemporaryFolder folder = new();
        using Barrier start = new(Runs);
        int taken = 0;
        for (int round = 0; round < 500; round++)
        {
            JournalLock?[] locks = await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return TryAcquire(folder["run.jsonl"]);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            JournalLock[] held = [.. locks.OfType<JournalLock>()];
            taken += held.Length;
            Assert.InRange(held.Length, 0, 1);
            foreach (JournalLock one in held)
                one.Dispose();
        }

        Assert.NotEqual(0, taken);
    }

    [Fact]
    public void Of_two_runs_that_claim_the_journal_one_after_the_other_the_later_has_it_and_the_earlier_learns_it()
    {
        using TemporaryFolder folder = new();
        var earlier = JournalHolder.Current(TimeProvider.System);
        var later = JournalHolder.Current(TimeProvider.System);
        var path = JournalPath.Of(folder["run.jsonl"]);
        JournalLock.Claim(path, earlier);
        JournalLock.Claim(path, later);

        Assert.Throws<JournalInUseException>(() => JournalLock.Hold(path, earlier));
        using var held = JournalLock.Hold(path, later);

        Assert.Throws<IOException>(() => JournalLock.Claim(path, earlier));
    }

    [Theory]
    [InlineData("alias.jsonl", "run.jsonl")]
    [InlineData("alias.jsonl", "folder/../run.jsonl")]
    [InlineData("folder/alias.jsonl", "../run.jsonl")]
    [InlineData("folder/alias.jsonl", "")]
    [InlineData("alias", ".")]
    [InlineData("folder/alias", "deeper/../..")]
    public async Task A_journal_by_another_name_is_the_same_journal(string link, string target)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There links take a right that few users have.");
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["folder/deeper"]);
        File.CreateSymbolicLink(folder[link], target.Length == 0 ? folder["run.jsonl"] : target);
        string alias = Path.HasExtension(link) ? folder[link] : folder[link + "/run.jsonl"];
        await using LaunchJournal first = await Journals.OpenAsync(folder["run.jsonl"]);

        JournalInUseException refused = await Assert.ThrowsAsync<JournalInUseException>(() => Journals.OpenAsync(alias));

        Assert.Equal(alias, refused.Path);
    }

    [Fact]
    public async Task A_link_to_a_journal_that_is_yet_to_be_begins_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There links take a right that few users have.");
        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder["first"], "second");
        File.CreateSymbolicLink(folder["second"], "run.jsonl");

        await using LaunchJournal journal = await Journals.OpenAsync(folder["first"]);
        await journal.SendAsync("E-1");

        Assert.True(File.Exists(folder["run.jsonl.lock"]));
        await Assert.ThrowsAsync<JournalInUseException>(() => Journals.OpenAsync(folder["run.jsonl"]));
    }

    [Fact]
    public async Task A_link_that_leads_to_itself_is_an_error_of_the_journal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There links take a right that few users have.");
        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder["run.jsonl"], "run.jsonl");

        JournalException circle = await Assert.ThrowsAsync<JournalException>(() => Journals.OpenAsync(folder["run.jsonl"]));

        Assert.Contains("can't be opened", circle.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"pid":1,"machine":"els""")]
    [InlineData("""{"pid":1,"machine":"elsewhere","since":"2026-12-01T08:00:00Z","token":"11111111-2222-3333-4444-555555555555"}""")]
    public async Task A_lock_file_that_a_run_has_left_behind_does_not_block(string content)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["run.jsonl.lock"], content, TestContext.Current.CancellationToken);

        await using LaunchJournal journal = await Journals.OpenAsync(folder["run.jsonl"]);

        Assert.NotNull(journal);
    }

    [Fact]
    public async Task A_journal_that_could_not_be_opened_is_not_held()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["run.jsonl"], "no journal\n");

        await Assert.ThrowsAsync<JournalFormatException>(() => Journals.OpenAsync(folder["run.jsonl"]));

        Assert.False(File.Exists(folder["run.jsonl.lock"]));
        await Assert.ThrowsAsync<JournalFormatException>(() => Journals.OpenAsync(folder["run.jsonl"]));
    }

    [Theory]
    [InlineData("GEM\n  remote: https://example.com/\n")]
    [InlineData("{\"version\": 3}")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0")]
    public async Task A_lock_file_of_another_program_is_left_as_it_is(string content)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["Gemfile.lock"], content, TestContext.Current.CancellationToken);

        JournalException refused = await Assert.ThrowsAsync<JournalException>(() => Journals.OpenAsync(folder["Gemfile"]));

        Assert.Contains("Gemfile.lock' belongs to another program", refused.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(folder["Gemfile.lock"], TestContext.Current.CancellationToken));
        Assert.False(File.Exists(folder["Gemfile"]));
    }

    [Fact]
    public async Task Nothing_is_put_beside_a_file_that_is_no_journal()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["Gemfile"], "source 'https://example.com'\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["Gemfile.lock"], "", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<JournalFormatException>(() => Journals.OpenAsync(folder["Gemfile"]));

        Assert.True(File.Exists(folder["Gemfile.lock"]));
    }

    [Theory]
    [InlineData("elsewhere.txt")]
    [InlineData("nowhere")]
    [InlineData("run.jsonl.lock")]
    public async Task A_lock_file_that_is_a_link_is_not_followed(string target)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There links take a right that few users have.");
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["elsewhere.txt"], "keep me", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(folder["run.jsonl.lock"], target);

        JournalException refused = await Assert.ThrowsAsync<JournalException>(() => Journals.OpenAsync(folder["run.jsonl"]));

        Assert.Contains("is a link. ", refused.Message, StringComparison.Ordinal);
        Assert.Equal("keep me", await File.ReadAllTextAsync(folder["elsewhere.txt"], TestContext.Current.CancellationToken));
        Assert.False(File.Exists(folder["nowhere"]));
    }

    [Fact]
    public void A_lock_that_cannot_be_made_is_an_error_after_a_few_tries()
    {
        using TemporaryFolder folder = new();

        JournalException refused = Assert.Throws<JournalException>(() =>
            JournalLock.Acquire(new JournalPath(folder["run.jsonl"], folder["run.jsonl"]), Journals.Clock(), Vanishing));

        Assert.Contains("can't be opened", refused.Message, StringComparison.Ordinal);

        // As on a share that reports a file as missing which it has just made.
        static JournalLock Vanishing(JournalPath path, JournalHolder me) =>
            throw new FileNotFoundException("Could not find file.", path.Lock);
    }

    [Fact]
    public async Task A_journal_and_its_lock_are_their_users_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the folder decides.");
        using TemporaryFolder folder = new();

        await using LaunchJournal journal = await Journals.OpenAsync(folder["run.jsonl"]);

#pragma warning disable CA1416 // skipped on Windows above
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["run.jsonl"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["run.jsonl.lock"]));
#pragma warning restore CA1416
    }

    private static JournalLock? TryAcquire(string path)
    {
        try
        {
            return JournalLock.Acquire(JournalPath.Of(path), Journals.Clock());
        }
        catch (JournalInUseException)
        {
            return null;
        }
    }
}
