using GenesysCloud.Notifications;

namespace GenesysCloud;

/// <content>Events of the platform, as they happen.</content>
public sealed partial class GenesysCloudClient
{
    /// <summary>Notification channels.</summary>
    internal NotificationsApi Notifications => new(_connection);

    /// <summary>A listener to the events of topics, which is yet to be started.</summary>
    /// <param name="topics">The topics, <see cref="NotificationsApi.MaxTopics"/> at the most.</param>
    internal NotificationListener ListenTo(IReadOnlyList<string> topics) => new(
        Notifications, new NotificationConnector(_http, Region.ApiAddress, Timeout, TimeProvider), topics, ServiceClock, _randomizer,
        Observer);
}
