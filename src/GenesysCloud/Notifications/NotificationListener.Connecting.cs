using GenesysCloud.Http;
using Polly;

namespace GenesysCloud.Notifications;

/// <content>How connections are made and replaced.</content>
internal sealed partial class NotificationListener
{
    // How long what is still on its way over a connection is waited for after another one has replaced it.
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(5);

    /// <summary>A connection could not be made: in the form in which all failures of calls are described.</summary>
    private static Exception Unwrap(Exception failure) => failure is NotificationSocketException socket
        ? new GenesysCloudException(
            $"{NotificationSocket.Resource}: {socket.Message}.", SendOutcome.NotSent, socket.Fault)
        {
            Resource = NotificationSocket.Resource,
        }
        : failure;

    /// <summary>Makes a connection in place of one that has ended, or is about to end.</summary>
    private async Task ReplaceAsync(ConnectionEnd end, CancellationToken stop)
    {
        Connection old = _connection!;
        if (end.IsAnnounced)
        {
            await MoveAsync(old, stop).ConfigureAwait(false);
            return;
        }

        DateTimeOffset from = _lastHeard;
        await old.EndAsync().ConfigureAwait(false);
        await WriteAsync(new NotificationSignal.Lost(from, end.Reason), stop).ConfigureAwait(false);
        if (_time.GetElapsedTime(old.OpenedAt) >= s_stable)
            _shortLived = 0;
        if (_shortLived++ > 0)
            await Task.Delay(NotificationRetry.DelayAfter(_shortLived), _time, stop).ConfigureAwait(false);
        await ConnectAsync(_nextConnection, stop).ConfigureAwait(false);
        await WriteAsync(new NotificationSignal.Restored(from, _lastHeard), stop).ConfigureAwait(false);
    }

    /// <summary>
    /// The platform is about to close the connection: with another one before that, no event is lost. If there is none, the old one is used
    /// until it ends.
    /// </summary>
    private async Task MoveAsync(Connection old, CancellationToken stop)
    {
        try
        {
            INotificationSocket socket = await _connector.ConnectAsync(_lease.Channel!, stop).ConfigureAwait(false);
            _connection = new Connection(socket, _time.GetTimestamp());
        }
        catch (NotificationSocketException)
        {
            old.IsClosing = true;
            return;
        }

        long moved = _time.GetTimestamp();
        try
        {
            while (s_drain - _time.GetElapsedTime(moved) is { Ticks: > 0 } left
                && await old.ReceiveAsync(left, _time, stop).ConfigureAwait(false) is { } message)
            {
                if (NotificationFrame.TryRead(message.Span) is { Kind: NotificationKind.Event } frame)
                    await WriteAsync(new NotificationSignal.Received(frame), stop).ConfigureAwait(false);
            }
        }
        catch (Exception end) when (end is TimeoutException or NotificationSocketException or MessageTooLargeException)
        {
            // There is nothing more to come over the old connection.
        }
        finally
        {
            await old.EndAsync().ConfigureAwait(false);
        }
    }

    private async Task ConnectAsync(ResiliencePipeline pipeline, CancellationToken stop) =>
        await pipeline.ExecuteAsync(
            async token =>
            {
                // Before the connection: what is subscribed then sends nothing yet, but a channel that is gone is noticed.
                await ReportAsync(await _lease.RenewAsync(token).ConfigureAwait(false), token).ConfigureAwait(false);
                try
                {
                    INotificationSocket socket = await _connector.ConnectAsync(_lease.Channel!, token).ConfigureAwait(false);
                    _connection = new Connection(socket, _time.GetTimestamp());
                    _lastHeard = _time.GetUtcNow();
                }
                catch (NotificationSocketException failure) when (failure.IsChannelGone)
                {
                    _lease.Abandon();
                    throw;
                }
            },
            stop).ConfigureAwait(false);
}
