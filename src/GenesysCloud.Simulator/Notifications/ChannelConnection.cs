using System.Net.WebSockets;
using System.Threading.Channels;

namespace GenesysCloud.Simulator.Notifications;

/// <summary>The WebSocket of a channel: sends what is due, heartbeats in between, and responds to pings.</summary>
/// <param name="hub">Knows what is due.</param>
/// <param name="channel">The channel.</param>
/// <param name="socket">The WebSocket.</param>
/// <param name="stream">The bytes below it, for what is no message.</param>
/// <param name="abort">Drops the connection.</param>
internal sealed class ChannelConnection(
    NotificationHub hub, NotificationChannel channel, WebSocket socket, Stream stream, Action abort)
{
    private static readonly TimeSpan s_closingDelay = TimeSpan.FromMinutes(1);

    // The head of an unmasked text frame of 100 bytes, and a few of them.
    private static readonly byte[] s_partOfFrame = [0x81, 100, (byte)'{', (byte)'"', (byte)'t'];

    private readonly Channel<Func<Task<bool>>> _orders = Channel.CreateUnbounded<Func<Task<bool>>>();
    private DateTimeOffset? _closesAt;
    private volatile bool _isSilent;

    /// <summary>Looks again at what is due.</summary>
    public void Wake() => Order(() => Task.FromResult(true));

    /// <summary>Sends bytes as a text message, or as they are.</summary>
    public void Send(byte[] bytes, bool isRaw = false) => Order(async () =>
    {
        if (isRaw)
            await stream.WriteAsync(bytes).ConfigureAwait(false);
        else
            await SendAsync(bytes).ConfigureAwait(false);
        return true;
    });

    /// <summary>Sends a last message, if there is one, and closes the connection.</summary>
    public void Close(byte[]? last = null) => Order(async () =>
    {
        if (last is not null)
            await SendAsync(last).ConfigureAwait(false);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
        return false;
    });

    /// <summary>Drops the connection.</summary>
    /// <param name="inFrame">Whether a frame is begun before.</param>
    public void Drop(bool inFrame) => Order(async () =>
    {
        if (inFrame)
        {
            await stream.WriteAsync(s_partOfFrame).ConfigureAwait(false);
            await stream.FlushAsync().ConfigureAwait(false);
        }

        abort();
        return false;
    });

    /// <summary>Sends nothing any more; not in turn with what was ordered before, so that the clock can be moved right after it.</summary>
    public void Silence() => _isSilent = true;

    public void AnnounceClosing() => Order(async () =>
    {
        await SendAsync(NotificationMessages.Closing(channel)).ConfigureAwait(false);
        _closesAt = hub.Time.GetUtcNow() + s_closingDelay;
        return true;
    });

    /// <summary>Serves the connection until it ends.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task receiving = ReceiveAsync(ended.Token);
        try
        {
            DateTimeOffset heartbeatAt = hub.Time.GetUtcNow() + hub.Settings.NotificationHeartbeat;
            while (!receiving.IsCompleted && await ObeyAsync().ConfigureAwait(false))
            {
                DateTimeOffset now = hub.Time.GetUtcNow();
                if (!_isSilent)
                    heartbeatAt = await SendDueAsync(now, heartbeatAt).ConfigureAwait(false);
                if (now >= (_closesAt ?? channel.ExpiresAt))
                    Close();
                else
                    await WaitAsync(NextDue(heartbeatAt) - hub.Time.GetUtcNow(), receiving, ended.Token).ConfigureAwait(false);
            }
        }
        catch (Exception end) when (end is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException
            or InvalidOperationException)
        {
            // The client has left, or the simulator stops.
        }
        finally
        {
            hub.Disconnected(channel, this);
            await ended.CancelAsync().ConfigureAwait(false);
            await receiving.ConfigureAwait(false);
        }
    }

    private void Order(Func<Task<bool>> order) => _orders.Writer.TryWrite(order);

    /// <returns>False when the connection has ended.</returns>
    private async Task<bool> ObeyAsync()
    {
        while (_orders.Reader.TryRead(out Func<Task<bool>>? order))
        {
            if (!await order().ConfigureAwait(false))
                return false;
        }

        return true;
    }

    /// <returns>When the next heartbeat is due.</returns>
    private async Task<DateTimeOffset> SendDueAsync(DateTimeOffset now, DateTimeOffset heartbeatAt)
    {
        while (hub.TakeDue(channel, now) is { } message)
            await SendAsync(message).ConfigureAwait(false);
        if (now < heartbeatAt)
            return heartbeatAt;
        await SendAsync(NotificationMessages.Heartbeat).ConfigureAwait(false);
        return now + hub.Settings.NotificationHeartbeat;
    }

    private DateTimeOffset NextDue(DateTimeOffset heartbeatAt)
    {
        DateTimeOffset next = _closesAt ?? channel.ExpiresAt;
        if (_isSilent)
            return next;
        next = heartbeatAt < next ? heartbeatAt : next;
        return hub.NextDue(channel) is { } due && due < next ? due : next;
    }

    private async Task WaitAsync(TimeSpan time, Task receiving, CancellationToken stopping)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task ordered = _orders.Reader.WaitToReadAsync(awake.Token).AsTask();
        var due = Task.Delay(time > TimeSpan.Zero ? time : TimeSpan.Zero, hub.Time, awake.Token);
        await Task.WhenAny(ordered, due, receiving).ConfigureAwait(false);
        await awake.CancelAsync().ConfigureAwait(false);
        stopping.ThrowIfCancellationRequested();
    }

    private async Task ReceiveAsync(CancellationToken ended)
    {
        byte[] buffer = new byte[1024];
        try
        {
            while (true)
            {
                WebSocketReceiveResult part = await socket.ReceiveAsync(buffer, ended).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                    return;
                if (part.EndOfMessage && !_isSilent && buffer.AsSpan(0, part.Count).IndexOf("\"ping\""u8) >= 0)
                    Send(NotificationMessages.Pong);
            }
        }
        catch (Exception end) when (end is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException
            or InvalidOperationException)
        {
            // As above.
        }
    }

    private async Task SendAsync(byte[] message) => await socket.SendAsync(
        message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
}
