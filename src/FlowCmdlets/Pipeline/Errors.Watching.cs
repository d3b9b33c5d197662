using System.Management.Automation;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Notifications;
using GenesysCloud.Wording;

namespace FlowCmdlets.Pipeline;

/// <summary>The errors of watching flows.</summary>
internal static partial class Errors
{
    /// <summary>A channel has no room for so many flows.</summary>
    public static ErrorRecord TooManyFlows(long count) => Record(
        nameof(TooManyFlows), ErrorCategory.LimitsExceeded, count,
        new ArgumentException(
            $"{Quantity.Format(count, "flow")} {Quantity.Word(count, "was", "were")} specified, and a notification channel of Genesys " +
            $"Cloud has room for {NotificationsApi.MaxTopics}."),
        "Specify fewer flows, for example with Get-GenesysFlow -Type workflow. To watch more, run several commands at the same time.");

    /// <summary>The events of one flow are not sent; others may be.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="reason">The service's reason.</param>
    /// <param name="missing">The permissions that the service names.</param>
    public static ErrorRecord FlowNotWatched(Flow flow, string? reason, IReadOnlyList<string> missing)
    {
        string permissions = missing.Count == 0 ? Permission.ViewInstance : string.Join(", ", missing);
        return Record(
            nameof(FlowNotWatched), ErrorCategory.PermissionDenied, flow,
            new UnauthorizedAccessException(
                $"The flow '{flow.Name}' can't be watched: Genesys Cloud rejected the subscription" +
                $"{(reason is null ? "" : $" ({reason.TrimEnd('.')})")}. Missing permission: {permissions}."),
            $"Grant {permissions} in the division of the flow. {Permission.HowToGrant}");
    }

    /// <summary>The time of a watch was over before there was a connection.</summary>
    public static ErrorRecord NotWatched(TimeSpan timeout) => Record(
        "NotificationsUnreachable", ErrorCategory.OperationTimeout, null,
        new TimeoutException($"Nothing was watched: no connection for events could be made within the -Timeout of {timeout:c}."),
        "Run the command again with a longer -Timeout; -Verbose shows why each attempt fails.");

    /// <summary>The terminating error of a watch; null for a failure that this module does not know.</summary>
    public static ErrorRecord? WatchFailed(Exception failure) => failure switch
    {
        NotificationsEndedException { IsRevoked: true } => Record(
            "WatchEnded", ErrorCategory.AuthenticationError, null,
            new InvalidOperationException($"Watching ended: {failure.Message}.", failure),
            "Someone revokes the tokens of this OAuth client. Find out who and why, then run Connect-GenesysCloud and the command again."),
        NotificationsEndedException => Record(
            "WatchEnded", ErrorCategory.ResourceUnavailable, null,
            new InvalidOperationException($"Watching ended: {failure.Message}.", failure),
            $"Genesys Cloud allows {NotificationsApi.MaxChannels} channels for each user or OAuth client. End other programs that " +
            "receive notifications with this OAuth client, or use another one, then run the command again."),
        GenesysCloudException { Resource: NotificationSocket.Resource, ConnectionFault: null } call => Service(
            call, "NotificationsUnreachable", ErrorCategory.ConnectionError, null,
            "Events come over a WebSocket of another host than the API, 'streaming.' and the domain of the region. Let the proxy and the " +
            "firewall pass WebSocket connections to it. A private gateway is not used for it."),
        _ => TryDescribe(failure, null),
    };
}
