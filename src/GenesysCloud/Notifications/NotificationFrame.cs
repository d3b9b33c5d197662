using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Notifications;

/// <summary>What a frame of a channel is about.</summary>
internal enum NotificationKind
{
    /// <summary>An event of a topic.</summary>
    Event,

    /// <summary>A sign of life: a heartbeat, or the response to a ping.</summary>
    Heartbeat,

    /// <summary>The connection will be closed soon.</summary>
    Closing,

    /// <summary>The token that the channel was created with was revoked.</summary>
    TokenRevoked,

    /// <summary>The channel gets no more events.</summary>
    NoLongerSubscribed,

    /// <summary>Another message of the platform, which needs nothing to be done.</summary>
    Other,
}

/// <summary>One message of a channel. Source: NotificationData.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Body">The event; undefined where there is none.</param>
internal sealed record NotificationFrame(string Topic, JsonElement Body)
{
    private const string System = "v2.system.";

    /// <summary>What a client sends to get a sign of life.</summary>
    public static ReadOnlyMemory<byte> Ping { get; } = """{"message":"ping"}"""u8.ToArray();

    public NotificationKind Kind => Topic switch
    {
        "channel.metadata" => NotificationKind.Heartbeat,
        _ when IsSystem("socket_closing") => NotificationKind.Closing,
        _ when IsSystem("token_revoked") => NotificationKind.TokenRevoked,
        _ when IsSystem("no_longer_subscribed") => NotificationKind.NoLongerSubscribed,
        _ when Topic.StartsWith(System, StringComparison.Ordinal) || Topic == "v2.subscription.updated" => NotificationKind.Other,
        _ => NotificationKind.Event,
    };

    /// <summary>The reason that a system message gives, such as <c>another_channel_subscribed</c>; null where it gives none.</summary>
    public string? Reason => LenientJson.Text(Body, "reason");

    /// <summary>Whether a system message is about a channel: it names it, or none.</summary>
    public bool Concerns(Channel channel) => LenientJson.Text(Body, "channelId") is not { } id || id == channel.Id;

    /// <summary>Reads a frame; null if it is not one.</summary>
    /// <param name="utf8">The message, whatever it is.</param>
    public static NotificationFrame? TryRead(ReadOnlySpan<byte> utf8)
    {
        using JsonDocument? document = LenientJson.TryParse(utf8);
        return document is not null && LenientJson.Text(document.RootElement, "topicName") is { Length: > 0 } topic
            ? new NotificationFrame(topic, LenientJson.Property(document.RootElement, "eventBody")?.Clone() ?? default)
            : null;
    }

    // With an id behind the name, or without one.
    private bool IsSystem(string name) =>
        Topic.StartsWith(System, StringComparison.Ordinal)
        && Topic.AsSpan(System.Length).StartsWith(name, StringComparison.Ordinal)
        && (Topic.Length == System.Length + name.Length || Topic[System.Length + name.Length] == '.');
}
