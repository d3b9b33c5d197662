namespace GenesysCloud.Simulator.Notifications;

/// <summary>What can happen to the connected notification channels; see <see cref="CloudSimulator.Inject"/>.</summary>
public enum NotificationFault
{
    /// <summary>Announces that the connections will be closed, and closes them a minute later.</summary>
    Closing,

    /// <summary>Closes the connections with a close frame.</summary>
    Close,

    /// <summary>Drops the connections without a close frame.</summary>
    Drop,

    /// <summary>Drops the connections in the middle of a frame.</summary>
    DropInFrame,

    /// <summary>Sends nothing any more, and does not respond to pings; the connections stay open.</summary>
    Silence,

    /// <summary>Removes all channels; the connections are closed, and requests for the channels get a 404.</summary>
    Forget,

    /// <summary>Reports that another channel has subscribed in place of each, and removes the channels.</summary>
    Replace,
}
