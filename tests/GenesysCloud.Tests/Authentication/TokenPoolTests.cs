using System.Net;
using System.Net.Http.Headers;
using GenesysCloud.Architect;
using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Launching;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Authentication;

/// <summary>A session with several tokens: what happens to one of them loses no row and launches none twice.</summary>
public sealed class TokenPoolTests
{
    private const int Allowed = 20;

    [Fact]
    public async Task Rows_of_many_windows_are_launched_in_one_with_as_many_tokens()
    {
        await using SimulatedCloud cloud = await StartAsync();
        GenesysCloudClient client = cloud.CreatePooledClient(10, Allowed);

        // One request reads the rate limit.
        await LaunchAllAsync(cloud, client, rows: (10 * Allowed) - 1, isTimePassing: false);

        Assert.Equal(10, cloud.TokenRequests);
        Assert.All(cloud.Simulator.Requests, request => Assert.Equal(200, request.Status));
    }

    [Fact]
    public async Task A_few_calls_request_one_token()
    {
        await using SimulatedCloud cloud = await StartAsync();
        GenesysCloudClient client = cloud.CreatePooledClient(10, Allowed);

        await LaunchAllAsync(cloud, client, rows: Allowed / 2, isTimePassing: false);

        Assert.Equal(1, cloud.TokenRequests);
    }

