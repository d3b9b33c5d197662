using System.Net;
using GenesysCloud.Architect;
using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Authentication;

/// <summary>A user signs in with a browser. The clock stands still meanwhile: nothing here waits for time to pass.</summary>
public sealed class BrowserSignInTests
{
    private static readonly string s_clientId = SimulatedClients.Browser.Id;

    [Fact]
    public async Task A_user_who_approves_is_signed_in_and_the_browser_says_so()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        using var browser = new BrowserPlayer();
        GenesysCloudClient client = cloud.CreateClient(browser.SignIn(s_clientId));

        Task signingIn = client.SignInAsync();
        Page page = await browser.GetAsync(await browser.Opened);
        await signingIn;

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("You are signed in", page.Text, StringComparison.Ordinal);
        Assert.Equal("Simulated organization", (await client.GetOrganizationAsync()).Name);
        Assert.Equal((s_clientId, cloud.Clock.GetUtcNow() + TimeSpan.FromDays(1)), (client.ClientId, client.TokenExpiresAt));
        Assert.True(Assert.Single(cloud.Events.Of<BrowserSignInStarted>()).IsOpened);
        Assert.False(Assert.Single(cloud.Events.Of<SignedIn>()).Renewed);
    }

    [Fact]
    public async Task The_requests_are_what_official_clients_send()
    {
        await using var login = new RawServer(
            _ => RawServer.Reply.Json("""{"access_token":"fake-token","token_type":"bearer","expires_in":86399}"""));
        using var browser = new BrowserPlayer();
        byte seed = 0;
        using var client = new GenesysCloudClient(new GenesysCloudClientOptions
        {
            Region = SimulatedCloud.RegionOf(login.Address),
            Browser = browser.SignIn("client & id") with { RandomBytes = count => [.. Enumerable.Repeat(seed++, count)] },
        });

        Task signingIn = client.SignInAsync(TestContext.Current.CancellationToken);
        Uri address = await browser.Opened;
        Dictionary<string, string> asked = QueryOf(address);
        await browser.GetAsync(new Uri($"{asked["redirect_uri"]}/?code=fake+code%2B&state={asked["state"]}"));
        await signingIn;

        Assert.Equal("/oauth/authorize", address.AbsolutePath);
        Assert.Equal(
            ["response_type", "client_id", "redirect_uri", "code_challenge", "code_challenge_method", "state"], asked.Keys);
        Assert.Equal(("code", "client & id", "S256"), (asked["response_type"], asked["client_id"], asked["code_challenge_method"]));
        Assert.Matches("^http://localhost:[0-9]+$", asked["redirect_uri"]);

        // Of 86 A: computed by another program.
        Assert.Equal("4WWa1UBjo3n3f-4Qijdqan1a49DEN7-EcgOWO9AHjfw", asked["code_challenge"]);
        RawServer.Request request = Assert.Single(login.Requests);
        Assert.Equal("POST /oauth/token HTTP/1.1", request.Line);
        Assert.DoesNotContain("\r\nAuthorization:", request.Head, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            $"grant_type=authorization_code&code=fake%20code%2B&code_verifier={new string('A', 86)}&client_id=client%20%26%20id" +
            $"&redirect_uri={Uri.EscapeDataString(asked["redirect_uri"])}",
            request.Body);
    }

    [Fact]
    public async Task Each_sign_in_has_a_verifier_and_a_state_of_its_own()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        var addresses = new List<Dictionary<string, string>>();
        for (int i = 0; i < 2; i++)
        {
            using var browser = new BrowserPlayer();
            Task signingIn = cloud.CreateClient(browser.SignIn(s_clientId)).SignInAsync();
            addresses.Add(QueryOf(await browser.Opened));
            await browser.GetAsync(await browser.Opened);
            await signingIn;
        }

        Assert.NotEqual(addresses[0]["state"], addresses[1]["state"]);
        Assert.NotEqual(addresses[0]["code_challenge"], addresses[1]["code_challenge"]);
        Assert.All(addresses, address => Assert.Matches("^[0-9A-Za-z_-]{43}$", address["state"]));
    }

    [Fact]
    public async Task A_user_who_denies_ends_the_sign_in_and_the_browser_says_why()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.AuthorizationError = "access_denied";
        using var browser = new BrowserPlayer();

        Task signingIn = cloud.CreateClient(browser.SignIn(s_clientId)).SignInAsync();
        Page page = await browser.GetAsync(await browser.Opened);
        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => signingIn);

        Assert.Equal(
            "The login host 127.0.0.1 refused the sign-in: access_denied (the user denied the request).", failure.Message);
        Assert.Equal(
            (SendOutcome.Refused, "access_denied", "GET /oauth/authorize"), (failure.Outcome, failure.Code, failure.Resource));
        Assert.Contains("You are not signed in", page.Text, StringComparison.Ordinal);
        Assert.Contains("access_denied (the user denied the request)", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, cloud.TokenRequests);
    }

    [Theory]
    [InlineData("server_error", SendOutcome.NotSent)]
    [InlineData("temporarily_unavailable", SendOutcome.NotSent)]
    [InlineData("unauthorized_client", SendOutcome.Refused)]
    [InlineData("invalid_scope", SendOutcome.Refused)]
    [InlineData("of no kind that anybody knows", SendOutcome.Refused)]
    public async Task Errors_of_the_redirect_say_whether_another_try_may_help(string error, SendOutcome outcome)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.AuthorizationError = error;
        using var browser = new BrowserPlayer();

        Task signingIn = cloud.CreateClient(browser.SignIn(s_clientId)).SignInAsync();
        await browser.GetAsync(await browser.Opened);
        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => signingIn);

        Assert.Equal((outcome, error), (failure.Outcome, failure.Code));
    }

    [Fact]
    public async Task What_an_error_says_is_text_on_the_page_and_in_the_message()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        using var browser = new BrowserPlayer();

        Task signingIn = cloud.CreateClient(browser.SignIn(s_clientId)).SignInAsync();
        Dictionary<string, string> asked = QueryOf(await browser.Opened);
        Page page = await browser.GetAsync(new Uri(
            $"{asked["redirect_uri"]}/?error=%3Cb%3E&error_description=%1B%5B2J%3Cscript%3Ealert(1)%3C%2Fscript%3E" +
            $"&state={asked["state"]}"));
        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => signingIn);

        Assert.Contains("&lt;b&gt; (&lt;script&gt;alert(1)&lt;/script&gt;)", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u001b', failure.Message);
    }

    [Theory]
    [InlineData(true, "The login host 127.0.0.1 refused the sign-in: access_denied (a b")]
    [InlineData(false, "A request to the redirect address ended the sign-in. It said: access_denied (a b")]
    public async Task What_an_error_says_is_one_short_line_and_the_login_hosts_only_with_its_state(bool hasState, string message)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        using var browser = new BrowserPlayer();

        Task signingIn = cloud.CreateClient(browser.SignIn(s_clientId)).SignInAsync();
        Dictionary<string, string> asked = QueryOf(await browser.Opened);
        await browser.GetAsync(new Uri(
            $"{asked["redirect_uri"]}/?error=access_denied&error_description=a%0D%0Ab%0A{new string('x', 1000)}" +
            (hasState ? $"&state={asked["state"]}" : "")));
        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => signingIn);

        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(failure.Message, char.IsControl);
        Assert.InRange(failure.Message.Length, 200, 300);
        Assert.Equal("access_denied", failure.Code);
    }

    [Fact]
    public async Task A_redirect_with_the_wrong_state_is_refused_and_the_right_one_is_waited_for()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        using var browser = new BrowserPlayer();
        GenesysCloudClient client = cloud.CreateClient(browser.SignIn(s_clientId));

        Task signingIn = client.SignInAsync();
        Uri address = await browser.Opened;
        string redirectUri = QueryOf(address)["redirect_uri"];
        Page forged = await browser.GetAsync(new Uri($"{redirectUri}/?code=stolen&state=wrong"));
        Page forgedError = await browser.GetAsync(new Uri($"{redirectUri}/?error=access_denied&state=wrong"));
        Page stateless = await browser.GetAsync(new Uri($"{redirectUri}/?code=stolen"));
        Assert.False(signingIn.IsCompleted);
        Page own = await browser.GetAsync(address);
        await signingIn;

        Assert.All([forged, forgedError, stateless], page => Assert.Equal(HttpStatusCode.BadRequest, page.Status));
        Assert.Equal(HttpStatusCode.OK, own.Status);
        Assert.Equal(1, cloud.TokenRequests);
    }

    [Fact]
    public async Task A_redirect_that_comes_twice_is_used_once()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        using var browser = new BrowserPlayer();
        GenesysCloudClient client = cloud.CreateClient(browser.SignIn(s_clientId));

        Task signingIn = client.SignInAsync();
        Uri redirect = await browser.RedirectOfAsync(await browser.Opened);
        Page second = null!;
        cloud.InFlightHandler.Sending = _ => second = Task.Run(() => browser.GetAsync(redirect)).GetAwaiter().GetResult();
        Page first = await browser.GetAsync(redirect);
        await signingIn;

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (first.Status, second.Status));
        Assert.Equal(1, cloud.TokenRequests);

        // Nobody listens any more.
        await Assert.ThrowsAsync<HttpRequestException>(() => browser.GetAsync(redirect));
    }

    [Fact]
    public async Task A_code_that_was_used_by_somebody_else_is_refused()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        using var browser = new BrowserPlayer();
        using var thief = new HttpClient();

        Task signingIn = cloud.CreateClient(browser.SignIn(s_clientId)).SignInAsync();
        Uri redirect = await browser.RedirectOfAsync(await browser.Opened);
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "authorization_code"), new("client_id", s_clientId), new("code", QueryOf(redirect)["code"]),
        ]);
        using HttpResponseMessage theft = await thief.PostAsync(
            new Uri(cloud.Simulator.BaseAddress, "oauth/token"), form, TestContext.Current.CancellationToken);
        Page page = await browser.GetAsync(redirect);
        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => signingIn);

        Assert.Equal(HttpStatusCode.BadRequest, theft.StatusCode);
        Assert.Equal((SendOutcome.Refused, "invalid_grant", "authorization_code"), (failure.Outcome, failure.Code, failure.Grant));
        Assert.Contains("You are not signed in", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(QueryOf(redirect)["code"], failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_who_signs_in_in_time_ends_the_waiting()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        using var browser = new BrowserPlayer();

        Task signingIn = cloud.CreateClient(browser.SignIn(s_clientId) with { Timeout = TimeSpan.FromMinutes(3) }).SignInAsync();
        Dictionary<string, string> asked = QueryOf(await browser.Opened);
        await browser.GetAsync(new Uri($"{asked["redirect_uri"]}/?code=x&state=wrong"));
        cloud.Clock.Advance(TimeSpan.FromSeconds(179));
        Assert.False(signingIn.IsCompleted);
        cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => signingIn);

        Assert.Equal(
            "The user did not sign in with the browser within 180 s. A redirect that belongs to another sign-in was ignored.",
            failure.Message);
        Assert.Equal(SignInException.BrowserTimeout, failure.Code);
        await Assert.ThrowsAsync<HttpRequestException>(() => browser.GetAsync(new Uri(asked["redirect_uri"])));
    }

    [Fact]
    public async Task Closing_the_client_ends_the_waiting_and_the_listening()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        using var browser = new BrowserPlayer();
        using var stop = new CancellationTokenSource();
        using var client = new GenesysCloudClient(new GenesysCloudClientOptions
        {
            Region = SimulatedCloud.RegionOf(cloud.Simulator.BaseAddress), Browser = browser.SignIn(s_clientId),
        });

        Task signingIn = client.SignInAsync(stop.Token);
        Task other = client.SignInAsync(TestContext.Current.CancellationToken);
        Uri redirectUri = new(QueryOf(await browser.Opened)["redirect_uri"]);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signingIn);
        client.Dispose();
        GenesysCloudException closed = await Assert.ThrowsAsync<GenesysCloudException>(() => other);

        Assert.Equal(GenesysCloudException.SessionClosed, closed.Code);
        await Assert.ThrowsAsync<HttpRequestException>(() => browser.GetAsync(redirectUri));
    }

    [Fact]
    public async Task Without_a_browser_the_address_is_told_and_waited_for()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        using var browser = new BrowserPlayer();
        var told = new TaskCompletionSource<BrowserSignInStarted>(TaskCreationOptions.RunContinuationsAsynchronously);
        cloud.Events.Happened = happened => told.TrySetResult(Assert.IsType<BrowserSignInStarted>(happened));
        GenesysCloudClient client = cloud.CreateClient(new BrowserSignIn(s_clientId) { Open = _ => false });

        Task signingIn = client.SignInAsync();
        BrowserSignInStarted started = await told.Task;
        cloud.Events.Happened = null;
        await browser.GetAsync(started.Address);
        await signingIn;

        Assert.False(started.IsOpened);
    }

    [Fact]
    public async Task A_user_may_launch()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        using var browser = new BrowserPlayer();
        GenesysCloudClient client = cloud.CreateClient(browser.SignIn(s_clientId));
        Task signingIn = client.SignInAsync();
        await browser.GetAsync(await browser.Opened);
        await signingIn;

        Assert.IsType<LaunchOutcome.Launched>(await client.Architect.LaunchAsync(SimulatedCloud.Launch));
        Assert.Equal(s_clientId, Assert.Single(cloud.Simulator.Launches).ClientId);
    }

    private static Dictionary<string, string> QueryOf(Uri address) => address.Query.TrimStart('?').Split('&')
        .Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
}
