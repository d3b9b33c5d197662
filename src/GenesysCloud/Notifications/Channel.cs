using System.Text.Json.Serialization;
using GenesysCloud.Http;

namespace GenesysCloud.Notifications;

/// <summary>A notification channel: a list of topics, and an address that their events are received from. Source: Channel.</summary>
/// <remarks>
/// Both its id and its address are secrets: whoever has one can receive the events without a token. Neither may get into a message, an
/// event of the client, or an object.
/// </remarks>
internal sealed class Channel : IApiModel
{
    /// <summary>The address that a WebSocket is opened at. It contains the id.</summary>
    public string? ConnectUri { get; init; }

    /// <summary>The channel's id.</summary>
    public string? Id { get; init; }

    /// <summary>When it expires unless its subscriptions are set again; null where the service does not say.</summary>
    [JsonPropertyName("expires")]
    public DateTimeOffset? ExpiresAt { get; init; }

    bool IApiModel.IsExpected(bool isFromService) => Id is { Length: > 0 } && ConnectUri is { Length: > 0 };
}

/// <summary>A topic of a channel, and whether its events will be sent. Source: ChannelTopic.</summary>
internal sealed class ChannelTopic
{
    /// <summary>The topic, such as <c>v2.flows.instances.flow.{flowId}</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary><c>Permitted</c> or <c>Rejected</c>.</summary>
    public string? State { get; init; }

    /// <summary>Why it was rejected; null where the service does not say.</summary>
    public string? RejectionReason { get; init; }

    /// <summary>The permissions without which it was rejected; empty where the service does not say.</summary>
    public IReadOnlyList<string> MissingPermissions
    {
        get;
        init => field = value?.Where(permission => permission is not null).ToArray() ?? [];
    } = [];

    /// <summary>Whether no events will be sent.</summary>
    [JsonIgnore]
    public bool IsRejected => string.Equals(State, "Rejected", StringComparison.OrdinalIgnoreCase);
}
