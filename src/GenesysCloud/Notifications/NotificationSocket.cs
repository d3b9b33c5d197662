using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using GenesysCloud.Http;

namespace GenesysCloud.Notifications;

/// <summary>Opens WebSockets as requests are sent: with the same proxy, the same check of certificates, and the same headers.</summary>
/// <param name="http">Sends the handshake.</param>
/// <param name="api">The address of the API; only if it is on this machine, a WebSocket without encryption may be too.</param>
/// <param name="timeout">How long the handshake may take.</param>
/// <param name="time">The clock of the timeout.</param>
internal sealed class NotificationConnector(HttpMessageInvoker http, Uri api, TimeSpan timeout, TimeProvider time) : INotificationConnector
{
    /// <inheritdoc />
    public async Task<INotificationSocket> ConnectAsync(Channel channel, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(channel.ConnectUri, UriKind.Absolute, out Uri? address) || !IsTrusted(address))
            throw new NotificationSocketException("the address of the channel is not an encrypted WebSocket address");
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        // The platform sends heartbeats, and the client asks for one when they are late.
        socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        using var end = new CancellationTokenSource(timeout, time);
        using CancellationTokenRegistration onStop = cancellationToken.UnsafeRegister(
            static end => ((CancellationTokenSource)end!).Cancel(), end);
        try
        {
            await socket.ConnectAsync(address, http, end.Token).ConfigureAwait(false);
            return new NotificationSocket(socket);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            int status = (int)socket.HttpStatusCode;
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw Failed(failure, status);
        }
    }

    // On this machine, where the API is too, nothing can read along.
    private bool IsTrusted(Uri address) =>
        address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeWss || (address is { Scheme: "ws", IsLoopback: true } && api.IsLoopback));

    // The exception itself is not kept: its texts may contain an address.
    private NotificationSocketException Failed(Exception failure, int status)
    {
        if (failure is OperationCanceledException)
            return new NotificationSocketException($"no response was received within {timeout.TotalSeconds:0.#} s");
        if (Find<ConnectionException>(failure) is { } fault)
            return new NotificationSocketException(fault.Message) { Fault = fault };
        if (Find<HttpRequestException>(failure) is { } lost)
            return new NotificationSocketException(TransportFailure.Clean(lost, mayHaveArrived: false, hasResponse: false).Message);
        return status is 0 or (int)HttpStatusCode.SwitchingProtocols
            ? new NotificationSocketException("a connection could not be established")
            : new NotificationSocketException($"the connection was refused with status {status}") { Status = status };
    }

    private static T? Find<T>(Exception failure)
        where T : Exception
    {
        for (Exception? inner = failure.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is T found)
                return found;
        }

        return null;
    }
}

/// <summary>A WebSocket of the platform's own kind.</summary>
internal sealed class NotificationSocket(WebSocket socket) : INotificationSocket
{
    /// <summary>What the client's verbose messages name it.</summary>
    public const string Resource = "WebSocket of the notification channel";

    /// <summary>Longer messages are passed over. An event names what ran, and has no values of variables.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _message = new(4096);

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>?> ReceiveAsync()
    {
        _message.ResetWrittenCount();
        bool isTooLarge = false;
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(
                    _message.GetMemory(4096), CancellationToken.None).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                    return null;
                _message.Advance(part.Count);
                if (_message.WrittenCount > MaxBytes)
                {
                    isTooLarge = true;
                    _message.Clear();
                }

                if (part.EndOfMessage)
                    return isTooLarge ? throw new MessageTooLargeException(MaxBytes) : _message.WrittenMemory;
            }
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            throw Lost(lost);
        }
    }

    /// <inheritdoc />
    public async Task SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        try
        {
            await socket.SendAsync(utf8, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Lost(lost);
        }
    }

    /// <inheritdoc />
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            // It was closed already, or can't be reached: nothing is left to close.
        }
    }

    /// <inheritdoc />
    public void Dispose() => socket.Dispose();

    // The last two: it was disposed, or is not open any more.
    private static bool IsLoss(Exception failure) => failure is WebSocketException or IOException or SocketException
        or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    private static NotificationSocketException Lost(Exception failure) => new(
        failure is WebSocketException { WebSocketErrorCode: WebSocketError.Faulted or WebSocketError.InvalidMessageType
            or WebSocketError.HeaderError }
            ? "the other end sent what is no message"
            : "the connection was lost");
}
