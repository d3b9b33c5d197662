using System.Net;
using GenesysCloud.Http;
using GenesysCloud.Notifications;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Notifications;

/// <summary>A channel is kept alive: heartbeats, renewal, and connections that end.</summary>
public sealed class NotificationListenerTests
{
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(95);
    private static readonly TimeSpan s_pingTimeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Events_are_reported_in_order()
    {
        await using var cloud = new FakeChannels();
        FakeSocket socket = await cloud.StartAsync();
        socket.Send(FakeSocket.Event("a"));
        socket.Send(FakeSocket.Heartbeat);
        socket.Send(FakeSocket.Event("b"));
        Assert.Equal(["a", "b"], [await ExecutionAsync(cloud), await ExecutionAsync(cloud)]);
        Assert.Equal(["POST", "PUT 1"], cloud.Requests);
    }

    [Fact]
    public async Task When_heartbeats_are_late_one_is_asked_for_and_a_response_is_enough()
    {
        await using var cloud = new FakeChannels();
        FakeSocket socket = await cloud.StartAsync();
        await cloud.AdvanceToAsync(s_silence);
        await FakeChannels.UntilAsync(() => socket.Pings == 1);
        socket.Send("""{"topicName":"channel.metadata","eventBody":{"message":"pong"}}""");
        await cloud.AdvanceToAsync(2 * s_silence);
        await FakeChannels.UntilAsync(() => socket.Pings == 2);
        Assert.Single(cloud.Sockets);
    }

    [Fact]
    public async Task Without_a_response_the_connection_is_replaced_and_the_gap_begins_with_the_last_sign_of_life()
    {
        await using var cloud = new FakeChannels();
        FakeSocket socket = await cloud.StartAsync();
        cloud.Clock.Advance(TimeSpan.FromSeconds(10));
        socket.Send(FakeSocket.Event("a"));
        await ExecutionAsync(cloud);
        DateTimeOffset heard = cloud.Clock.GetUtcNow();
        await cloud.AdvanceToAsync(TimeSpan.FromSeconds(10) + s_silence);
        await cloud.AdvanceToAsync(TimeSpan.FromSeconds(10) + s_silence + s_pingTimeout);
        Assert.Equal(new NotificationSignal.Lost(heard, "no heartbeats were received"), await cloud.NextAsync());
        Assert.Equal(new NotificationSignal.Restored(heard, cloud.Clock.GetUtcNow()), await cloud.NextAsync());
        Assert.True(socket.IsDisposed);
        cloud.Sockets[1].Send(FakeSocket.Event("b"));
        Assert.Equal("b", await ExecutionAsync(cloud));
        Assert.Equal(["POST", "PUT 1", "PUT 1"], cloud.Requests);
    }

    [Fact]
    public async Task The_channel_is_renewed_an_hour_before_its_24_hours_are_over_and_the_connection_stays()
    {
        await using var cloud = new FakeChannels();
        FakeSocket socket = await cloud.StartAsync();
        socket.Pongs = true;
        await cloud.AdvanceUntilAsync(() => cloud.Requests.Count == 3);
        Assert.Equal(TimeSpan.FromHours(23), cloud.Clock.Now);
        Assert.Equal("PUT 1", cloud.Requests[2]);
        await cloud.AdvanceUntilAsync(() => cloud.Requests.Count == 4);
        Assert.Equal(TimeSpan.FromHours(46), cloud.Clock.Now);
        socket.Send(FakeSocket.Event("a"));
        Assert.Equal("a", await ExecutionAsync(cloud));
        Assert.Single(cloud.Sockets);
    }

