using System.Buffers;
using System.Text.Json;

namespace GenesysCloud.Simulator.Notifications;

/// <summary>Writes the messages of the platform itself. Their forms are those of the published models.</summary>
internal static class NotificationMessages
{
    public static byte[] Heartbeat { get; } = Metadata("WebSocket Heartbeat");

    /// <summary>The response to a ping; its text is assumed.</summary>
    public static byte[] Pong { get; } = Metadata("pong");

    public static byte[] Closing(NotificationChannel channel) => Write("v2.system.socket_closing", json => Common(json, channel));

    public static byte[] TokenRevoked(NotificationChannel channel) => Write(
        "v2.system.token_revoked." + channel.Token.Client.Id,
        json => System(json, channel, "token_revoked", "user_tokens_revoked"));

    public static byte[] NoLongerSubscribed(NotificationChannel channel) => Write(
        "v2.system.no_longer_subscribed." + channel.Id,
        json => System(json, channel, "no_longer_subscribed", "another_channel_subscribed"));

    /// <summary>A message with an event.</summary>
    public static byte[] Write(string topic, Action<Utf8JsonWriter> body, Guid? correlationId = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("topicName"u8, topic);
        json.WriteString("version"u8, "2"u8);
        json.WriteStartObject("eventBody"u8);
        body(json);
        json.WriteEndObject();
        json.WriteStartObject("metadata"u8);
        if (correlationId is { } id)
            json.WriteString("CorrelationId"u8, id);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Metadata(string message) => Write("channel.metadata", json => json.WriteString("message"u8, message));

    private static void System(Utf8JsonWriter json, NotificationChannel channel, string type, string reason)
    {
        Common(json, channel);
        json.WriteString("systemTopicType"u8, type);
        json.WriteString("reason"u8, reason);
    }

    private static void Common(Utf8JsonWriter json, NotificationChannel channel)
    {
        json.WriteString("channelId"u8, channel.Id);
        json.WriteString("oauthClientId"u8, channel.Token.Client.Id);
    }
}
