namespace GenesysCloud.Launching.Journal.Storage;

/// <summary>The few things a journal asks of its file; the place where tests let a disk be full.</summary>
internal interface IJournalFile : IDisposable
{
    string Path { get; }

    long Length { get; }

    /// <summary>Whether the path still names this file, rather than nothing or one that was put in its place.</summary>
    bool IsInPlace => true;

    /// <returns>Number of bytes read, 0 at the end.</returns>
    int Read(Span<byte> buffer, long offset);

    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Returns when everything written is on the disk, not merely with the operating system.</summary>
    void Flush();

    void Truncate(long length);
}
