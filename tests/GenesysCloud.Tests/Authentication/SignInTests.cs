using System.Net;
using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Authentication;

public sealed class SignInTests
{
    [Fact]
    public async Task The_request_is_what_official_clients_send()
    {
        await using var login = new RawServer(
            _ => RawServer.Reply.Json("""{"access_token":"fake-token","token_type":"bearer","expires_in":86399}"""));
        using var transport = new TestTransport(login.Address, signsIn: true);

        await transport.Time.RunAsync(transport.Client.SignInAsync());

        RawServer.Request request = Assert.Single(login.Requests);
        Assert.Equal("POST /oauth/token HTTP/1.1", request.Line);
        // Nothing about the client, and no scope: neither is part of this grant.
        Assert.Equal("grant_type=client_credentials", request.Body);
        Assert.Contains(
            "\r\nContent-Type: application/x-www-form-urlencoded\r\n", request.Head + "\r\n", StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\r\nAccept: application/json\r\n", request.Head + "\r\n", StringComparison.OrdinalIgnoreCase);
        string basic = Convert.ToBase64String(
            System.Text.Encoding.UTF8.GetBytes($"{SimulatedClients.Administrator.Id}:{SimulatedClients.Administrator.Secret}"));
        Assert.Contains($"\r\nAuthorization: Basic {basic}\r\n", request.Head + "\r\n", StringComparison.Ordinal);
        Assert.Contains("\r\nUser-Agent: GenesysFlows/", request.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_tells_when_the_token_ends()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();

        await cloud.RunAsync(cloud.Client.SignInAsync());

        DateTimeOffset ends = cloud.Clock.GetUtcNow() + TimeSpan.FromDays(1);
        Assert.Equal((SimulatedClients.Administrator.Id, ends), (cloud.Client.ClientId, cloud.Client.TokenExpiresAt));
        Assert.Equal(new SignedIn(ends, Renewed: false), Assert.Single(cloud.Events.Of<SignedIn>()));
    }

    [Fact]
    public async Task An_unknown_client_is_told_apart_from_a_wrong_secret()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        GenesysCloudClient unknown = cloud.CreateClient(
            SimulatedClients.Administrator with { Id = "a0000000-0000-4000-8000-0000000000ff" });
        GenesysCloudClient wrong = cloud.CreateClient(secret: "fake-wrong-secret");

        SignInException notFound = await Assert.ThrowsAsync<SignInException>(() => cloud.RunAsync(unknown.SignInAsync()));
        SignInException refused = await Assert.ThrowsAsync<SignInException>(() => cloud.RunAsync(wrong.SignInAsync()));

        Assert.Equal(
            (400, "invalid_client", "client not found", 1), (notFound.Status, notFound.Code, notFound.ServiceMessage, notFound.Attempts));
        Assert.Equal(
            (401, "invalid_client", "authentication failed", 1), (refused.Status, refused.Code, refused.ServiceMessage, refused.Attempts));
        Assert.All(
            [notFound, refused],
            failure => Assert.Equal((SendOutcome.Refused, true), (failure.Outcome, failure.CorrelationId is not null)));
        Assert.Equal(2, cloud.TokenRequests);
    }

    [Theory]
    [InlineData(FaultKind.StatusBefore, 500)]
    [InlineData(FaultKind.StatusBefore, 503)]
    [InlineData(FaultKind.StatusBefore, 408)]
    [InlineData(FaultKind.TooManyRequests, 429)]
    [InlineData(FaultKind.DropBefore, 0)]
    [InlineData(FaultKind.DropAfter, 0)]
    [InlineData(FaultKind.TruncatedBody, 0)]
    public async Task Trouble_that_may_pass_is_outlasted(FaultKind kind, int status)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(LoginFault(kind, times: 3) with { Status = status });

        await cloud.RunAsync(cloud.Client.SignInAsync());

        Assert.Equal(4, cloud.TokenRequests);
    }

    [Fact]
    public async Task The_login_hosts_own_rate_limit_is_outlasted_although_it_answers_400()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.TokenRequestLimit = 1;
        cloud.Simulator.Settings.RateLimitWindow = TimeSpan.FromSeconds(5);
        GenesysCloudClient first = cloud.CreateClient();
        GenesysCloudClient second = cloud.CreateClient();

        await cloud.RunAsync(first.SignInAsync());
        await cloud.RunAsync(second.SignInAsync());

