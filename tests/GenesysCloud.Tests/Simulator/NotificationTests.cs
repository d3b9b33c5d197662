using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenesysCloud.Simulator;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

/// <summary>Notification channels: limits, topics, and what comes over their WebSockets.</summary>
public sealed class NotificationTests
{
    private const string Channels = "api/v2/notifications/channels";

    [Fact]
    public async Task A_channel_has_an_address_with_a_secret_and_expires_after_24_hours_unless_it_is_renewed()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse channel = await raw.PostAsync(Channels, new JsonObject());
        Assert.Equal($"ws://{raw.Cloud.BaseAddress.Authority}/channels/{channel.Text("id")}", channel.Text("connectUri"));
        Assert.StartsWith("not-a-secret-", Assert.Single(SimulatedSecrets.FindIn(channel.Text("connectUri"))), StringComparison.Ordinal);
        Assert.Equal(raw.Time.GetUtcNow().AddHours(24), DateTimeOffset.Parse(channel.Text("expires"), null));
        raw.Time.Advance(TimeSpan.FromHours(23.5));
        Assert.Equal(HttpStatusCode.OK, await HeadAsync(raw, channel));
        await SubscribeAsync(raw, channel, "v2.x");
        raw.Time.Advance(TimeSpan.FromHours(23.5));
        await raw.SignInAsync(SimulatedClients.Administrator);
        Assert.Equal(HttpStatusCode.OK, await HeadAsync(raw, channel));
        raw.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.NotFound, await HeadAsync(raw, channel));
    }

    [Fact]
    public async Task A_twenty_first_channel_replaces_the_oldest_that_is_not_connected()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse oldest = await raw.PostAsync(Channels, new JsonObject());
        RawResponse second = await raw.PostAsync(Channels, new JsonObject());
        using ClientWebSocket socket = await ConnectAsync(raw, oldest);
        for (int number = 3; number <= 21; number++)
            await raw.PostAsync(Channels, new JsonObject());
        Assert.Equal(20, (await raw.GetAsync(Channels)).Body.GetProperty("entities").GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, await HeadAsync(raw, oldest));
        Assert.Equal(HttpStatusCode.NotFound, await HeadAsync(raw, second));
    }

    [Fact]
    public async Task POST_adds_topics_PUT_replaces_them_DELETE_removes_them_and_more_than_1000_are_a_400()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse channel = await raw.PostAsync(Channels, new JsonObject());
        await SubscribeAsync(raw, channel, [.. Enumerable.Range(0, 999).Select(number => $"v2.x.{number}")]);
        Assert.Equal(HttpStatusCode.OK, (await SubscribeAsync(raw, channel, HttpMethod.Post, "", "v2.y")).Status);
        Assert.Equal(1000, await TopicsAsync(raw, channel));
        Assert.Equal(HttpStatusCode.BadRequest, (await SubscribeAsync(raw, channel, HttpMethod.Post, "", "v2.z")).Status);
        await SubscribeAsync(raw, channel, "v2.z");
        Assert.Equal(1, await TopicsAsync(raw, channel));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(raw, HttpMethod.Delete, channel)).Status);
        Assert.Equal(0, await TopicsAsync(raw, channel));
    }

    [Fact]
    public async Task A_topic_without_its_permission_is_rejected_or_fails_the_request()
    {
        await using RawClient raw = await RawClient.StartAsync(SimulatedClients.ViewOnly);
        RawResponse channel = await raw.PostAsync(Channels, new JsonObject());
        string topic = FlowTopic(raw);
        RawResponse states = await SubscribeAsync(raw, channel, HttpMethod.Put, "?ignoreErrors=true", topic, "v2.x", "unknown");
        Assert.Equal(
            ["Rejected", "Permitted", "Rejected"],
            states.Body.GetProperty("entities").EnumerateArray().Select(entity => entity.GetProperty("state").GetString()));
        Assert.Equal(
            "architect:flowInstance:view", states.Body.GetProperty("entities")[0].GetProperty("missingPermissions")[0].GetString());
        RawResponse refused = await SubscribeAsync(raw, channel, HttpMethod.Put, "", topic);
        Assert.Equal((HttpStatusCode.Forbidden, "missing.any.permissions"), (refused.Status, refused.Text("code")));
    }

    [Fact]
    public async Task The_end_of_an_execution_is_sent_where_it_is_recorded()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse channel = await raw.PostAsync(Channels, new JsonObject());
        using ClientWebSocket socket = await ConnectAsync(raw, channel);
        await raw.LaunchAsync("Nightly clean-up");
        await SubscribeAsync(raw, channel, FlowTopic(raw));
        raw.Cloud.Settings.ExecutionData = false;
        // What ends before the heartbeat would be sent before it.
        Assert.Equal("WebSocket Heartbeat", MessageOf(await ReceiveAsync(raw, socket)));
        raw.Cloud.Settings.ExecutionData = true;
        await raw.LaunchAsync("Sync directory");
        RawResponse launch = await raw.LaunchAsync("Nightly clean-up");
        JsonElement message;
        do
            message = await ReceiveAsync(raw, socket);
        while (message.GetProperty("topicName").GetString() == "channel.metadata");
        Assert.Equal(FlowTopic(raw), message.GetProperty("topicName").GetString());
        JsonElement body = message.GetProperty("eventBody");
        Assert.Equal(launch.Text("id"), body.GetProperty("executionId").GetString());
        Assert.Equal("FLOW_DISCONNECT", body.GetProperty("flowExitReason").GetString());
        Assert.NotEmpty(SimulatedSecrets.FindIn(body.GetProperty("executionHistoryUri").GetString()!));
    }

    [Fact]
    public async Task Heartbeats_come_every_30_seconds_and_pings_get_a_response()
    {
        await using RawClient raw = await RawClient.StartAsync();
        using ClientWebSocket socket = await ConnectAsync(raw, await raw.PostAsync(Channels, new JsonObject()));
        await socket.SendAsync(
            Encoding.UTF8.GetBytes("""{"message":"ping"}"""), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        Assert.Equal("pong", MessageOf(await ReadAsync(socket)));
        Assert.Equal("WebSocket Heartbeat", MessageOf(await ReceiveAsync(raw, socket)));
    }

    [Fact]
    public async Task A_silent_connection_sends_neither_heartbeats_nor_responses_to_pings()
    {
        await using RawClient raw = await RawClient.StartAsync();
        using ClientWebSocket socket = await ConnectAsync(raw, await raw.PostAsync(Channels, new JsonObject()));
        raw.Cloud.Inject(NotificationFault.Silence);
        raw.Time.Advance(TimeSpan.FromMinutes(5));
        await socket.SendAsync(
            Encoding.UTF8.GetBytes("""{"message":"ping"}"""), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        raw.Cloud.Inject(NotificationFault.Close);
        Assert.Equal(default, await ReadAsync(socket));
    }

    [Fact]
    public async Task A_second_connection_ends_the_first()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse channel = await raw.PostAsync(Channels, new JsonObject());
        using ClientWebSocket first = await ConnectAsync(raw, channel);
        using ClientWebSocket second = await ConnectAsync(raw, channel);
        Assert.Equal(default, await ReadAsync(first));
        Assert.Equal("WebSocket Heartbeat", MessageOf(await ReceiveAsync(raw, second)));
    }

    [Theory]
    [InlineData(NotificationFault.Closing, "v2.system.socket_closing")]
    [InlineData(NotificationFault.Replace, "v2.system.no_longer_subscribed")]
    public async Task The_end_of_a_connection_is_announced(NotificationFault fault, string topic)
    {
        await using RawClient raw = await RawClient.StartAsync();
        using ClientWebSocket socket = await ConnectAsync(raw, await raw.PostAsync(Channels, new JsonObject()));
        raw.Cloud.Inject(fault);
        Assert.StartsWith(topic, (await ReadAsync(socket)).GetProperty("topicName").GetString(), StringComparison.Ordinal);
        JsonElement last;
        do
            last = await ReceiveAsync(raw, socket);
        while (last.ValueKind != JsonValueKind.Undefined);
    }

    [Fact]
    public async Task A_revoked_token_is_reported_and_takes_the_channel_with_it()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse channel = await raw.PostAsync(Channels, new JsonObject());
        using ClientWebSocket socket = await ConnectAsync(raw, channel);
        await raw.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "api/v2/tokens/me"));
        JsonElement message = await ReadAsync(socket);
        Assert.Equal("user_tokens_revoked", message.GetProperty("eventBody").GetProperty("reason").GetString());
        await raw.SignInAsync(SimulatedClients.Administrator);
        Assert.Equal(HttpStatusCode.NotFound, await HeadAsync(raw, channel));
    }

    [Fact]
    public async Task The_control_API_counts_connections_and_injects_faults()
    {
        await using RawClient raw = await RawClient.StartAsync();
        using ClientWebSocket socket = await ConnectAsync(raw, await raw.PostAsync(Channels, new JsonObject()));
        Assert.Equal(1, (await raw.GetAsync("_simulator/notifications")).Body.GetProperty("connected").GetInt32());
        RawResponse refused = await raw.PostAsync("_simulator/notifications", new JsonObject { ["fault"] = "Explode" });
        Assert.Contains("Closing", refused.Text("error"), StringComparison.Ordinal);
        await raw.PostAsync("_simulator/notifications", new JsonObject { ["fault"] = "Forget" });
        Assert.Equal(default, await ReadAsync(socket));
    }

    [Fact]
    public async Task An_unknown_channel_and_a_plain_request_are_refused()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse channel = await raw.PostAsync(Channels, new JsonObject());
        Assert.Equal(HttpStatusCode.NotFound, (await raw.GetAsync("channels/unknown")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await raw.GetAsync($"channels/{channel.Text("id")}")).Status);
    }

    private static string FlowTopic(RawClient raw) => $"v2.flows.instances.flow.{raw.FlowId("Nightly clean-up")}";

    private static string? MessageOf(JsonElement message) => message.GetProperty("eventBody").GetProperty("message").GetString();

    private static async Task<int> TopicsAsync(RawClient raw, RawResponse channel) =>
        (await SendAsync(raw, HttpMethod.Get, channel)).Body.GetProperty("entities").GetArrayLength();

    private static async Task<HttpStatusCode> HeadAsync(RawClient raw, RawResponse channel) =>
        (await raw.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"{Channels}/{channel.Text("id")}"))).Status;

    private static Task<RawResponse> SendAsync(RawClient raw, HttpMethod method, RawResponse channel) =>
        raw.SendAsync(new HttpRequestMessage(method, $"{Channels}/{channel.Text("id")}/subscriptions"));

    private static async Task SubscribeAsync(RawClient raw, RawResponse channel, params string[] topics) =>
        Assert.Equal(HttpStatusCode.OK, (await SubscribeAsync(raw, channel, HttpMethod.Put, "", topics)).Status);

    private static Task<RawResponse> SubscribeAsync(
        RawClient raw, RawResponse channel, HttpMethod method, string query, params string[] topics) =>
        raw.SendAsync(new HttpRequestMessage(method, $"{Channels}/{channel.Text("id")}/subscriptions{query}")
        {
            Content = JsonContent.Create(topics.Select(topic => new { id = topic })),
        });

    private static async Task<ClientWebSocket> ConnectAsync(RawClient raw, RawResponse channel)
    {
        int before = raw.Cloud.Requests.Count(request => request.Status == 101);
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(channel.Text("connectUri")), TestContext.Current.CancellationToken);
        Assert.Equal(before + 1, raw.Cloud.Requests.Count(request => request.Status == 101));
        Assert.True(SpinWait.SpinUntil(() => raw.Cloud.ConnectedChannels > 0, TimeSpan.FromSeconds(30)));
        return socket;
    }

    /// <summary>The next message; the clock is moved until there is one. Undefined when the connection was closed.</summary>
    private static async Task<JsonElement> ReceiveAsync(RawClient raw, ClientWebSocket socket)
    {
        Task<JsonElement> reading = ReadAsync(socket);
        while (!reading.IsCompleted)
        {
            raw.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await reading;
    }

    private static async Task<JsonElement> ReadAsync(ClientWebSocket socket)
    {
        byte[] buffer = new byte[16 * 1024];
        WebSocketReceiveResult received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(30));
        return received.MessageType == WebSocketMessageType.Close ? default : JsonElement.Parse(buffer.AsSpan(0, received.Count));
    }
}
