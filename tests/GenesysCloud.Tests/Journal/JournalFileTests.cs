using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using Xunit;

namespace GenesysCloud.Tests.Journal;

/// <summary>What is reported to be on the disk is there, and not merely with the operating system.</summary>
public sealed class JournalFileTests
{
    [Fact]
    public async Task An_intent_is_done_when_the_disk_itself_was_told_to_flush_after_it_was_written()
    {
        using TemporaryFolder folder = new();
        List<long> flushedTo = [];
        using var file = JournalFile.OpenToWrite(
            JournalPath.Of(folder["run.jsonl"]), FileMode.CreateNew, (path, options) => new WatchedStream(path, options, flushedTo));
        await using LaunchJournal journal = await Journals.OpenAsync(file);

        for (int row = 1; row <= 3; row++)
        {
            await journal.SendAsync($"E-{row}", row);
            Assert.Equal(file.Length, flushedTo[^1]);
        }

        Assert.Equal(4, flushedTo.Count);
    }

    /// <summary>Notes how long the file was at each flush that goes to the disk.</summary>
    private sealed class WatchedStream(string path, FileStreamOptions options, List<long> flushedTo) : FileStream(path, options)
    {
        public override void Flush(bool flushToDisk)
        {
            base.Flush(flushToDisk);
            if (flushToDisk)
                flushedTo.Add(RandomAccess.GetLength(SafeFileHandle));
        }
    }
}
