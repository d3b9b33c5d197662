using System.Net;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Authentication;

/// <summary>The end of a session is soon over, whatever the network and the service do.</summary>
public sealed class TokenRevocationTests
{
    private const string Tokens = "/api/v2/tokens/me";

    // Real time, and only for what is broken.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_revocation_does_not_wait_for_the_rate_limit_and_counts()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.RateLimitHeaders = false;
        GenesysCloudClient client = cloud.CreatePooledClient(1, assumed: 2);
        await cloud.RunAsync(client.CheckTokenAsync());
        Assert.Equal(1, client.RateLimitQuota.Remaining);
        await cloud.RunAsync(client.CheckTokenAsync());
        Assert.Equal(0, client.RateLimitQuota.Remaining);

        // The clock stands still: a wait would have no end.
        await client.RevokeTokenAsync(TestContext.Current.CancellationToken).WaitAsync(s_patience, TestContext.Current.CancellationToken);

        Assert.Equal(1, cloud.Requests("DELETE", Tokens));
    }

    [Fact]
    public async Task A_session_without_a_token_requests_none_to_revoke_it()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();

        await cloud.RunAsync(cloud.Client.RevokeTokenAsync());

        Assert.Empty(cloud.Simulator.Requests);
    }

    [Fact]
    public async Task Tokens_that_have_expired_are_not_replaced_to_revoke_them()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.TokenLifetime = TimeSpan.FromMinutes(10);
        GenesysCloudClient client = cloud.CreatePooledClient(3);
        await cloud.RunAsync(client.SignInAsync());
        cloud.Clock.Advance(TimeSpan.FromMinutes(11));

        await cloud.RunAsync(client.RevokeTokenAsync());

        Assert.Equal((1, 0), (cloud.TokenRequests, cloud.Requests("DELETE", Tokens)));
    }

    [Fact]
    public async Task A_token_that_is_soon_to_be_renewed_is_revoked_and_not_renewed()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.TokenLifetime = TimeSpan.FromMinutes(10);
        await cloud.RunAsync(cloud.Client.SignInAsync());
        cloud.Clock.Advance(TimeSpan.FromMinutes(9.5));

        await cloud.RunAsync(cloud.Client.RevokeTokenAsync());

        Assert.Equal((1, 1), (cloud.TokenRequests, cloud.Requests("DELETE", Tokens)));
    }

    [Theory]
    [InlineData(FaultKind.StatusBefore, 503, null, 2, 3)]
    [InlineData(FaultKind.StatusBefore, 403, null, 1, 0)]
    [InlineData(FaultKind.TooManyRequests, 429, 60, 1, 0)]
    [InlineData(FaultKind.TooManyRequests, 429, 2, 2, 3)]
    public async Task A_revocation_that_fails_is_sent_at_most_twice_with_no_long_wait(
        FaultKind kind, int status, int? retryAfter, int attempts, int longest)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await cloud.RunAsync(cloud.Client.SignInAsync());
        cloud.Simulator.Faults.Add(
            new Fault(kind) { Method = "DELETE", Path = Tokens, Status = status, RetryAfterSeconds = retryAfter ?? 1, Times = null });
        TimeSpan before = cloud.Clock.Now;

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => cloud.RunAsync(cloud.Client.RevokeTokenAsync()));

        Assert.Equal((status, attempts, attempts), (failure.Status, failure.Attempts, cloud.Requests("DELETE", Tokens)));
        Assert.InRange(cloud.Clock.Now - before, TimeSpan.Zero, TimeSpan.FromSeconds(longest));
    }

    [Fact]
    public async Task A_revocation_that_fails_once_is_sent_again()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await cloud.RunAsync(cloud.Client.SignInAsync());
        cloud.Simulator.Faults.Add(new Fault(FaultKind.DropBefore) { Method = "DELETE", Path = Tokens });

        await cloud.RunAsync(cloud.Client.RevokeTokenAsync());

        Assert.Equal(2, cloud.Requests("DELETE", Tokens));
    }

    [Fact]
    public async Task A_host_that_hangs_is_given_the_time_of_one_request()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await cloud.RunAsync(cloud.Client.SignInAsync());
        cloud.Simulator.Faults.Add(new Fault(FaultKind.HangBefore) { Method = "DELETE", Path = Tokens, Times = null });
        cloud.ExpectTimeOuts();
        TimeSpan before = cloud.Clock.Now;

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => cloud.RunAsync(cloud.Client.RevokeTokenAsync()));

        Assert.IsType<TimeoutException>(failure.InnerException);
        Assert.Equal(1, failure.Attempts);
        Assert.Equal(cloud.Client.Timeout, cloud.Clock.Now - before);
    }

    [Theory]
    [InlineData("bad.credentials", null)]
    [InlineData("ip.not.authorized", 401)]
    public async Task Only_a_401_that_says_that_the_token_has_ended_is_as_good_as_its_end(string code, int? status)
    {
        using var transport = new TestTransport(
            StubHandler.Nowhere,
            new StubHandler(_ => StubHandler.Answer(HttpStatusCode.Unauthorized, $$"""{"code":"{{code}}","message":"m"}""")));

        Exception? failure = await Record.ExceptionAsync(() => transport.Time.RunAsync(transport.Client.RevokeTokenAsync()));

        Assert.Equal(status, (failure as GenesysCloudException)?.Status);
        Assert.Equal(status is null, failure is null);
    }
}
