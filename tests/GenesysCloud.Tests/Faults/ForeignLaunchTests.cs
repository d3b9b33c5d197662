using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Faults;

/// <summary>
/// What comes of a launch for every kind of response that is not a launch. Refused, and so free to be launched again, is only what Genesys
/// Cloud itself refuses with a status that its API documents.
/// </summary>
public sealed class ForeignLaunchTests
{
    private const string Started = """{"id":"11111111-0000-4000-8000-000000000001"}""";
    private const string Page = "<html><head><title>Blocked</title></head><body>Web filter</body></html>";
    private const string Gateway = """{"message":"Forbidden"}""";

    private static readonly int[] s_documented = [400, 401, 403, 404, 405, 409, 410, 413, 415, 429];
    private static readonly int[] s_others = [402, 406, 407, 418, 421, 422, 423, 425, 426, 428, 431, 451, 460, 498, 499];

    public static TheoryData<int> Documented => [.. s_documented];

    public static TheoryData<int> Undocumented => [.. s_others];

    public static TheoryData<int, string> Foreign =>
        [.. from status in s_documented.Concat(s_others).Concat([300, 301, 302, 303, 307, 308])
            from body in new[] { Page, Gateway, "", "[]", "null" }
            select (status, body)];

    [Theory]
    [MemberData(nameof(Documented))]
    public async Task A_documented_refusal_in_Genesys_Clouds_own_words_is_Refused(int status)
    {
        // The wait that a 429 asks for is longer than the launch waits, so that it is not repeated here.
        await using var server = new RawServer(_ => RawServer.Reply.Json(
            $$"""{"message":"No.","code":"some.code","status":{{status}},"contextId":"c"}""",
            status,
            status == 429 ? "Retry-After: 3600\r\n" : ""));
        using var transport = new TestTransport(server.Address);

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        GenesysCloudException reason = Assert.IsType<LaunchOutcome.Refused>(outcome).Reason;
        Assert.Equal((status, "some.code", null), (reason.Status, reason.Code, reason.ForeignResponse));
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Undocumented))]
    public async Task An_undocumented_status_is_Unknown_whoever_sends_it(int status)
    {
        await using var server = new RawServer(
            _ => RawServer.Reply.Json($$"""{"message":"No.","code":"some.code","contextId":"c"}""", status));
        using var transport = new TestTransport(server.Address);

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.Equal(status, Assert.IsType<LaunchOutcome.Unknown>(outcome).Reason.Status);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_timeout_or_an_error_of_a_server_is_Unknown_and_says_the_same_whoever_sent_it(int status)
    {
        await using var server = new RawServer(_ => RawServer.Reply.Json(Page, status));
        using var transport = new TestTransport(server.Address);

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        GenesysCloudException reason = Assert.IsType<LaunchOutcome.Unknown>(outcome).Reason;
        Assert.Equal((status, null), (reason.Status, reason.ForeignResponse));
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_response_that_is_not_Genesys_Clouds_is_Unknown_and_never_sent_again(int status, string body)
    {
        await using var server = new RawServer(
            request => request.Number == 1 ? RawServer.Reply.Json(body, status) : RawServer.Reply.Json(Started));
        using var transport = new TestTransport(server.Address);

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        GenesysCloudException reason = Assert.IsType<LaunchOutcome.Unknown>(outcome).Reason;
        Assert.Equal((SendOutcome.Unknown, status, 1), (reason.Outcome, reason.Status, reason.Attempts));
        Assert.Equal(status, reason.ForeignResponse?.Status);
        Assert.Null(reason.Code);
        Assert.Null(reason.Error);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(Page)]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("")]
    public async Task A_success_without_an_execution_is_Unknown_and_foreign_unless_it_has_a_correlation_id(string body)
    {
        await using var server = new RawServer(
            request => RawServer.Reply.Json(body, 200, request.Number == 1 ? "" : "ININ-Correlation-Id: c\r\n"));
        using var transport = new TestTransport(server.Address);

        LaunchOutcome foreign = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));
        LaunchOutcome unreadable = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.Equal(200, Assert.IsType<LaunchOutcome.Unknown>(foreign).Reason.ForeignResponse?.Status);
        Assert.Null(Assert.IsType<LaunchOutcome.Unknown>(unreadable).Reason.ForeignResponse);
    }

    [Fact]
    public async Task It_tells_who_responded_and_with_what()
    {
        await using var server = new RawServer(_ => new RawServer.Reply(
            "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html; charset=utf-8\r\nServer: squid/6.1\r\nVia: 1.1 proxy.example\r\n" +
            $"Location: https://login.firewall.example/portal?session=s3cret\r\nContent-Length: {Page.Length}\r\n\r\n{Page}",
            Close: false));
        using var transport = new TestTransport(server.Address);

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        GenesysCloudException reason = Assert.IsType<LaunchOutcome.Unknown>(outcome).Reason;
        Assert.Equal(
            new ForeignResponse(403, "text/html", "squid/6.1", "1.1 proxy.example", "login.firewall.example", "Blocked Web filter"),
            reason.ForeignResponse);
        Assert.Equal(
            "POST /api/v2/flows/executions: the response did not come from Genesys Cloud (status 403, text/html, server 'squid/6.1', " +
            "via '1.1 proxy.example', redirect to host 'login.firewall.example', text: \"Blocked Web filter\").",
            reason.Message);
    }

    [Fact]
    public async Task A_body_that_did_not_arrive_whole_is_sent_once_more()
    {
        await using var server = new RawServer(request => request.Number == 1 ? Incomplete() : RawServer.Reply.Json(Started));
        using var transport = new TestTransport(server.Address);

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.Equal(2, Assert.IsType<LaunchOutcome.Launched>(outcome).Attempts);
        Assert.Equal(server.Requests[0].Body, server.Requests[1].Body);
        RetryScheduled retry = Assert.Single(transport.Events.All.OfType<RetryScheduled>());
        Assert.Equal(("400 client.failed.request", 2), (retry.Reason, retry.Attempt));
    }

    [Fact]
    public async Task A_body_that_never_arrives_whole_is_sent_twice_and_Refused()
    {
        await using var server = new RawServer(_ => Incomplete());
        using var transport = new TestTransport(server.Address);

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.Equal("client.failed.request", Assert.IsType<LaunchOutcome.Refused>(outcome).Reason.Code);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("bad.credentials", 2)]
    [InlineData("ip.not.authorized", 1)]
    public async Task A_token_is_renewed_when_it_is_rejected_and_not_when_the_address_is(string code, int launches)
    {
        await using var server = new RawServer(request => request.Line.Contains("/oauth/token", StringComparison.Ordinal)
            ? RawServer.Reply.Json($$"""{"access_token":"fake-token-{{request.Number}}","expires_in":86400}""")
            : RawServer.Reply.Json($$"""{"message":"No.","code":"{{code}}","status":401,"contextId":"c"}""", 401));
        using var transport = new TestTransport(server.Address, signsIn: true);

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.Equal(code, Assert.IsType<LaunchOutcome.Refused>(outcome).Reason.Code);
        Assert.Equal(launches, server.Requests.Count(request => request.Line.Contains("executions", StringComparison.Ordinal)));
        Assert.Equal(launches, server.Requests.Count(request => request.Line.Contains("/oauth/token", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_foreign_401_neither_renews_the_token_nor_repeats_the_launch()
    {
        await using var server = new RawServer(request => request.Line.Contains("/oauth/token", StringComparison.Ordinal)
            ? RawServer.Reply.Json("""{"access_token":"fake-token","expires_in":86400}""")
            : RawServer.Reply.Json("<html>Log on to the proxy</html>", 401));
        using var transport = new TestTransport(server.Address, signsIn: true);

        Assert.IsType<LaunchOutcome.Unknown>(await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch)));

        Assert.Equal(2, server.Requests.Count);
    }

    private static RawServer.Reply Incomplete() => RawServer.Reply.Json(
        """{"message":"The client did not produce a request with valid end of stream """ +
        """signaling.","code":"client.failed.request","status":400,"contextId":"c"}""",
        400);
}
