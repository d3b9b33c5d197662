using System.Text;
using GenesysCloud.Http;
using GenesysCloud.Platform;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Platform;

/// <summary>What changes something is sent again only when it is certain that nothing was carried out, as a launch is.</summary>
public sealed class WriteTests
{
    private const string Queues = "/api/v2/routing/queues";
    private const string Mark = "ININ-Correlation-Id: c0000000-0000-4000-8000-000000000001\r\n";

    public static TheoryData<string> Methods => ["POST", "PUT", "PATCH", "DELETE"];

    [Theory]
    [InlineData(FaultKind.DropBefore, 0)]
    [InlineData(FaultKind.DropAfter, 0)]
    [InlineData(FaultKind.TruncatedBody, 0)]
    [InlineData(FaultKind.StatusBefore, 408)]
    [InlineData(FaultKind.StatusBefore, 500)]
    [InlineData(FaultKind.StatusAfter, 502)]
    [InlineData(FaultKind.StatusAfter, 503)]
    [InlineData(FaultKind.StatusAfter, 504)]
    [InlineData(FaultKind.ForeignAfter, 429)]
    public async Task A_write_that_may_have_been_carried_out_is_sent_once(FaultKind kind, int status)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(Fault(kind) with { Status = status == 0 ? 503 : status });
        ApiResponse response = await SendAsync(cloud, HttpMethod.Post, """{"name":"New"}""", isRepeatable: false);
        Assert.Equal((SendOutcome.Unknown, 1), (response.Outcome, response.Attempts));
        Assert.Equal(1, cloud.Requests("POST", Queues));
    }

    [Theory]
    [InlineData(FaultKind.TooManyRequests, 429, null)]
    [InlineData(FaultKind.StatusBefore, 400, "client.failed.request")]
    [InlineData(FaultKind.StatusBefore, 401, null)]
    public async Task A_write_that_was_certainly_not_carried_out_is_sent_again(FaultKind kind, int status, string? code)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(Fault(kind) with { Status = status, Code = code });
        ApiResponse response = await SendAsync(cloud, HttpMethod.Post, """{"name":"New"}""", isRepeatable: false);
        Assert.Equal((SendOutcome.Done, 2), (response.Outcome, response.Attempts));
        Assert.Equal(2, cloud.Requests("POST", Queues));
    }

    [Fact]
    public async Task A_write_without_a_response_in_time_is_sent_once()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(Fault(FaultKind.HangAfter));
        cloud.ExpectTimeOuts();
        ApiResponse response = await SendAsync(cloud, HttpMethod.Post, """{"name":"New"}""", isRepeatable: false);
        Assert.Equal(SendOutcome.Unknown, response.Outcome);
        Assert.IsType<TimeoutException>(response.ToException().InnerException);
        Assert.Equal(1, cloud.Requests("POST", Queues));
    }

    [Fact]
    public async Task A_repeatable_write_is_retried_like_a_read()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(Fault(FaultKind.StatusAfter) with { Status = 503, Times = 2 });
        ApiResponse response = await SendAsync(cloud, HttpMethod.Post, """{"name":"New"}""", isRepeatable: true);
        Assert.Equal((SendOutcome.Done, 3), (response.Outcome, response.Attempts));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_write_without_a_body_is_not_repeated_by_the_handler_when_the_connection_is_closed(string method)
    {
        // The first response keeps the connection alive; on that connection, a request without content that finds it closed would be sent
        // again by the handler itself.
        await using var server = new RawServer(request => request.Number == 2
            ? new RawServer.Reply(null, Close: true)
            : RawServer.Reply.Json("{}", headers: Mark));
        using var transport = new TestTransport(server.Address);
        await transport.Time.RunAsync(transport.Client.Platform.SendAsync(Request(server.Address, HttpMethod.Get, null, true), default));

        ApiResponse response = await transport.Time.RunAsync(
            transport.Client.Platform.SendAsync(Request(server.Address, HttpMethod.Parse(method), null, false), default));

        Assert.Equal((SendOutcome.Unknown, 1), (response.Outcome, response.Attempts));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_write_that_finds_no_connection_is_tried_again_and_was_not_sent(string method)
    {
        var failing = new HttpRequestException(HttpRequestError.ConnectionError);
        using var transport = new TestTransport(StubHandler.Nowhere, new ThrowingHandler(failing));
        ApiResponse response = await transport.Time.RunAsync(
            transport.Client.Platform.SendAsync(Request(StubHandler.Nowhere, HttpMethod.Parse(method), null, false), default));
        Assert.Equal((SendOutcome.NotSent, 6), (response.Outcome, response.Attempts));
    }

    [Fact]
    public async Task A_refusal_of_one_id_holds_back_the_operation_for_all_ids()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(
            new Fault(FaultKind.TooManyRequests) { Method = "GET", Path = Queues, RetryAfterSeconds = 20, Times = 1 });
        string[] ids = [Guid.NewGuid().ToString(), Guid.NewGuid().ToString()];
        foreach (string id in ids)
        {
            await cloud.RunAsync(cloud.Client.Platform.SendAsync(
                Request(cloud.Simulator.BaseAddress, HttpMethod.Get, null, true, $"routing/queues/{id}"), default));
        }

        Assert.Contains(cloud.Events.All.OfType<RateLimitWaiting>(), wait => wait.Resource == "GET /api/v2/routing/queues/{id}");
    }

    private static Fault Fault(FaultKind kind) => new(kind) { Method = "POST", Path = Queues };

    private static Task<ApiResponse> SendAsync(SimulatedCloud cloud, HttpMethod method, string? body, bool isRepeatable) => cloud.RunAsync(
        cloud.Client.Platform.SendAsync(Request(cloud.Simulator.BaseAddress, method, body, isRepeatable), default));

    private static PlatformRequest Request(
        Uri address, HttpMethod method, string? body, bool isRepeatable, string text = "routing/queues")
    {
        Assert.True(ApiPath.TryParse(text, address, out ApiPath? path, out string? problem), problem);
        ReadOnlyMemory<byte>? utf8 = body is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(body);
        return new PlatformRequest(method, path, utf8, isRepeatable);
    }

    /// <summary>Fails before it asks for the content, as a connection does that can't be made.</summary>
    private sealed class ThrowingHandler(Exception failure) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(failure);
    }
}
