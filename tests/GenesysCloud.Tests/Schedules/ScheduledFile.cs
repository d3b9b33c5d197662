using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Tests.Reconciliation;

namespace GenesysCloud.Tests.Schedules;

/// <summary>A file whose writes and flushes wait for their turn.</summary>
internal sealed class ScheduledFile(DurableFile disk, Schedule schedule) : IJournalFile
{
    public string Path => disk.Path;

    public long Length => disk.Length;

    public int Read(Span<byte> buffer, long offset) => disk.Read(buffer, offset);

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        schedule.Turn();
        disk.Write(bytes, offset);
    }

    public void Flush()
    {
        schedule.Turn();
        disk.Flush();
        schedule.Turn();
    }

    public void Truncate(long length) => disk.Truncate(length);

    public void Dispose() => disk.Dispose();
}
