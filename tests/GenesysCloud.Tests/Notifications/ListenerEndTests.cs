using System.Net;
using GenesysCloud.Http;
using GenesysCloud.Notifications;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Notifications;

/// <summary>Ends of connections that the platform announces, ends of channels, and the end of listening.</summary>
public sealed class ListenerEndTests
{
    [Fact]
    public async Task Before_an_announced_end_another_connection_is_made_and_what_still_comes_over_the_first_is_not_lost()
    {
        await using var cloud = new FakeChannels();
        FakeSocket first = await cloud.StartAsync();
        first.Send(FakeSocket.OfPlatform("socket_closing"));
        await FakeChannels.UntilAsync(() => cloud.Sockets.Count == 2);
        cloud.Sockets[1].Send(FakeSocket.Event("b"));
        first.Send(FakeSocket.Event("a"));
        first.Close();
        Assert.Equal(["a", "b"], [await ExecutionAsync(cloud), await ExecutionAsync(cloud)]);
        Assert.True(first.IsDisposed);
        Assert.Equal(["POST", "PUT 1"], cloud.Requests);
    }

    [Fact]
    public async Task A_first_connection_that_stays_open_holds_the_second_up_for_some_seconds_only()
    {
        await using var cloud = new FakeChannels();
        FakeSocket first = await cloud.StartAsync();
        first.Send(FakeSocket.OfPlatform("socket_closing"));
        await FakeChannels.UntilAsync(() => cloud.Sockets.Count == 2);
        cloud.Sockets[1].Send(FakeSocket.Event("b"));
        await cloud.AdvanceToAsync(TimeSpan.FromSeconds(5));
        Assert.Equal("b", await ExecutionAsync(cloud));
        Assert.True(first.IsDisposed);
    }

    [Fact]
    public async Task If_there_is_no_other_connection_the_first_is_used_until_it_ends()
    {
        await using var cloud = new FakeChannels();
        FakeSocket first = await cloud.StartAsync();
        cloud.Refuse = number => number == 2 ? new NotificationSocketException("a connection could not be established") : null;
        first.Send(FakeSocket.OfPlatform("socket_closing"));
        first.Send(FakeSocket.OfPlatform("socket_closing"));
        first.Send(FakeSocket.Event("a"));
        first.Close();
        Assert.Equal("a", await ExecutionAsync(cloud));
        Assert.IsType<NotificationSignal.Lost>(await cloud.NextAsync());
        Assert.IsType<NotificationSignal.Restored>(await cloud.NextAsync());
        Assert.Equal(3, cloud.Tries);
    }

    [Fact]
    public async Task After_its_token_was_revoked_another_channel_is_made()
    {
        await using var cloud = new FakeChannels();
        FakeSocket first = await cloud.StartAsync();
        first.Send(FakeSocket.OfPlatform("token_revoked.a1", """{"channelId":"not-a-secret-1","reason":"user_tokens_revoked"}"""));
        Assert.Equal("the token of the session was revoked", Assert.IsType<NotificationSignal.Lost>(await cloud.NextAsync()).Reason);
        Assert.IsType<NotificationSignal.Restored>(await cloud.NextAsync());
        Assert.Equal("not-a-secret-2", cloud.Sockets[1].Channel.Id);
    }