    [Fact]
    public async Task A_renewal_that_fails_for_now_is_tried_again_in_time()
    {
        await using var cloud = new FakeChannels { Lifetime = TimeSpan.FromMinutes(20) };
        FakeSocket socket = await cloud.StartAsync();
        socket.Pongs = true;
        // A request is sent six times until it has failed.
        cloud.Respond = _ => cloud.Requests.Count < 9 ? FakeChannels.Error(HttpStatusCode.ServiceUnavailable) : null;
        await cloud.AdvanceUntilAsync(() => cloud.Requests.Count == 9);
        Assert.InRange(cloud.Clock.Now, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(17));
        socket.Send(FakeSocket.Event("a"));
        Assert.Equal("a", await ExecutionAsync(cloud));
        Assert.Single(cloud.Sockets);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Gone)]
    public async Task A_channel_that_is_gone_is_made_anew(HttpStatusCode status)
    {
        await using var cloud = new FakeChannels { Lifetime = TimeSpan.FromMinutes(2) };
        FakeSocket socket = await cloud.StartAsync();
        cloud.Respond = request => request.RequestUri!.AbsolutePath.Contains("secret-1/", StringComparison.Ordinal)
            ? FakeChannels.Error(status, "There is no channel not-a-secret-1.")
            : null;
        await cloud.AdvanceToAsync(TimeSpan.FromMinutes(1));
        Assert.IsType<NotificationSignal.Lost>(await cloud.NextAsync());
        Assert.IsType<NotificationSignal.Restored>(await cloud.NextAsync());
        Assert.Equal("not-a-secret-2", cloud.Sockets[1].Channel.Id);
        Assert.True(socket.IsDisposed);
    }

    [Fact]
    public async Task A_lost_connection_is_made_again_until_it_is_there_with_growing_pauses()
    {
        await using var cloud = new FakeChannels();
        FakeSocket socket = await cloud.StartAsync();
        cloud.Refuse = number => number < 10 ? new NotificationSocketException("a connection could not be established") : null;
        socket.Break();
        Assert.IsType<NotificationSignal.Lost>(await cloud.NextAsync());
        await cloud.AdvanceUntilAsync(() => cloud.Sockets.Count == 2);
        Assert.IsType<NotificationSignal.Restored>(await cloud.NextAsync());
        TimeSpan[] pauses = [.. cloud.Events.Of<RetryScheduled>().Select(retry => retry.Delay)];
        Assert.Equal(8, pauses.Length);
        Assert.Equal(pauses.Order(), pauses);
        Assert.InRange(pauses[0], TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(3));
        Assert.All(pauses, pause => Assert.True(pause <= TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_connection_that_is_lost_again_and_again_is_not_made_again_without_a_pause()
    {
        await using var cloud = new FakeChannels();
        (await cloud.StartAsync()).Break();
        await SkipAsync(cloud, 2);
        for (int number = 1; number <= 3; number++)
        {
            cloud.Sockets[number].Break();
            Assert.IsType<NotificationSignal.Lost>(await cloud.NextAsync());
            await cloud.AdvanceToAsync(cloud.Clock.Now + TimeSpan.FromSeconds(Math.Pow(2, number + 1)));
            Assert.IsType<NotificationSignal.Restored>(await cloud.NextAsync());
        }
    }

    [Fact]
    public async Task An_address_that_is_refused_is_replaced_with_another_channel()
    {
        await using var cloud = new FakeChannels();
        FakeSocket socket = await cloud.StartAsync();
        cloud.Refuse = number => number == 2 ? new NotificationSocketException("the connection was refused") { Status = 404 } : null;
        socket.Close();
        Assert.Equal("Genesys Cloud closed the connection", Assert.IsType<NotificationSignal.Lost>(await cloud.NextAsync()).Reason);
        await cloud.AdvanceUntilAsync(() => cloud.Sockets.Count == 2);
        Assert.IsType<NotificationSignal.Restored>(await cloud.NextAsync());
        Assert.Equal("not-a-secret-2", cloud.Sockets[1].Channel.Id);
    }

    [Fact]
    public async Task While_no_one_reads_only_so_much_is_kept_and_nothing_is_lost()
    {
        await using var cloud = new FakeChannels();
        FakeSocket socket = await cloud.StartAsync();
        for (int number = 0; number < 3000; number++)
            socket.Send(FakeSocket.Event($"{number}"));
        await FakeChannels.UntilAsync(() => socket.Received > 1000);
        Assert.InRange(socket.Received, 1000, 1002);
        for (int number = 0; number < 3000; number++)
            Assert.Equal($"{number}", await ExecutionAsync(cloud));
    }

    [Fact]
    public async Task What_cannot_be_read_is_reported_and_changes_nothing()
    {
        await using var cloud = new FakeChannels();
        FakeSocket socket = await cloud.StartAsync();
        socket.Send("no JSON");
        socket.SendTooMuch();
        socket.Send(FakeSocket.Event("a"));
        Assert.IsType<NotificationSignal.Unreadable>(await cloud.NextAsync());
        Assert.IsType<NotificationSignal.Unreadable>(await cloud.NextAsync());
        Assert.Equal("a", await ExecutionAsync(cloud));
    }

    [Fact]
    public async Task A_topic_that_is_rejected_is_reported_once_however_often_the_channel_is_renewed()
    {
        await using var cloud = new FakeChannels
        {
            Respond = request => request.Method == HttpMethod.Put
                ? StubHandler.OfService(
                    $$"""{"entities":[{"id":"{{FakeChannels.Topic}}","state":"Rejected","missingPermissions":["a:b:c"]},null]}""")
                : null,
        };
        cloud.Listener.Start();
        NotificationSignal.Rejected rejected = Assert.IsType<NotificationSignal.Rejected>(await cloud.NextAsync());
        Assert.Equal((FakeChannels.Topic, "a:b:c"), (rejected.Topic.Id, Assert.Single(rejected.Topic.MissingPermissions)));
        Assert.IsType<NotificationSignal.Connected>(await cloud.NextAsync());
        cloud.Sockets[0].Break();
        await SkipAsync(cloud, 2);
        Assert.Equal(3, cloud.Requests.Count);
    }

    private static async Task SkipAsync(FakeChannels cloud, int signals)
    {
        for (int skipped = 0; skipped < signals; skipped++)
            await cloud.NextAsync();
    }

    private static async Task<string?> ExecutionAsync(FakeChannels cloud) =>
        Assert.IsType<NotificationSignal.Received>(await cloud.NextAsync()).Frame.Body.GetProperty("executionId").GetString();
}