        Assert.Contains(cloud.Simulator.Requests, request => request.Status == 400);
        Assert.InRange(cloud.Clock.Now, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20));
        Assert.NotNull(second.TokenExpiresAt);
    }

    [Fact]
    public async Task A_rate_limit_that_does_not_end_is_told_as_what_it_is()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.TokenRequestLimit = 0;

        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => cloud.RunAsync(cloud.Client.SignInAsync()));

        Assert.Equal((400, "invalid_request", 6), (failure.Status, failure.Code, failure.Attempts));
        Assert.Equal(SendOutcome.NotSent, failure.Outcome);
        Assert.StartsWith("rate limit exceeded", failure.ServiceMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.TooManyRequests)]
    [InlineData(FaultKind.StatusBefore)]
    public async Task A_login_host_that_asks_for_an_hour_is_not_waited_for(FaultKind kind)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(LoginFault(kind, times: null) with { RetryAfterSeconds = 3600 });

        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => cloud.RunAsync(cloud.Client.SignInAsync()));

        Assert.Equal((TimeSpan.FromHours(1), 1), (failure.RetryAfter, failure.Attempts));
        Assert.Equal(TimeSpan.Zero, cloud.Clock.Now);
    }

    [Fact]
    public async Task A_login_host_that_never_answers_is_given_up()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(LoginFault(FaultKind.HangBefore, times: null));
        cloud.ExpectTimeOuts();

        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => cloud.RunAsync(cloud.Client.SignInAsync()));

        Assert.Equal((SendOutcome.NotSent, 6), (failure.Outcome, failure.Attempts));
        Assert.Contains("no response was received within 30 s", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.StatusBefore, 408, SendOutcome.NotSent)]
    [InlineData(FaultKind.TooManyRequests, 429, SendOutcome.NotSent)]
    [InlineData(FaultKind.StatusBefore, 500, SendOutcome.NotSent)]
    [InlineData(FaultKind.StatusBefore, 503, SendOutcome.NotSent)]
    [InlineData(FaultKind.StatusBefore, 401, SendOutcome.Refused)]
    [InlineData(FaultKind.StatusBefore, 403, SendOutcome.Refused)]
    public async Task Only_what_is_about_the_credentials_counts_as_refused(FaultKind kind, int status, SendOutcome outcome)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(LoginFault(kind, times: null) with { Status = status, RetryAfterSeconds = 1 });

        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => cloud.RunAsync(cloud.Client.SignInAsync()));

        Assert.Equal((status, outcome), (failure.Status, failure.Outcome));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Please sign in to the hotel's network</html>")]
    [InlineData("{}")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":null,"expires_in":10}""")]
    [InlineData("""{"access_token":17}""")]
    [InlineData("""["fake-token"]""")]
    public async Task An_answer_without_a_token_is_a_failed_sign_in(string answer)
    {
        using var transport = new TestTransport(
            StubHandler.Nowhere, new StubHandler(_ => StubHandler.Answer(HttpStatusCode.OK, answer)), signsIn: true);

        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => transport.Time.RunAsync(transport.Client.SignInAsync()));

        Assert.Contains("contains no access token", failure.Message, StringComparison.Ordinal);
        Assert.Equal((200, 1), (failure.Status, failure.Attempts));
        Assert.NotNull(failure.ForeignResponse);
    }

    [Theory]
    [InlineData("""{"access_token":"fake token that is unusable"}""")]
    [InlineData("""{"data":{"access_token":"fake-token"}}""")]
    [InlineData("access_token=fake-token&expires_in=10")]
    public async Task A_success_that_is_no_page_is_not_shown_since_it_may_hold_a_token(string answer)
    {
        using var transport = new TestTransport(
            StubHandler.Nowhere, new StubHandler(_ => StubHandler.Answer(HttpStatusCode.OK, answer)), signsIn: true);

        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => transport.Time.RunAsync(transport.Client.SignInAsync()));

        Assert.DoesNotContain("fake", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal("", failure.ForeignResponse?.Excerpt);
    }

    [Theory]
    [InlineData("""{"access_token":"fake-token"}""")]
    [InlineData("""{"access_token":"fake-token","expires_in":null}""")]
    [InlineData("""{"access_token":"fake-token","expires_in":"soon","extra":[{}]}""")]
    public async Task A_token_without_a_readable_end_is_a_token(string answer)
    {
        using var transport = new TestTransport(
            StubHandler.Nowhere, new StubHandler(_ => StubHandler.Answer(HttpStatusCode.OK, answer)), signsIn: true);

        await transport.Time.RunAsync(transport.Client.SignInAsync());

        Assert.Null(transport.Client.TokenExpiresAt);
    }

    [Fact]
    public void Credentials_or_a_token_have_to_be_given_but_not_both()
    {
        Assert.Throws<ArgumentException>(() => new GenesysCloudClient(new GenesysCloudClientOptions()));
        Assert.Throws<ArgumentException>(() => new GenesysCloudClient(new GenesysCloudClientOptions { AccessToken = "" }));
        Assert.Throws<ArgumentException>(() => new GenesysCloudClient(new GenesysCloudClientOptions
        {
            AccessToken = "fake-token",
            Credentials = new ClientCredentials("fake-client", "fake-secret"),
        }));
    }

    private static Fault LoginFault(FaultKind kind, int? times) => new(kind) { Path = "/oauth/token", Times = times };
}