    [Fact]
    public async Task A_token_that_is_revoked_again_at_once_ends_it()
    {
        await using var cloud = new FakeChannels();
        (await cloud.StartAsync()).Send(FakeSocket.OfPlatform("token_revoked"));
        Assert.IsType<NotificationSignal.Lost>(await cloud.NextAsync());
        Assert.IsType<NotificationSignal.Restored>(await cloud.NextAsync());
        cloud.Sockets[1].Send(FakeSocket.OfPlatform("token_revoked", """{"reason":"user_tokens_revoked"}"""));
        NotificationsEndedException end = await Assert.ThrowsAsync<NotificationsEndedException>(() => EndAsync(cloud));
        Assert.True(end.IsRevoked);
        Assert.Contains("user_tokens_revoked", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_subscription_ends_it_unless_another_channel_is_meant()
    {
        await using var cloud = new FakeChannels();
        FakeSocket socket = await cloud.StartAsync();
        socket.Send(FakeSocket.OfPlatform("no_longer_subscribed.x", """{"channelId":"another"}"""));
        socket.Send(FakeSocket.Event("a"));
        Assert.Equal("a", await ExecutionAsync(cloud));
        socket.Send(FakeSocket.OfPlatform(
            "no_longer_subscribed.x", """{"channelId":"not-a-secret-1","reason":"another_channel_subscribed"}"""));
        NotificationsEndedException end = await Assert.ThrowsAsync<NotificationsEndedException>(() => EndAsync(cloud));
        Assert.False(end.IsRevoked);
        Assert.Contains("another_channel_subscribed", end.Message, StringComparison.Ordinal);
        Assert.True(socket.IsDisposed);
    }

    [Fact]
    public async Task Other_messages_of_the_platform_are_nobodys_concern()
    {
        await using var cloud = new FakeChannels();
        FakeSocket socket = await cloud.StartAsync();
        socket.Send(FakeSocket.OfPlatform("something_new"));
        socket.Send(FakeSocket.OfPlatform("socket_closing_soon"));
        socket.Send("""{"topicName":"v2.subscription.updated","eventBody":{}}""");
        socket.Send(FakeSocket.Event("a"));
        Assert.Equal("a", await ExecutionAsync(cloud));
        Assert.Single(cloud.Sockets);
    }

    [Fact]
    public async Task The_first_connection_is_tried_five_times_and_its_failure_has_no_secret()
    {
        await using var cloud = new FakeChannels { Refuse = _ => new NotificationSocketException("a connection could not be established") };
        cloud.Listener.Start();
        await cloud.AdvanceUntilAsync(() => cloud.Listener.Signals.Completion.IsCompleted);
        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(() => EndAsync(cloud));
        Assert.Equal(5, cloud.Tries);
        Assert.Equal((NotificationSocket.Resource, SendOutcome.NotSent), (failure.Resource, failure.Outcome));
        Assert.Empty(Secrets.FindIn(failure.ToString()));
    }

    [Fact]
    public async Task A_fault_that_only_a_person_can_repair_is_not_tried_again()
    {
        var fault = new ConnectionFault.ProxyRefused(403) { Proxy = "http://proxy.invalid:8080" };
        await using var cloud = new FakeChannels
        {
            Refuse = _ => new NotificationSocketException("the proxy refused the tunnel")
            {
                Fault = new ConnectionException(HttpRequestError.ProxyTunnelError, fault),
            },
        };
        cloud.Listener.Start();
        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(() => EndAsync(cloud));
        Assert.Equal((1, fault), (cloud.Tries, failure.ConnectionFault));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task A_refused_subscription_ends_it_and_its_error_has_no_secret(HttpStatusCode status)
    {
        await using var cloud = new FakeChannels
        {
            Respond = request => request.Method == HttpMethod.Put
                ? FakeChannels.Error(status, "The channel not-a-secret-1 is not yours.")
                : null,
        };
        cloud.Listener.Start();
        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(() => EndAsync(cloud));
        Assert.Equal(((int)status, SendOutcome.Refused, "some.code"), (failure.Status, failure.Outcome, failure.Code));
        Assert.Empty(Secrets.FindIn(failure.ToString()));
        Assert.Empty(Secrets.FindIn($"{failure.Error}{failure.ServiceMessage}"));
    }

    [Fact]
    public async Task Stopping_closes_the_connection_and_removes_the_subscriptions()
    {
        await using var cloud = new FakeChannels();
        FakeSocket socket = await cloud.StartAsync();
        await cloud.Listener.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(socket is { IsClosed: true, IsDisposed: true });
        Assert.True(cloud.Listener.Signals.Completion.IsCompletedSuccessfully);
        Assert.Equal("DELETE 1", cloud.Requests[^1]);
    }

    [Fact]
    public async Task Stopping_does_not_fail_when_the_subscriptions_cannot_be_removed()
    {
        await using var cloud = new FakeChannels();
        await cloud.StartAsync();
        cloud.Respond = _ => FakeChannels.Error(HttpStatusCode.NotFound);
        await cloud.Listener.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal("DELETE 1", cloud.Requests[^1]);
    }

    [Fact]
    public async Task Stopping_ends_a_pause_between_two_connections_at_once()
    {
        await using var cloud = new FakeChannels();
        FakeSocket socket = await cloud.StartAsync();
        cloud.Refuse = _ => new NotificationSocketException("a connection could not be established");
        socket.Break();
        Assert.IsType<NotificationSignal.Lost>(await cloud.NextAsync());
        await FakeChannels.UntilAsync(() => cloud.Events.Of<RetryScheduled>().Count == 1);
        await cloud.Listener.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(cloud.Listener.Signals.Completion.IsCompletedSuccessfully);
    }

    private static Task EndAsync(FakeChannels cloud) => cloud.Listener.Signals.Completion.WaitAsync(TimeSpan.FromSeconds(30));

    private static async Task<string?> ExecutionAsync(FakeChannels cloud) =>
        Assert.IsType<NotificationSignal.Received>(await cloud.NextAsync()).Frame.Body.GetProperty("executionId").GetString();
}
