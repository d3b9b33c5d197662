using System.Threading.Channels;
using GenesysCloud.Http;
using Polly;

namespace GenesysCloud.Notifications;

/// <summary>
/// Receives the events of up to 1,000 topics over one channel until it is stopped: keeps the channel alive, and connects again when the
/// connection is lost.
/// </summary>
/// <remarks>
/// The platform does not keep events for a channel that is not connected. So whoever listens learns from when to when there was no
/// connection. A limited number of signals is kept until they are read; after that, the connection is no longer read from.
/// </remarks>
internal sealed partial class NotificationListener : IAsyncDisposable
{
    private const int Capacity = 1000;

    // A heartbeat is sent about every 30 s. When three are missing, a ping asks for a response.
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(95);
    private static readonly TimeSpan s_pingTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_stable = TimeSpan.FromMinutes(1);

    private readonly INotificationConnector _connector;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _firstConnection;
    private readonly ResiliencePipeline _nextConnection;
    private readonly Channel<NotificationSignal> _signals = System.Threading.Channels.Channel.CreateBounded<NotificationSignal>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly ChannelLease _lease;
    private Connection? _connection;
    private Task _running = Task.CompletedTask;
    private DateTimeOffset _lastHeard;
    private int _shortLived;
    private long? _revokedAt;

    /// <param name="api">Creates and renews channels.</param>
    /// <param name="connector">Connects to them.</param>
    /// <param name="topics">The topics, <see cref="NotificationsApi.MaxTopics"/> at the most.</param>
    /// <param name="time">The clock; dates are taken from it, too.</param>
    /// <param name="randomizer">0 to 1, for the jitter of delays.</param>
    /// <param name="observer">Is notified when a connection is retried.</param>
    public NotificationListener(
        NotificationsApi api, INotificationConnector connector, IReadOnlyList<string> topics, TimeProvider time,
        Func<double> randomizer, IClientObserver? observer)
    {
        (_connector, _time) = (connector, time);
        _lease = new ChannelLease(api, topics, time);
        _firstConnection = NotificationRetry.Create(time, randomizer, NotificationRetry.FirstRetries, observer);
        _nextConnection = NotificationRetry.Create(time, randomizer, int.MaxValue, observer);
    }

    /// <summary>
    /// What happens, in order. It ends when the listener is stopped, or with the exception that ended it: a
    /// <see cref="GenesysCloudException"/>, or a <see cref="NotificationsEndedException"/>.
    /// </summary>
    public ChannelReader<NotificationSignal> Signals => _signals.Reader;

    /// <summary>Begins to listen. To be called once.</summary>
    public void Start() => _running = RunAsync(_stopping.Token);

    /// <summary>Ends it, and removes the subscriptions, for which there is some time.</summary>
    /// <param name="cancellationToken">Ends the wait for the service; nothing fails then.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        await _lease.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        Exception? failure = null;
        try
        {
            await ConnectAsync(_firstConnection, stop).ConfigureAwait(false);
            await WriteAsync(new NotificationSignal.Connected(_lastHeard), stop).ConfigureAwait(false);
            while (true)
                await ReplaceAsync(await ListenAsync(_connection!, stop).ConfigureAwait(false), stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // That is how it ends.
        }
        catch (Exception end)
        {
            failure = Unwrap(end);
        }
        finally
        {
            if (_connection is { } last)
                await last.EndAsync().ConfigureAwait(false);
            _signals.Writer.TryComplete(failure);
        }
    }

