using System.Runtime.Versioning;
using GenesysCloud.Launching.Journal.Storage;
using Xunit;

namespace GenesysCloud.Tests.Journal;

/// <summary>A journal that the user may not write ends the run before anything is launched.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class JournalPermissionTests
{
    private const UnixFileMode Writers = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const UnixFileMode Everybody = Writers
        | UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead
        | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    [Fact]
    public async Task A_folder_that_may_not_be_written_is_an_error_of_the_journal()
    {
        OrdinaryUser.SkipUnlessAvailable();
        using TemporaryFolder folder = new();
        File.SetUnixFileMode(folder["."], Everybody);
        Directory.CreateDirectory(folder["closed"], Everybody & ~Writers);

        JournalException denied = await Assert.ThrowsAsync<JournalException>(
            () => OrdinaryUser.RunAsync(() => Journals.OpenAsync(folder[Path.Combine("closed", "run.jsonl")])));

        Assert.IsType<UnauthorizedAccessException>(denied.InnerException);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["closed"]));
    }

    [Fact]
    public async Task A_journal_that_may_be_read_but_not_written_is_an_error_and_stays_as_it_is()
    {
        OrdinaryUser.SkipUnlessAvailable();
        using TemporaryFolder folder = new();
        await (await Journals.OpenAsync(folder["run.jsonl"])).DisposeAsync();
        byte[] before = await File.ReadAllBytesAsync(folder["run.jsonl"]);
        File.SetUnixFileMode(folder["."], Everybody);
        File.SetUnixFileMode(folder["run.jsonl"], Everybody & ~Writers);

        JournalException denied = await Assert.ThrowsAsync<JournalException>(
            () => OrdinaryUser.RunAsync(() => Journals.OpenAsync(folder["run.jsonl"])));

        Assert.IsType<UnauthorizedAccessException>(denied.InnerException);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder["run.jsonl"]));
        Assert.False(File.Exists(folder["run.jsonl.lock"]));
    }
}
