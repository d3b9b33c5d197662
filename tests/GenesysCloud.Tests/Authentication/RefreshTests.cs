using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Authentication;

/// <summary>A browser sign-in is renewed with a refresh token if one came, and otherwise ends with its token.</summary>
public sealed class RefreshTests
{
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task With_a_refresh_token_the_token_is_renewed_each_time_with_the_newest()
    {
        await using SimulatedCloud cloud = await StartAsync(refreshTokens: true);
        GenesysCloudClient client = await SignInAsync(cloud);

        for (int renewals = 1; renewals <= 3; renewals++)
        {
            cloud.Clock.Advance(s_life - TimeSpan.FromSeconds(60));
            await cloud.RunAsync(client.GetOrganizationAsync());
            Assert.Equal(1 + renewals, cloud.TokenRequests);
        }

        Assert.Equal([false, true, true, true], cloud.Events.Of<SignedIn>().Select(signedIn => signedIn.Renewed));
        Assert.All(cloud.Simulator.Requests, request => Assert.InRange(request.Status, 200, 302));
        Assert.Equal(1, cloud.Requests("GET", "/oauth/authorize"));
    }

    [Fact]
    public async Task The_request_names_the_client_and_has_no_authorization()
    {
        await using var login = new RawServer(request => RawServer.Reply.Json(
            $$"""{"access_token":"fake-token-{{request.Number}}","refresh_token":"fake+refresh&{{request.Number}}","expires_in":60}"""));
        using var browser = new BrowserPlayer();
        var clock = new VirtualClock();
        using var client = new GenesysCloudClient(new GenesysCloudClientOptions
        {
            Region = SimulatedCloud.RegionOf(login.Address), Browser = browser.SignIn("fake-id"), TimeProvider = clock,
        });
        Task signingIn = client.SignInAsync(TestContext.Current.CancellationToken);
        string query = (await browser.Opened).Query;
        string state = query[(query.IndexOf("state=", StringComparison.Ordinal) + 6)..];
        string port = query[(query.IndexOf("localhost%3A", StringComparison.Ordinal) + 12)..].Split('&')[0];
        await browser.GetAsync(new Uri($"http://localhost:{port}/?code=x&state={state}"));
        await signingIn;

        clock.Advance(TimeSpan.FromSeconds(54));
        await client.SignInAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(54));
        await client.SignInAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "grant_type=refresh_token&refresh_token=fake%2Brefresh%261&client_id=fake-id",
                "grant_type=refresh_token&refresh_token=fake%2Brefresh%262&client_id=fake-id",
            ],
            login.Requests.Skip(1).Select(request => request.Body));
        Assert.All(
            login.Requests, request => Assert.DoesNotContain("\r\nAuthorization:", request.Head, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_token_ended_from_outside_is_renewed_once_and_the_call_succeeds()
    {
        await using SimulatedCloud cloud = await StartAsync(refreshTokens: true);
        GenesysCloudClient client = await SignInAsync(cloud);
        cloud.Simulator.EndTokens();

        await cloud.RunAsync(client.GetOrganizationAsync());

        Assert.Equal(2, cloud.TokenRequests);
        Assert.Single(cloud.Simulator.Requests, request => request.Status == 401);
    }

    [Fact]
    public async Task Without_a_refresh_token_the_token_is_used_to_its_end_and_then_nothing_is_sent()
    {
        await using SimulatedCloud cloud = await StartAsync(refreshTokens: false);
        GenesysCloudClient client = await SignInAsync(cloud);

        cloud.Clock.Advance(s_life - TimeSpan.FromSeconds(1));
        await cloud.RunAsync(client.GetOrganizationAsync());
        int sent = cloud.Simulator.Requests.Count;
        cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 3; i++)
        {
            SignInException expired = await Assert.ThrowsAsync<SignInException>(() => cloud.RunAsync(client.GetOrganizationAsync()));
            Assert.Equal((SendOutcome.Refused, SignInException.Expired), (expired.Outcome, expired.Code));
            Assert.Equal("The sign-in of this session has expired.", expired.Message);
        }

        Assert.Equal(sent, cloud.Simulator.Requests.Count);
        Assert.Single(cloud.Events.Of<BrowserSignInStarted>());
    }

    [Fact]
    public async Task Without_a_refresh_token_a_401_is_the_response_and_the_sign_in_is_over()
    {
        await using SimulatedCloud cloud = await StartAsync(refreshTokens: false);
        GenesysCloudClient client = await SignInAsync(cloud);
        cloud.Simulator.EndTokens();

        GenesysCloudException rejected = await Assert.ThrowsAsync<GenesysCloudException>(
            () => cloud.RunAsync(client.GetOrganizationAsync()));
        SignInException expired = await Assert.ThrowsAsync<SignInException>(() => cloud.RunAsync(client.GetOrganizationAsync()));

        Assert.Equal((401, 1), (rejected.Status, rejected.Attempts));
        Assert.Equal(SignInException.Expired, expired.Code);
        Assert.Equal(1, cloud.TokenRequests);
    }

    [Fact]
    public async Task A_refused_refresh_is_tried_once_and_the_token_is_used_to_its_end()
    {
        await using SimulatedCloud cloud = await StartAsync(refreshTokens: true);
        GenesysCloudClient client = await SignInAsync(cloud);
        cloud.Simulator.EndRefreshTokens();

        cloud.Clock.Advance(s_life - TimeSpan.FromSeconds(30));
        for (int i = 0; i < 3; i++)
            await cloud.RunAsync(client.GetOrganizationAsync());
        Assert.Equal(2, cloud.TokenRequests);
        cloud.Clock.Advance(TimeSpan.FromSeconds(30));
        SignInException expired = await Assert.ThrowsAsync<SignInException>(() => cloud.RunAsync(client.GetOrganizationAsync()));

        Assert.Equal(SignInException.Expired, expired.Code);
        Assert.Equal(2, cloud.TokenRequests);
    }

    [Fact]
    public async Task A_refresh_refused_after_a_401_says_why()
    {
        await using SimulatedCloud cloud = await StartAsync(refreshTokens: true);
        GenesysCloudClient client = await SignInAsync(cloud);
        cloud.Simulator.EndTokens();
        cloud.Simulator.EndRefreshTokens();

        SignInException expired = await Assert.ThrowsAsync<SignInException>(() => cloud.RunAsync(client.GetOrganizationAsync()));

        Assert.Equal((SendOutcome.Refused, SignInException.Expired), (expired.Outcome, expired.Code));
        Assert.Equal(
            "The sign-in of this session can't be renewed: " +
            "Sign-in at 127.0.0.1 failed: 400 invalid_grant (the refresh token is not valid).",
            expired.Message);
    }

    [Fact]
    public async Task While_the_login_host_is_down_the_refresh_token_is_kept()
    {
        await using SimulatedCloud cloud = await StartAsync(refreshTokens: true);
        GenesysCloudClient client = await SignInAsync(cloud);
        cloud.Simulator.Faults.Add(new Fault(FaultKind.StatusBefore) { Path = "/oauth/token", Times = 6 });

        cloud.Clock.Advance(s_life - TimeSpan.FromSeconds(59));
        await cloud.RunAsync(client.GetOrganizationAsync());
        await cloud.RunAsync(client.GetOrganizationAsync());

        Assert.Equal(1 + 6 + 1, cloud.TokenRequests);
        Assert.Equal(2, cloud.Events.Of<SignedIn>().Count);
    }

    private static async Task<SimulatedCloud> StartAsync(bool refreshTokens)
    {
        SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.RefreshTokens = refreshTokens;
        cloud.Simulator.Settings.TokenLifetime = s_life;
        return cloud;
    }

    private static async Task<GenesysCloudClient> SignInAsync(SimulatedCloud cloud)
    {
        using var browser = new BrowserPlayer();
        GenesysCloudClient client = cloud.CreateClient(browser.SignIn(SimulatedClients.Browser.Id));
        Task signingIn = client.SignInAsync();
        await browser.GetAsync(await browser.Opened);
        await signingIn;
        return client;
    }
}
