using System.Net.Sockets;

namespace GenesysCloud.Http;

/// <summary>
/// The connection to a proxy that is asked for a tunnel. If the proxy responds with anything but HTTP, the reason is found out here, where
/// it is certain that the proxy is at fault.
/// </summary>
/// <remarks>
/// The platform asks a proxy that closes the connection 16 times, since it takes that for an idle connection that was just being closed,
/// and takes what is no HTTP for the response of the host. What has another cause is passed on.
/// </remarks>
/// <param name="inner">The connection.</param>
internal sealed class ProxyReplyStream(Stream inner) : Stream
{
    private int _matched;

    private static ReadOnlySpan<byte> Start => "HTTP/"u8;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>For <see cref="SocketsHttpHandler.PlaintextStreamFilter"/>.</summary>
    public static ValueTask<Stream> Watch(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            context.InitialRequestMessage.Method == HttpMethod.Connect ? new ProxyReplyStream(context.PlaintextStream)
            : context.PlaintextStream);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_matched == Start.Length)
            return await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        int count;
        try
        {
            count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException lost) when (lost.InnerException is SocketException)
        {
            throw new ProxyReplyException(ProxyReplyException.Closed);
        }

        Check(buffer.Span, count);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // The client sends nothing synchronously.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer, offset, count, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<byte> buffer, int count)
    {
        // Reading into nothing only waits for data.
        if (buffer.IsEmpty)
            return;
        if (count == 0)
            throw new ProxyReplyException(ProxyReplyException.Closed);
        ReadOnlySpan<byte> expected = Start[_matched..];
        int compared = Math.Min(count, expected.Length);
        if (!buffer[..compared].SequenceEqual(expected[..compared]))
            throw new ProxyReplyException(ProxyReplyException.NotHttp);
        _matched += compared;
    }
}

/// <summary>A proxy that was asked for a tunnel did not respond as a proxy. The host never got the request.</summary>
/// <param name="reason">One of the constants.</param>
internal sealed class ProxyReplyException(string reason) : IOException(reason)
{
    /// <summary>It closed the connection.</summary>
    public const string Closed = "ConnectionClosed";

    /// <summary>It sent something else.</summary>
    public const string NotHttp = "InvalidResponse";

    /// <summary>What it did.</summary>
    public string Reason { get; } = reason;
}
