namespace GenesysCloud.Simulator.Configuration;

/// <content>How notification channels behave.</content>
public sealed partial class SimulatorSettings
{
    private volatile string _topicPermission = "architect:flowInstance:view";
    private int _maxChannels = 20;

    /// <summary>The time between two heartbeats of a connection.</summary>
    public TimeSpan NotificationHeartbeat { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The delay from the end of an execution until its event.</summary>
    public TimeSpan NotificationLag { get; set; }

    /// <summary>How long a channel lives after it was created, or its subscriptions were set.</summary>
    public TimeSpan ChannelLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How many channels an OAuth client may have; one more removes the oldest without a connection.</summary>
    public int MaxChannels { get => Volatile.Read(ref _maxChannels); set => Volatile.Write(ref _maxChannels, value); }

    /// <summary>The permission without which the topic of a flow is rejected. The real one is not documented.</summary>
    public string TopicPermission { get => _topicPermission; set => _topicPermission = value; }

    private void CopyNotificationsFrom(SimulatorSettings other)
    {
        NotificationHeartbeat = other.NotificationHeartbeat;
        NotificationLag = other.NotificationLag;
        ChannelLifetime = other.ChannelLifetime;
        MaxChannels = other.MaxChannels;
        TopicPermission = other.TopicPermission;
    }
}
