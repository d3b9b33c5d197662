using GenesysCloud.Http;

namespace GenesysCloud.Notifications;

/// <summary>Opens the WebSocket of a channel.</summary>
internal interface INotificationConnector
{
    /// <summary>Connects to the address of a channel. A second connection to the same channel ends the first.</summary>
    /// <exception cref="NotificationSocketException">No connection could be made.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    Task<INotificationSocket> ConnectAsync(Channel channel, CancellationToken cancellationToken);
}

/// <summary>An open WebSocket. One call of each method at a time.</summary>
internal interface INotificationSocket : IDisposable
{
    /// <summary>The next message, whole; null when the other end has closed the connection. Valid until the next call.</summary>
    /// <remarks>Can't be canceled, because that would end the connection, too. Disposing the socket does.</remarks>
    /// <exception cref="NotificationSocketException">The connection was lost.</exception>
    /// <exception cref="MessageTooLargeException">The message was longer than messages are, and was passed over.</exception>
    Task<ReadOnlyMemory<byte>?> ReceiveAsync();

    /// <summary>Sends a text message.</summary>
    /// <exception cref="NotificationSocketException">The connection was lost.</exception>
    Task SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken);

    /// <summary>Reports to the other end that the connection is no longer needed. Does not wait for it, and does not fail.</summary>
    Task CloseAsync(CancellationToken cancellationToken);
}

/// <summary>The connection of a channel could not be made, or was lost. Its text is the client's own, without an address.</summary>
/// <param name="message">What happened, as the continuation of a sentence.</param>
internal sealed class NotificationSocketException(string message) : Exception(message)
{
    /// <summary>The HTTP status with which the connection was refused; null if it was not.</summary>
    public int? Status { get; init; }

    /// <summary>Why no connection could be made, where that is known.</summary>
    public ConnectionException? Fault { get; init; }

    /// <summary>Whether the address is no longer good, so that another channel is needed.</summary>
    public bool IsChannelGone => Status is 401 or 403 or 404 or 410;
}

/// <summary>A message was longer than messages of the platform are. It was passed over; the connection is intact.</summary>
internal sealed class MessageTooLargeException(int limit) : Exception($"a message of more than {limit} bytes was ignored");