    [Fact]
    public async Task A_token_that_cannot_be_had_fails_nothing_that_another_can_carry_and_is_requested_again_in_a_later_window()
    {
        await using SimulatedCloud cloud = await StartAsync();
        cloud.Simulator.Settings.TokenRequestLimit = 2;
        GenesysCloudClient client = cloud.CreatePooledClient(10, Allowed);

        await LaunchAllAsync(cloud, client, rows: 5 * Allowed);

        Assert.DoesNotContain(cloud.Simulator.Requests, request => request.Status == 429);
        TokenUnavailable unavailable = cloud.Events.Of<TokenUnavailable>()[0];
        Assert.Equal((3, 10), (unavailable.Number, unavailable.Count));

        // Seven more would have been refused, too. In the next window, the login host issues tokens again.
        Assert.InRange(cloud.Events.Of<TokenUnavailable>().Count, 1, 3);
        Assert.InRange(cloud.Simulator.Requests.Count(request => request is { Path: "/oauth/token", Status: 200 }), 3, 10);
        Assert.Contains("rate limit exceeded", unavailable.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_renewed_and_its_row_is_launched_once()
    {
        await using SimulatedCloud cloud = await StartAsync();
        GenesysCloudClient client = await StartPoolAsync(cloud);
        await RevokeAsync(cloud, await client.GetAccessTokenAsync(default));
        int before = cloud.TokenRequests;

        await LaunchAllAsync(cloud, client, rows: 2 * Allowed, already: cloud.Simulator.LaunchCount);

        Assert.Equal(before + 1, cloud.TokenRequests);
        Assert.Contains(cloud.Simulator.Requests, request => request.Status == 401);
    }

    [Fact]
    public async Task All_tokens_revoked_at_once_are_renewed_and_no_row_is_lost()
    {
        await using SimulatedCloud cloud = await StartAsync();
        GenesysCloudClient client = await StartPoolAsync(cloud);
        cloud.Simulator.EndTokens();

        await LaunchAllAsync(cloud, client, rows: 4 * Allowed, already: cloud.Simulator.LaunchCount);

        Assert.Contains(cloud.Simulator.Requests, request => request.Status == 401);
    }

    [Fact]
    public async Task A_renewal_that_is_refused_leaves_the_rows_to_the_other_tokens()
    {
        await using SimulatedCloud cloud = await StartAsync();
        GenesysCloudClient client = await StartPoolAsync(cloud);
        await RevokeAsync(cloud, await client.GetAccessTokenAsync(default));
        cloud.Simulator.Faults.Add(new Fault(FaultKind.StatusBefore) { Path = "/oauth/token", Status = 403 });

        await LaunchAllAsync(cloud, client, rows: 2 * Allowed, already: cloud.Simulator.LaunchCount);

        Assert.Equal(1, Assert.Single(cloud.Events.Of<TokenUnavailable>()).Number);
    }

    [Fact]
    public async Task A_token_that_is_rejected_even_when_new_leaves_the_rows_to_the_others()
    {
        await using SimulatedCloud cloud = await StartAsync();
        GenesysCloudClient client = await StartPoolAsync(cloud);
        cloud.Simulator.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 401, Times = 2 });

        int already = cloud.Simulator.LaunchCount;
        LaunchOutcome outcome = await cloud.RunAsync(client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.IsType<LaunchOutcome.Launched>(outcome);
        Assert.Equal(already + 1, cloud.Simulator.LaunchCount);
        Assert.Equal("it was rejected", Assert.Single(cloud.Events.Of<TokenUnavailable>()).Reason);
    }

    [Fact]
    public async Task A_429_for_an_hour_concerns_the_token_that_it_was_for()
    {
        await using SimulatedCloud cloud = await StartAsync();
        GenesysCloudClient client = cloud.CreatePooledClient(3, Allowed);
        cloud.Simulator.Faults.Add(new Fault(FaultKind.TooManyRequests) { RetryAfterSeconds = 3600 });

        await LaunchAllAsync(cloud, client, rows: 2 * Allowed, isTimePassing: false);

        Assert.Single(cloud.Simulator.Requests, request => request.Status == 429);
    }

    [Fact]
    public async Task A_limit_of_the_client_slows_all_tokens_and_loses_no_row()
    {
        await using SimulatedCloud cloud = await StartAsync();
        cloud.Simulator.Settings.ClientRateLimit = 3 * Allowed;
        GenesysCloudClient client = cloud.CreatePooledClient(10, Allowed);

        await LaunchAllAsync(cloud, client, rows: 9 * Allowed);

        // At most those that were on their way: the others waited until the service had said.
        Assert.InRange(cloud.Simulator.Requests.Count(request => request.Status == 429), 1, 3 * 16);
    }

    [Theory]
    [InlineData("""{"message":"m","code":"c","limit":{"key":"org.app.user.rate.per.minute"}}""", true)]
    [InlineData("""{"message":"m","code":"c","limit":{"key":"client.credentials.token.rate.per.minute"}}""", false)]
    [InlineData("""{"message":"Rate limit exceeded the maximum. Retry the request in [9] seconds","code":"too.many.requests"}""", false)]
    [InlineData("""{"message":"The limit org.user.rate.per.minute [3000] was exceeded.","code":"c"}""", true)]
    [InlineData("""{"message":"m","code":"org.app.user.rate.per.minute"}""", true)]
    public void Limits_of_the_organization_are_recognized(string body, bool concernsAll) =>
        Assert.Equal(concernsAll, ErrorBody.TryRead(System.Text.Encoding.UTF8.GetBytes(body))!.ConcernsAllTokens);

    [Fact]
    public async Task Sixty_four_threads_lose_nothing_while_every_token_expires_each_second()
    {
        const int Threads = 64;
        const int Calls = 20;
        await using SimulatedCloud cloud = await StartAsync();
        cloud.Simulator.Settings.RateLimit = 100;
        cloud.Simulator.Settings.TokenLifetime = TimeSpan.FromSeconds(1);
        cloud.Simulator.Settings.Latency = TimeSpan.FromSeconds(0.04);
        GenesysCloudClient client = cloud.CreatePooledClient(10, 100);

        LaunchOutcome[][] outcomes = await cloud.RunAsync(Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(async () =>
        {
            var own = new LaunchOutcome[Calls];
            for (int call = 0; call < Calls; call++)
                own[call] = await client.Architect.LaunchAsync(SimulatedCloud.Launch);
            return own;
        }))));

