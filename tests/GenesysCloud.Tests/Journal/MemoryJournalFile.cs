using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Tests.Journal;

/// <summary>A file in memory that counts flushes, can hold them back, and can be full.</summary>
internal sealed class MemoryJournalFile(byte[]? content = null) : IJournalFile
{
    private readonly object _gate = new();
    private readonly MemoryStream _stream = Fill(content ?? []);
    private readonly ManualResetEventSlim _mayFlush = new(true);
    private readonly ManualResetEventSlim _isHeld = new();

    public string Path => "/journals/run.jsonl";

    public int Flushes { get; private set; }

    /// <summary>Size of the disk: a write beyond it leaves what fits and fails, as a real one does.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    /// <summary>The disk takes what is written, but flushing it fails from now on.</summary>
    public bool FailsToFlush { get; set; }

    public bool IsInPlace { get; set; } = true;

    /// <summary>What somebody else does once, right after a write.</summary>
    public Action? AfterWrite { get; set; }

    public bool IsDisposed { get; private set; }

    public byte[] Content
    {
        get
        {
            lock (_gate)
                return _stream.ToArray();
        }
    }

    public long Length
    {
        get
        {
            lock (_gate)
                return _stream.Length;
        }
    }

    public void HoldFlushes() => _mayFlush.Reset();

    public void WaitUntilAFlushIsHeld()
    {
        if (!_isHeld.Wait(TimeSpan.FromSeconds(30)))
            throw new TimeoutException("Nothing is flushed.");
    }

    public void LetFlushesGo() => _mayFlush.Set();

    public int Read(Span<byte> buffer, long offset)
    {
        lock (_gate)
        {
            _stream.Position = offset;
            return _stream.Read(buffer);
        }
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        lock (_gate)
        {
            _stream.Position = offset;
            _stream.Write(bytes[..(int)Math.Min(bytes.Length, Capacity - offset)]);
        }

        bool isFull = offset + bytes.Length > Capacity;
        if (AfterWrite is { } somebodyElse)
        {
            AfterWrite = null;
            somebodyElse();
        }

        if (isFull)
            throw new IOException("No space left on device.");
    }

    public void Flush()
    {
        if (!_mayFlush.IsSet)
            _isHeld.Set();
        _mayFlush.Wait();
        if (FailsToFlush)
            throw new IOException("Input/output error.");
        Flushes++;
    }

    public void Truncate(long length)
    {
        lock (_gate)
            _stream.SetLength(length);
    }

    public void Dispose() => IsDisposed = true;

    private static MemoryStream Fill(byte[] content)
    {
        MemoryStream stream = new();
        stream.Write(content);
        return stream;
    }
}
