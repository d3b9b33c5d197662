namespace GenesysCloud.Notifications;

/// <summary>Something that a listener reports. One of the nested types; there are no others.</summary>
internal abstract record NotificationSignal
{
    private NotificationSignal()
    {
    }

    /// <summary>The channel is connected for the first time: events are received from now on.</summary>
    /// <param name="At">When.</param>
    public sealed record Connected(DateTimeOffset At) : NotificationSignal;

    /// <summary>An event of a topic.</summary>
    public sealed record Received(NotificationFrame Frame) : NotificationSignal;

    /// <summary>A message that could not be read, and may have been an event.</summary>
    public sealed record Unreadable : NotificationSignal;

    /// <summary>No events of a topic will be sent. Reported once for each topic.</summary>
    public sealed record Rejected(ChannelTopic Topic) : NotificationSignal;

    /// <summary>The connection was lost. A connection is being made; until then, events are lost.</summary>
    /// <param name="Since">The last sign of life.</param>
    /// <param name="Reason">Why, as the continuation of a sentence.</param>
    public sealed record Lost(DateTimeOffset Since, string Reason) : NotificationSignal;

    /// <summary>The channel is connected again.</summary>
    /// <param name="From">When the last sign of life was received before that.</param>
    /// <param name="To">When events were received again.</param>
    public sealed record Restored(DateTimeOffset From, DateTimeOffset To) : NotificationSignal;
}

/// <summary>A channel gets no more events, and another one would not either.</summary>
/// <param name="reason">The platform's reason, such as <c>another_channel_subscribed</c>; null where it gives none.</param>
/// <param name="isRevoked">Whether the token was revoked, twice in a short time.</param>
internal sealed class NotificationsEndedException(string? reason, bool isRevoked) : Exception(
    (isRevoked ? "the token was revoked again, right after it was renewed" : "Genesys Cloud ended the subscription of the channel")
    + (reason is null ? "" : $" (reason: {reason})"))
{
    /// <summary>Whether the token was revoked.</summary>
    public bool IsRevoked { get; } = isRevoked;
}
