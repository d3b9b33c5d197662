using GenesysCloud.Architect;
using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenesysCloud.Tests.Authentication;

/// <summary>Another program supplies the tokens.</summary>
public sealed class SuppliedTokenTests
{
    [Fact]
    public async Task A_rejected_token_is_replaced_once_and_the_launch_happens_once()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        int supplied = 0;
        GenesysCloudClient client = cloud.CreateClient("fake-token-that-has-ended", _ =>
        {
            supplied++;
            return cloud.IssueTokenAsync();
        });

        LaunchOutcome outcome = await cloud.RunAsync(client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.IsType<LaunchOutcome.Launched>(outcome);
        Assert.Equal((1, 2), (supplied, outcome.Attempts));
        Assert.Equal(1, cloud.Simulator.LaunchCount);
        Assert.True(Assert.Single(cloud.Events.Of<SignedIn>()).Renewed);
        Assert.Equal((null, null), (client.ClientId, client.TokenExpiresAt));
    }

    [Fact]
    public async Task A_token_that_is_known_to_expire_is_replaced_before_it_does()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        int supplied = 0;
        GenesysCloudClient client = cloud.CreateClient(
            await cloud.IssueTokenAsync(),
            _ =>
            {
                supplied++;
                return cloud.IssueTokenAsync();
            },
            cloud.Clock.GetUtcNow() + TimeSpan.FromMinutes(10));

        await cloud.RunAsync(client.GetOrganizationAsync());
        Assert.Equal(0, supplied);
        cloud.Clock.Advance(TimeSpan.FromMinutes(9));
        await cloud.RunAsync(client.GetOrganizationAsync());

        Assert.Equal(1, supplied);
        Assert.DoesNotContain(cloud.Simulator.Requests, request => request.Status == 401);
    }

    [Fact]
    public async Task A_caller_who_comes_to_a_renewal_just_when_it_is_done_does_not_renew_again()
    {
        int supplied = 0;
        var clock = new WatchedClock();
        using var source = new SuppliedTokenSource(
            "fake-token-0", clock.GetUtcNow().AddMinutes(10), _ => Task.FromResult($"fake-token-{++supplied}"), clock);
        clock.Advance(TimeSpan.FromMinutes(9.5));

        // Another caller renews it after this one has seen that it is due.
        clock.Read = () => Wait(source.GetAsync(null, TestContext.Current.CancellationToken).AsTask());
        AccessToken token = await source.GetAsync(null, TestContext.Current.CancellationToken);

        Assert.Equal((1, "fake-token-1"), (supplied, token.Value));
    }

    [Fact]
    public async Task A_second_401_is_the_response()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        int supplied = 0;
        GenesysCloudClient client = cloud.CreateClient("fake-token-0", _ => Task.FromResult($"fake-token-{++supplied}"));

        LaunchOutcome outcome = await cloud.RunAsync(client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.Equal((401, 2), (Assert.IsType<LaunchOutcome.Refused>(outcome).Reason.Status, outcome.Attempts));
        Assert.Equal(1, supplied);
    }

    [Fact]
    public async Task The_token_that_was_rejected_is_not_sent_again()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        GenesysCloudClient client = cloud.CreateClient("fake-token-that-has-ended", _ => Task.FromResult("fake-token-that-has-ended"));

        LaunchOutcome outcome = await cloud.RunAsync(client.Architect.LaunchAsync(SimulatedCloud.Launch));

        LaunchOutcome.NotSent unsent = Assert.IsType<LaunchOutcome.NotSent>(outcome);
        SignInException failure = Assert.IsType<SignInException>(unsent.Reason);
        Assert.Equal((SendOutcome.Refused, SignInException.RenewalFailed), (failure.Outcome, failure.Code));
        Assert.Equal(
            "The access token was not renewed: the supplied token is the one that Genesys Cloud rejected.", failure.Message);
        Assert.Equal(1, cloud.Requests("POST", "/api/v2/flows/executions"));
    }

    [Fact]
    public async Task A_supplier_that_fails_is_asked_again_by_the_next_call()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        int supplied = 0;
        GenesysCloudClient client = cloud.CreateClient(
            "fake-token-that-has-ended",
            _ => supplied++ == 0
                ? Task.FromException<string>(new InvalidOperationException("The vault is closed."))
                : cloud.IssueTokenAsync());

        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => cloud.RunAsync(client.GetOrganizationAsync()));
        await cloud.RunAsync(client.GetOrganizationAsync());

        Assert.Equal("The access token was not renewed: The vault is closed.", failure.Message);
        Assert.Equal(2, supplied);
        Assert.Single(cloud.Simulator.Requests, request => request.Status == 401);
    }

    [Fact]
    public async Task A_supplier_that_is_waited_for_when_the_client_is_closed_holds_nobody_up()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        using var asked = new SemaphoreSlim(0);
        using var client = new GenesysCloudClient(new GenesysCloudClientOptions
        {
            Region = SimulatedCloud.RegionOf(cloud.Simulator.BaseAddress),
            AccessToken = "fake-token-that-has-ended",
            RenewAccessToken = async closing =>
            {
                asked.Release();
                await Task.Delay(Timeout.Infinite, closing);
                return "";
            },
        });

        Task<Organization> waiting = client.GetOrganizationAsync(TestContext.Current.CancellationToken);
        await asked.WaitAsync(TestContext.Current.CancellationToken);
        client.Dispose();
        GenesysCloudException closed = await Assert.ThrowsAsync<GenesysCloudException>(() => waiting);

        Assert.Equal(GenesysCloudException.SessionClosed, closed.Code);
    }

    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    /// <summary>Calls back once when the time is read next.</summary>
    private sealed class WatchedClock : FakeTimeProvider
    {
        private Action? _read;

        public Action Read
        {
            set => _read = value;
        }

        public override long GetTimestamp()
        {
            Interlocked.Exchange(ref _read, null)?.Invoke();
            return base.GetTimestamp();
        }
    }
}
