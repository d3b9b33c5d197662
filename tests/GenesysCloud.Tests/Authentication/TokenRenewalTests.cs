using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Authentication;

public sealed class TokenRenewalTests
{
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_token_is_used_until_shortly_before_its_end_and_then_renewed()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.TokenLifetime = s_life;

        await cloud.RunAsync(cloud.Client.GetOrganizationAsync());
        cloud.Clock.Advance(s_life - TimeSpan.FromSeconds(61));
        await cloud.RunAsync(cloud.Client.GetOrganizationAsync());
        Assert.Equal(1, cloud.TokenRequests);

        cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        await cloud.RunAsync(cloud.Client.GetOrganizationAsync());
        Assert.Equal(2, cloud.TokenRequests);
        Assert.Equal([false, true], cloud.Events.Of<SignedIn>().Select(signedIn => signedIn.Renewed));
        Assert.DoesNotContain(cloud.Simulator.Requests, request => request.Status == 401);
    }

    [Fact]
    public async Task A_short_token_is_renewed_when_a_tenth_of_its_life_is_left()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.TokenLifetime = TimeSpan.FromSeconds(10);

        await cloud.RunAsync(cloud.Client.GetOrganizationAsync());
        cloud.Clock.Advance(TimeSpan.FromSeconds(8.9));
        await cloud.RunAsync(cloud.Client.GetOrganizationAsync());
        Assert.Equal(1, cloud.TokenRequests);

        cloud.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await cloud.RunAsync(cloud.Client.GetOrganizationAsync());
        Assert.Equal(2, cloud.TokenRequests);
    }

    [Fact]
    public async Task A_token_ended_from_outside_is_renewed_once_and_the_call_succeeds()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await cloud.RunAsync(cloud.Client.GetOrganizationAsync());
        cloud.Simulator.EndTokens();

        await cloud.RunAsync(cloud.Client.GetOrganizationAsync());

        Assert.Equal(2, cloud.TokenRequests);
        Assert.Single(cloud.Simulator.Requests, request => request.Status == 401);
        Assert.Equal([false, true], cloud.Events.Of<SignedIn>().Select(signedIn => signedIn.Renewed));
    }

    [Fact]
    public async Task A_login_host_whose_name_is_not_resolved_for_some_seconds_is_waited_for_once_it_was_reached()
    {
        var handler = new NamelessHost(GenesysCloudClient.CreateHandler());
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync(handler);
        await cloud.RunAsync(cloud.Client.GetOrganizationAsync());
        cloud.Simulator.EndTokens();
        handler.Failures = 4;

        await cloud.RunAsync(cloud.Client.GetOrganizationAsync());

        Assert.Equal(0, handler.Failures);
        Assert.Equal(2, cloud.TokenRequests);
    }

    [Fact]
    public async Task A_second_401_is_the_answer()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.StatusBefore) { Method = "GET", Path = "/api", Status = 401, Times = null });

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => cloud.RunAsync(cloud.Client.GetOrganizationAsync()));

        Assert.Equal((401, "bad.credentials", 2), (failure.Status, failure.Code, failure.Attempts));
        Assert.Equal(2, cloud.TokenRequests);
    }

    [Fact]
    public async Task Fifty_callers_without_a_token_make_one_request()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.Latency = TimeSpan.FromSeconds(0.5);

        await cloud.RunAsync(Task.WhenAll(Enumerable.Range(0, 50).Select(_ => cloud.Client.GetOrganizationAsync())));

        Assert.Equal(1, cloud.TokenRequests);
        Assert.Equal(50, cloud.Requests("GET", "/api/v2/organizations/me"));
    }

    [Fact]
    public async Task Fifty_callers_whose_token_was_ended_make_one_request()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.Latency = TimeSpan.FromSeconds(0.5);
        await cloud.RunAsync(cloud.Client.SignInAsync());
        cloud.Simulator.EndTokens();

        await cloud.RunAsync(Task.WhenAll(Enumerable.Range(0, 50).Select(_ => cloud.Client.GetOrganizationAsync())));

        Assert.Equal(2, cloud.TokenRequests);
        Assert.Equal(50, cloud.Simulator.Requests.Count(request => request.Status == 401));
    }

    [Fact]
    public async Task While_the_login_host_is_down_the_old_token_is_used_as_long_as_it_is_good()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.TokenLifetime = s_life;
        await cloud.RunAsync(cloud.Client.SignInAsync());
        cloud.Simulator.Faults.Add(new Fault(FaultKind.StatusBefore) { Path = "/oauth/token", Times = null });

        cloud.Clock.Advance(s_life - TimeSpan.FromSeconds(55));
        await cloud.RunAsync(cloud.Client.GetOrganizationAsync());

        cloud.Clock.Advance(TimeSpan.FromSeconds(56));
        await Assert.ThrowsAsync<SignInException>(() => cloud.RunAsync(cloud.Client.GetOrganizationAsync()));
        Assert.Equal(1, cloud.Requests("GET", "/api/v2/organizations/me"));
    }

    [Fact]
    public async Task A_failed_renewal_is_tried_again_at_the_next_call()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.StatusBefore) { Path = "/oauth/token", Status = 401 });

        await Assert.ThrowsAsync<SignInException>(() => cloud.RunAsync(cloud.Client.GetOrganizationAsync()));
        await cloud.RunAsync(cloud.Client.GetOrganizationAsync());

        Assert.Equal(2, cloud.TokenRequests);
    }

    [Fact]
    public async Task A_caller_who_leaves_does_not_end_the_sign_in_of_the_others()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.Latency = TimeSpan.FromSeconds(1);
        using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(0.5), cloud.Clock);
        Task<Organization> first = cloud.Client.GetOrganizationAsync(impatient.Token);
        Task<Organization> second = cloud.Client.GetOrganizationAsync();

        await cloud.RunAsync(Task.WhenAll(first, second).ContinueWith(_ => { }, TaskScheduler.Default));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("Simulated organization", (await second).Name);
        Assert.Equal(1, cloud.TokenRequests);
    }

    [Fact]
    public async Task A_given_token_is_never_renewed()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        GenesysCloudClient client = cloud.CreateClient(accessToken: "fake-token-that-has-ended");

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => cloud.RunAsync(client.GetOrganizationAsync()));
        LaunchOutcome outcome = await cloud.RunAsync(client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.Equal((401, 1), (failure.Status, failure.Attempts));
        Assert.Equal((401, 1), (Assert.IsType<LaunchOutcome.Refused>(outcome).Reason.Status, outcome.Attempts));
        Assert.Equal(0, cloud.TokenRequests);
        Assert.Equal((null, null), (client.ClientId, client.TokenExpiresAt));
    }

    [Fact]
    public async Task A_revoked_token_is_replaced_at_the_next_call()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();

        await cloud.RunAsync(cloud.Client.CheckTokenAsync());
        await cloud.RunAsync(cloud.Client.RevokeTokenAsync());
        await cloud.RunAsync(cloud.Client.CheckTokenAsync());

        Assert.Equal(2, cloud.TokenRequests);
    }

    [Fact]
    public async Task Tokens_that_end_during_a_run_cost_no_launch_and_double_none()
    {
        const int Rows = 500;
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.TokenLifetime = TimeSpan.FromSeconds(2);
        cloud.Simulator.Settings.RateLimit = 10_000;
        // Longer than the margin before a token's end, so that some requests leave with a good token and arrive with an ended one.
        cloud.Simulator.Settings.Latency = TimeSpan.FromSeconds(0.35);

        var options = new ParallelOptions { MaxDegreeOfParallelism = 16 };
        var outcomes = new LaunchOutcome[Rows];
        await cloud.RunAsync(Parallel.ForAsync(0, Rows, options, async (row, cancellationToken) =>
            outcomes[row] = await cloud.Client.Architect.LaunchAsync(
                SimulatedCloud.Launch with { Name = $"row {row}" }, cancellationToken: cancellationToken)));

        Assert.All(outcomes, outcome => Assert.IsType<LaunchOutcome.Launched>(outcome));
        Assert.Equal(Rows, cloud.Simulator.LaunchCount);
        Assert.Equal(Rows, cloud.Simulator.Launches.Select(launch => launch.Name).Distinct().Count());
        Assert.Contains(cloud.Simulator.Requests, request => request.Status == 401);
        Assert.InRange(cloud.TokenRequests, 4, 20);
    }

    /// <summary>A login host whose name cannot be resolved the next so many times.</summary>
    private sealed class NamelessHost(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public int Failures { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Failures == 0 || request.RequestUri!.AbsolutePath != "/oauth/token")
                return base.SendAsync(request, cancellationToken);
            Failures--;
            return Task.FromException<HttpResponseMessage>(
                new HttpRequestException(HttpRequestError.NameResolutionError, "The name is not known."));
        }
    }
}
