using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Identity;

namespace GenesysCloud.Simulator.Notifications;

/// <summary>A notification channel: its topics, and the executions whose end it will report. Guarded by the lock of its hub.</summary>
internal sealed class NotificationChannel(string id, uint number, IssuedToken token)
{
    private readonly PriorityQueue<LaunchRecord, DateTimeOffset> _ending = new();
    private readonly HashSet<Guid> _queued = [];

    /// <summary>Contains a secret, as the ID of a real channel is one.</summary>
    public string Id { get; } = id;

    public uint Number { get; } = number;

    public IssuedToken Token { get; } = token;

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>The topics that events are sent of.</summary>
    public HashSet<string> Topics { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The present connection; null if there is none.</summary>
    public ChannelConnection? Connection { get; set; }

    public void Add(LaunchRecord launch, DateTimeOffset eventAt)
    {
        if (_queued.Add(launch.Key))
            _ending.Enqueue(launch, eventAt);
    }

    /// <summary>The next execution whose event is due; null if there is none.</summary>
    public LaunchRecord? TakeDue(DateTimeOffset now)
    {
        if (!_ending.TryPeek(out LaunchRecord? launch, out DateTimeOffset at) || at > now)
            return null;
        _ending.Dequeue();
        _queued.Remove(launch.Key);
        return launch;
    }

    /// <summary>When the next event is due; null if none is.</summary>
    public DateTimeOffset? NextDue => _ending.TryPeek(out _, out DateTimeOffset at) ? at : null;
}