    /// <summary>Receives until the connection has to be replaced.</summary>
    private async Task<ConnectionEnd> ListenAsync(Connection connection, CancellationToken stop)
    {
        bool isPinged = false;
        long quietSince = _time.GetTimestamp();
        while (true)
        {
            TimeSpan patience = (isPinged ? s_pingTimeout : s_silence) - _time.GetElapsedTime(quietSince);
            TimeSpan renewal = _lease.TimeToRenewal;
            try
            {
                if (await connection.ReceiveAsync(patience < renewal ? patience : renewal, _time, stop).ConfigureAwait(false)
                    is not { } message)
                {
                    return new ConnectionEnd("Genesys Cloud closed the connection");
                }

                _lastHeard = _time.GetUtcNow();
                if (await HandleAsync(connection, NotificationFrame.TryRead(message.Span), stop).ConfigureAwait(false) is { } end)
                    return end;
                (isPinged, quietSince) = (false, _time.GetTimestamp());
            }
            catch (MessageTooLargeException)
            {
                await WriteAsync(new NotificationSignal.Unreadable(), stop).ConfigureAwait(false);
                quietSince = _time.GetTimestamp();
            }
            catch (NotificationSocketException lost)
            {
                return new ConnectionEnd(lost.Message);
            }
            catch (TimeoutException) when (_lease.TimeToRenewal <= TimeSpan.Zero)
            {
                if (await TryRenewAsync(stop).ConfigureAwait(false) is { } end)
                    return end;
            }
            catch (TimeoutException) when (isPinged)
            {
                return new ConnectionEnd("no heartbeats were received");
            }
            catch (TimeoutException)
            {
                (isPinged, quietSince) = (true, _time.GetTimestamp());
                if (await TryPingAsync(connection, stop).ConfigureAwait(false) is { } end)
                    return end;
            }
        }
    }

    private async Task<ConnectionEnd?> HandleAsync(Connection connection, NotificationFrame? frame, CancellationToken stop)
    {
        switch (frame?.Kind)
        {
            case null:
                await WriteAsync(new NotificationSignal.Unreadable(), stop).ConfigureAwait(false);
                break;
            case NotificationKind.Event:
                await WriteAsync(new NotificationSignal.Received(frame), stop).ConfigureAwait(false);
                break;
            case NotificationKind.Closing when !connection.IsClosing:
                return ConnectionEnd.Announced;
            case NotificationKind.NoLongerSubscribed when frame.Concerns(_lease.Channel!):
                throw new NotificationsEndedException(frame.Reason, isRevoked: false);
            case NotificationKind.TokenRevoked when frame.Concerns(_lease.Channel!):
                // Where the session can sign in again, it does, as after any 401. Where it can't, the next request says so.
                if (_revokedAt is { } before && _time.GetElapsedTime(before) < s_stable)
                    throw new NotificationsEndedException(frame.Reason, isRevoked: true);
                _revokedAt = _time.GetTimestamp();
                _lease.Abandon();
                return new ConnectionEnd("the token of the session was revoked");
        }

        return null;
    }

    private async Task<ConnectionEnd?> TryRenewAsync(CancellationToken stop)
    {
        try
        {
            await ReportAsync(await _lease.RenewAsync(stop).ConfigureAwait(false), stop).ConfigureAwait(false);
            return _lease.IsNew ? new ConnectionEnd("the channel no longer exists") : null;
        }
        catch (GenesysCloudException failure) when (NotificationRetry.IsTransient(failure))
        {
            _lease.RenewLater();
            return null;
        }
    }

    private static async Task<ConnectionEnd?> TryPingAsync(Connection connection, CancellationToken stop)
    {
        try
        {
            await connection.SendAsync(NotificationFrame.Ping, stop).ConfigureAwait(false);
            return null;
        }
        catch (NotificationSocketException lost)
        {
            return new ConnectionEnd(lost.Message);
        }
    }

    private async Task ReportAsync(IReadOnlyList<ChannelTopic> rejected, CancellationToken stop)
    {
        foreach (ChannelTopic topic in rejected)
            await WriteAsync(new NotificationSignal.Rejected(topic), stop).ConfigureAwait(false);
    }

    private ValueTask WriteAsync(NotificationSignal signal, CancellationToken stop) => _signals.Writer.WriteAsync(signal, stop);

    /// <summary>Why a connection has to be replaced.</summary>
    /// <param name="Reason">As the continuation of a sentence.</param>
    private sealed record ConnectionEnd(string Reason)
    {
        public static ConnectionEnd Announced { get; } = new("Genesys Cloud announced to close the connection") { IsAnnounced = true };

        /// <summary>Whether it still works for a while.</summary>
        public bool IsAnnounced { get; private init; }
    }
}
