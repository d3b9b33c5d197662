using System.Net;
using System.Net.Http.Headers;

namespace GenesysCloud.Http;

/// <summary>
/// A request body that knows whether it was ever handed to a connection.
/// </summary>
/// <remarks>
/// This is what makes "nothing was sent" certain. The handler asks for the body only once it has a connection (name
/// resolved, connected, TLS and proxy tunnel up); a failure before that, whatever its exception looks like, cannot have reached
/// the service. SocketsHttpHandler itself never repeats a request whose body it has begun to send.
/// </remarks>
internal sealed class TrackedContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;

    public TrackedContent(ReadOnlyMemory<byte> body, string mediaType)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    /// <summary>True from the moment the first byte may have left.</summary>
    public bool Started { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Started = true;
        return stream.WriteAsync(_body, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
