using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Notifications;

/// <summary>All notification channels. Thread-safe. Nothing runs in the background but the connections.</summary>
/// <param name="time">The clock.</param>
/// <param name="settings">The settings.</param>
/// <param name="seed">The seed of IDs.</param>
/// <param name="write">The event of an execution that ended; null if it has none, since it is not recorded.</param>
internal sealed class NotificationHub(TimeProvider time, SimulatorSettings settings, ulong seed, Func<LaunchRecord, byte[]?> write)
{
    public const string FlowTopic = "v2.flows.instances.flow.";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, NotificationChannel> _channels = new(StringComparer.Ordinal);
    private readonly SeededGuidGenerator _ids = new(SeededGuidGenerator.Mix(seed ^ 0x6368616E6E656C));
    private uint _created;

    public TimeProvider Time => time;

    public SimulatorSettings Settings => settings;

    /// <summary>How many channels are connected.</summary>
    public int Connected
    {
        get
        {
            lock (_lock)
                return _channels.Values.Count(channel => channel.Connection is not null);
        }
    }

    /// <summary>Creates a channel. If there are as many as the client may have, the oldest without a connection is removed.</summary>
    public NotificationChannel Create(IssuedToken token)
    {
        lock (_lock)
        {
            NotificationChannel[] own = [.. ListLocked(token.Client).OrderBy(channel => channel.Number)];
            if (own.Length >= settings.MaxChannels)
                RemoveLocked(own.FirstOrDefault(channel => channel.Connection is null) ?? own[0]);
            uint number = ++_created;
            // In the form of simulated secrets, so that tests find it where it must not be.
            var channel = new NotificationChannel($"streaming-0-not-a-secret-{_ids.Create(number):n}", number, token)
            {
                ExpiresAt = time.GetUtcNow() + settings.ChannelLifetime,
            };
            _channels.Add(channel.Id, channel);
            return channel;
        }
    }

    public IReadOnlyList<NotificationChannel> List(SimulatedClient client)
    {
        lock (_lock)
            return [.. ListLocked(client)];
    }

    /// <summary>The channel; null if there is none, or it has expired.</summary>
    public NotificationChannel? Find(string id)
    {
        lock (_lock)
        {
            if (!_channels.TryGetValue(id, out NotificationChannel? channel))
                return null;
            if (channel.ExpiresAt > time.GetUtcNow())
                return channel;
            RemoveLocked(channel);
            return null;
        }
    }

    /// <summary>Sets the topics that events are sent of, and renews the channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="topics">The topics.</param>
    /// <param name="launches">All launches so far; those that still run will be reported.</param>
    public void Subscribe(NotificationChannel channel, IEnumerable<string> topics, Func<IReadOnlyList<LaunchRecord>> launches)
    {
        lock (_lock)
        {
            channel.Topics.Clear();
            channel.Topics.UnionWith(topics);
            channel.ExpiresAt = time.GetUtcNow() + settings.ChannelLifetime;
            DateTimeOffset now = time.GetUtcNow();
            foreach (LaunchRecord launch in launches())
            {
                if (EventAt(launch) > now && channel.Topics.Contains(FlowTopic + launch.FlowId))
                    channel.Add(launch, EventAt(launch));
            }

            channel.Connection?.Wake();
        }
    }

    /// <summary>An execution was launched; its end will be reported to the channels with its topic.</summary>
    public void Launched(LaunchRecord launch)
    {
        lock (_lock)
        {
            foreach (NotificationChannel channel in _channels.Values)
            {
                if (!channel.Topics.Contains(FlowTopic + launch.FlowId))
                    continue;
                channel.Add(launch, EventAt(launch));
                if (channel.Connection is { } connection)
                    connection.Wake();
                else
                    DiscardDue(channel);
            }
        }
    }

    /// <summary>Connects a channel; its earlier connection is closed. What was due before is lost.</summary>
    public void Connect(NotificationChannel channel, ChannelConnection connection)
    {
        lock (_lock)
        {
            channel.Connection?.Close();
            channel.Connection = connection;
            DiscardDue(channel);
        }
    }

    public void Disconnected(NotificationChannel channel, ChannelConnection connection)
    {
        lock (_lock)
        {
            if (channel.Connection == connection)
                channel.Connection = null;
        }
    }

    /// <summary>The next message that is due; null if there is none.</summary>
    public byte[]? TakeDue(NotificationChannel channel, DateTimeOffset now)
    {
        lock (_lock)
        {
            while (channel.TakeDue(now) is { } launch)
            {
                if (channel.Topics.Contains(FlowTopic + launch.FlowId) && write(launch) is { } message)
                    return message;
            }

            return null;
        }
    }

    public DateTimeOffset? NextDue(NotificationChannel channel)
    {
        lock (_lock)
            return channel.NextDue;
    }

    /// <summary>Lets something happen to all channels.</summary>
    public void Inject(NotificationFault fault)
    {
        lock (_lock)
        {
            foreach (NotificationChannel channel in _channels.Values.ToArray())
                Inject(fault, channel);
        }
    }

    /// <summary>Sends bytes to all connected channels: as a text message, or as they are.</summary>
    public void Send(byte[] bytes, bool isRaw)
    {
        lock (_lock)
        {
            foreach (NotificationChannel channel in _channels.Values)
                channel.Connection?.Send(bytes, isRaw);
        }
    }

    /// <summary>Ends the channels that were created with a token, or with any.</summary>
    public void Revoke(IssuedToken? token)
    {
        lock (_lock)
        {
            foreach (NotificationChannel channel in _channels.Values.Where(channel => token is null || channel.Token == token).ToArray())
            {
                _channels.Remove(channel.Id);
                channel.Connection?.Send(NotificationMessages.TokenRevoked(channel));
            }
        }
    }

    public void Reset()
    {
        lock (_lock)
        {
            foreach (NotificationChannel channel in _channels.Values)
                channel.Connection?.Drop(inFrame: false);
            _channels.Clear();
        }
    }

    private void Inject(NotificationFault fault, NotificationChannel channel)
    {
        switch (fault)
        {
            case NotificationFault.Closing:
                channel.Connection?.AnnounceClosing();
                break;
            case NotificationFault.Close:
                channel.Connection?.Close();
                break;
            case NotificationFault.Drop or NotificationFault.DropInFrame:
                channel.Connection?.Drop(inFrame: fault == NotificationFault.DropInFrame);
                break;
            case NotificationFault.Silence:
                channel.Connection?.Silence();
                break;
            case NotificationFault.Forget:
                RemoveLocked(channel);
                break;
            case NotificationFault.Replace:
                _channels.Remove(channel.Id);
                channel.Connection?.Close(NotificationMessages.NoLongerSubscribed(channel));
                break;
        }
    }

    private void RemoveLocked(NotificationChannel channel)
    {
        _channels.Remove(channel.Id);
        channel.Connection?.Close();
    }

    private IEnumerable<NotificationChannel> ListLocked(SimulatedClient client) => _channels.Values.Where(
        channel => channel.Token.Client == client && channel.ExpiresAt > time.GetUtcNow());

    private void DiscardDue(NotificationChannel channel)
    {
        while (channel.TakeDue(time.GetUtcNow()) is not null)
        {
            // It is lost: the channel was not connected.
        }
    }

    private DateTimeOffset EventAt(LaunchRecord launch) => launch.EndsAt + settings.NotificationLag;
}
