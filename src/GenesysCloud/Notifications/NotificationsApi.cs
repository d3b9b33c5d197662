using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Json;

namespace GenesysCloud.Notifications;

/// <summary>Notification channels and their subscriptions. They need no permission of their own; topics do.</summary>
/// <remarks>Safe for any number of threads. The id of a channel is a secret: no error and no event of the client contains one.</remarks>
internal sealed class NotificationsApi(ApiConnection connection)
{
    /// <summary>As many topics as a channel may have; more are a 400.</summary>
    public const int MaxTopics = 1000;

    /// <summary>As many channels as a user or an OAuth client may have; one more replaces the oldest that is not connected.</summary>
    public const int MaxChannels = 20;

    private const string Channels = "api/v2/notifications/channels";

    /// <summary><c>GET /api/v2/notifications/channels</c>: how many channels the user or the OAuth client has.</summary>
    /// <exception cref="GenesysCloudException">The service refused or could not be reached.</exception>
    public async Task<int> CountChannelsAsync(CancellationToken cancellationToken) =>
        (await connection.SendAsync(
            new ApiRequest(HttpMethod.Get, "/" + Channels, Channels) { Query = "includechannels=oauthclient" },
            NotificationsJson.Default.EntityListingChannel,
            cancellationToken).ConfigureAwait(false)).Entities.Count;

    /// <summary><c>POST /api/v2/notifications/channels</c>. Retried after failures: an unused channel does no harm.</summary>
    /// <exception cref="GenesysCloudException">The service refused or could not be reached.</exception>
    public Task<Channel> CreateChannelAsync(CancellationToken cancellationToken) => connection.SendAsync(
        new ApiRequest(HttpMethod.Post, "/" + Channels, Channels), NotificationsJson.Default.Channel, cancellationToken);

    /// <summary>
    /// <c>PUT /api/v2/notifications/channels/{channelId}/subscriptions</c>: replaces the topics of a channel, and renews it for another 24
    /// hours.
    /// </summary>
    /// <returns>The topics with their states: one that the token may not see is rejected, and the others are permitted.</returns>
    /// <exception cref="GenesysCloudException">The service refused, could not be reached, or has no such channel.</exception>
    public async Task<IReadOnlyList<ChannelTopic>> SetSubscriptionsAsync(
        Channel channel, IReadOnlyList<string> topics, CancellationToken cancellationToken)
    {
        ApiRequest request = Subscriptions(HttpMethod.Put, channel) with
        {
            // Otherwise one topic that is not permitted fails the request for all.
            Query = "ignoreErrors=true",
            Body = PooledJsonWriter.Of(topics, static (json, ids) =>
            {
                json.WriteStartArray();
                foreach (string id in ids)
                {
                    json.WriteStartObject();
                    json.WriteString("id", id);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }),
        };
        ApiResponse response = await connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccess)
            throw response.ToException();
        return response.Read(NotificationsJson.Default.EntityListingChannelTopic).Entities;
    }

    /// <summary><c>DELETE /api/v2/notifications/channels/{channelId}/subscriptions</c>: removes all topics of a channel.</summary>
    /// <exception cref="GenesysCloudException">The service refused, could not be reached, or has no such channel.</exception>
    public async Task RemoveSubscriptionsAsync(Channel channel, CancellationToken cancellationToken)
    {
        ApiResponse response = await connection.SendAsync(
            Subscriptions(HttpMethod.Delete, channel), cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccess)
            throw response.ToException();
    }

    private static ApiRequest Subscriptions(HttpMethod method, Channel channel)
    {
        const string Template = "/" + Channels + "/{channelId}/subscriptions";
        return new ApiRequest(method, Template, $"{Channels}/{Uri.EscapeDataString(channel.Id!)}/subscriptions")
        {
            ShownPath = Template[1..],

            // Messages of the service, and pages of what responds in its place, may name the channel.
            Secrets = [channel.Id!],
        };
    }
}