        Assert.All(outcomes.SelectMany(own => own), outcome => Assert.IsType<LaunchOutcome.Launched>(outcome));
        Assert.Equal(Threads * Calls, cloud.Simulator.LaunchCount);
        Assert.DoesNotContain(cloud.Simulator.Requests, request => request.Status == 429);
    }

    [Fact]
    public async Task Stopping_ends_the_waits_for_all_tokens()
    {
        await using SimulatedCloud cloud = await StartAsync();
        cloud.Simulator.Settings.TokenRequestLimit = 1;
        GenesysCloudClient client = cloud.CreatePooledClient(10, Allowed);
        await LaunchAllAsync(cloud, client, rows: Allowed - 1);
        using var stop = new CancellationTokenSource();
        Task[] waiting = [.. Enumerable.Range(0, 5).Select(_ => client.Architect.LaunchAsync(
            SimulatedCloud.Launch, new LaunchOptions(), stop.Token))];
        await cloud.Time.UntilAsync(() => cloud.Simulator.LaunchCount == Allowed);

        await stop.CancelAsync();

        Exception?[] ends = await Task.WhenAll(waiting.Select(one => Record.ExceptionAsync(() => one).AsTask()));
        Assert.All(ends, end => Assert.True(end is null or OperationCanceledException, $"{end}"));
        Assert.Equal(Allowed, cloud.Simulator.LaunchCount);
    }

    [Fact]
    public async Task Two_sessions_of_one_client_have_tokens_of_their_own()
    {
        await using SimulatedCloud cloud = await StartAsync();
        GenesysCloudClient first = cloud.CreatePooledClient(2, Allowed);
        GenesysCloudClient second = cloud.CreatePooledClient(2, Allowed);

        await LaunchAllAsync(cloud, first, rows: 2 * Allowed);
        await LaunchAllAsync(cloud, second, rows: 2 * Allowed, already: cloud.Simulator.LaunchCount);
        await cloud.RunAsync(first.RevokeTokenAsync());
        await LaunchAllAsync(cloud, second, rows: Allowed, already: cloud.Simulator.LaunchCount);

        Assert.Equal(4, cloud.TokenRequests);
        Assert.All(cloud.Simulator.Requests, request => Assert.InRange(request.Status, 200, 204));
    }

    [Fact]
    public async Task Disconnecting_revokes_every_token()
    {
        await using SimulatedCloud cloud = await StartAsync();
        GenesysCloudClient client = await StartPoolAsync(cloud);

        await cloud.RunAsync(client.RevokeTokenAsync());

        Assert.Equal(3, cloud.Requests("DELETE", "/api/v2/tokens/me"));
        Assert.Equal(3, cloud.TokenRequests);
    }

    [Fact]
    public async Task The_quota_is_that_of_all_tokens()
    {
        await using SimulatedCloud cloud = await StartAsync();
        GenesysCloudClient client = cloud.CreatePooledClient(10);

        await cloud.RunAsync(client.GetOrganizationAsync());

        Assert.Equal((10, 10 * Allowed), (client.TokenPoolSize, client.RateLimitQuota.Allowed));
    }

    [Fact]
    public void Several_tokens_need_an_OAuth_client()
    {
        Assert.Throws<ArgumentException>(
            () => new GenesysCloudClient(new GenesysCloudClientOptions { AccessToken = "t", TokenPoolSize = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new GenesysCloudClient(new GenesysCloudClientOptions { AccessToken = "t", TokenPoolSize = 0 }));
    }

    private static async Task<SimulatedCloud> StartAsync()
    {
        SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.RateLimit = Allowed;
        return cloud;
    }

    /// <summary>A client that uses three tokens, in a window that has just begun.</summary>
    private static async Task<GenesysCloudClient> StartPoolAsync(SimulatedCloud cloud)
    {
        GenesysCloudClient client = cloud.CreatePooledClient(3, Allowed);
        // One request reads the rate limit.
        await LaunchAllAsync(cloud, client, rows: (3 * Allowed) - 1, isTimePassing: false);
        Assert.Equal(3, cloud.TokenRequests);
        cloud.Clock.Advance(TimeSpan.FromSeconds(62));
        return client;
    }

    /// <param name="isTimePassing">If not, whatever waits for the next window waits for ever.</param>
    private static async Task LaunchAllAsync(
        SimulatedCloud cloud, GenesysCloudClient client, int rows, int already = 0, bool isTimePassing = true)
    {
        await using var launch = new BulkLaunch<FlowExecutionLaunchRequest>(client, new BulkLaunchOptions { ThrottleLimit = 16 });
        for (int number = 1; number <= rows; number++)
            launch.Add(number, SimulatedCloud.Launch);
        Task<IReadOnlyList<RowResult<FlowExecutionLaunchRequest>>> drained = BulkLaunches.DrainAsync(launch);
        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results =
            await (isTimePassing ? cloud.RunAsync(drained) : drained.WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.All(results, result => Assert.IsType<RowOutcome.Launched>(result.Outcome));
        Assert.Equal(rows, results.Count);
        Assert.Equal(already + rows, cloud.Simulator.LaunchCount);
    }

    private static async Task RevokeAsync(SimulatedCloud cloud, string token)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(cloud.Simulator.BaseAddress, "api/v2/tokens/me"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
