using System.Text;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Tests.Reconciliation;

/// <summary>A file of which only what was flushed counts, on a disk that may begin to fail.</summary>
internal sealed class DurableFile(byte[]? content = null) : IJournalFile
{
    private byte[] _written = content ?? [];
    private volatile byte[] _durable = content ?? [];
    private int _flushes;

    public string Path => "/journals/run.jsonl";

    /// <summary>The number of the flush, from 1, at which the disk begins to fail.</summary>
    public int FailsAt { get; set; } = int.MaxValue;

    /// <summary>Sees what is to be on the disk before it is.</summary>
    public Action<string>? Flushing { get; set; }

    /// <summary>What is on the disk.</summary>
    public byte[] Content => _durable;

    /// <summary>What was written, be it on the disk or not.</summary>
    public byte[] Written => _written;

    public long Length => _written.Length;

    public int Read(Span<byte> buffer, long offset)
    {
        ReadOnlySpan<byte> left = _written.AsSpan((int)offset);
        left = left[..Math.Min(left.Length, buffer.Length)];
        left.CopyTo(buffer);
        return left.Length;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => _written = [.. _written.AsSpan(0, (int)offset), .. bytes];

    public void Flush()
    {
        if (++_flushes >= FailsAt)
            throw new IOException("No space left on device.");
        Flushing?.Invoke(Encoding.UTF8.GetString(_written));
        _durable = _written;
    }

    public void Truncate(long length)
    {
        _written = _written[..(int)length];
        _durable = _durable[..(int)Math.Min(length, _durable.Length)];
    }

    public void Dispose()
    {
    }
}
