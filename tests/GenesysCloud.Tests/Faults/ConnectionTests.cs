using System.Net;
using System.Net.Sockets;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Faults;

/// <summary>What the connection itself can do to a launch.</summary>
public sealed class ConnectionTests
{
    private const string Started = """{"id":"11111111-0000-4000-8000-000000000001"}""";

    [Fact]
    public async Task Nothing_listens_then_something_does_is_one_launch()
    {
        using var reserved = new Socket(SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)reserved.LocalEndPoint!).Port;
        using var transport = new TestTransport(new Uri($"http://127.0.0.1:{port}/"), signsIn: true);
        Task<CloudSimulator>? simulator = null;
        transport.Events.Happened = happened =>
        {
            if (happened is RetryScheduled && simulator is null)
            {
                reserved.Dispose();
                simulator = CloudSimulator.StartAsync(new SimulatorOptions { Port = port, TimeProvider = transport.Clock.ServerSide });
                simulator.Wait();
            }
        };

        LaunchOutcome outcome = await transport.Time.RunAsync(
            transport.Client.Architect.LaunchAsync(new("f0000000-0000-4000-8000-000000000001")));

        Assert.NotNull(simulator);
        await using CloudSimulator cloud = await simulator;
        // It does not know this flow; that it says so shows that the launch came, once.
        Assert.Equal(404, Assert.IsType<LaunchOutcome.Refused>(outcome).Reason.Status);
        Assert.Single(cloud.Requests, request => request.Path == "/api/v2/flows/executions");
    }

    [Fact]
    public async Task A_time_out_while_connecting_is_NotSent()
    {
        int connects = 0;
        SocketsHttpHandler handler = GenesysCloudClient.CreateHandler();
        handler.ConnectCallback = async (_, cancellationToken) =>
        {
            Interlocked.Increment(ref connects);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("No connection is ever made.");
        };
        using var transport = new TestTransport(new Uri("http://127.0.0.1:9/"), handler);
        transport.Time.Hanging = () => transport.InFlightHandler.InFlight;

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        GenesysCloudException failure = Assert.IsType<GenesysCloudException>(Assert.IsType<LaunchOutcome.NotSent>(outcome).Reason);
        Assert.Equal((SendOutcome.NotSent, 6), (failure.Outcome, failure.Attempts));
        Assert.Equal(HttpRequestError.ConnectionError, Assert.IsType<HttpRequestException>(failure.InnerException).HttpRequestError);
        Assert.InRange(connects, 1, 6);
    }

    [Fact]
    public async Task A_stop_in_the_moment_in_which_connecting_fails_is_a_stop_like_any_other()
    {
        using var stop = new CancellationTokenSource();
        SocketsHttpHandler handler = GenesysCloudClient.CreateHandler();
        handler.ConnectCallback = async (_, _) =>
        {
            await stop.CancelAsync();
            throw new SocketException((int)SocketError.ConnectionRefused);
        };
        using var transport = new TestTransport(new Uri("http://127.0.0.1:9/"), handler);

        LaunchOutcome outcome = await transport.Time.RunAsync(
            transport.Client.Architect.LaunchAsync(
                SimulatedCloud.Launch, new LaunchOptions { Abandon = CancellationToken.None }, stop.Token));

        Assert.IsAssignableFrom<OperationCanceledException>(Assert.IsType<LaunchOutcome.NotSent>(outcome).Reason);
        Assert.Equal(1, transport.InFlightHandler.Sent);
    }

    [Fact]
    public async Task A_failed_TLS_handshake_is_NotSent()
    {
        await using CloudSimulator withoutTls = await CloudSimulator.StartAsync();
        using var transport = new TestTransport(new UriBuilder(withoutTls.BaseAddress) { Scheme = "https" }.Uri);

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        GenesysCloudException failure = Assert.IsType<GenesysCloudException>(Assert.IsType<LaunchOutcome.NotSent>(outcome).Reason);
        Assert.Contains("TLS", failure.Message, StringComparison.Ordinal);
        Assert.Empty(withoutTls.Requests);
    }

    [Fact]
    public async Task A_server_that_reads_the_whole_request_and_closes_gets_it_once()
    {
        await using var server = new RawServer(_ => new RawServer.Reply(null, Close: true));
        using var transport = new TestTransport(server.Address);

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.IsType<LaunchOutcome.Unknown>(outcome);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_kept_connection_that_dies_under_the_second_request_does_not_repeat_it()
    {
        // The connection has proved good, which is when clients like to send once more on a new one.
        await using var server = new RawServer(
            request => request.Number == 1 ? RawServer.Reply.Json(Started) : new RawServer.Reply(null, Close: true));
        using var transport = new TestTransport(server.Address);

        Assert.IsType<LaunchOutcome.Launched>(await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch)));
        LaunchOutcome second = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.IsType<LaunchOutcome.Unknown>(second);
        Assert.Equal([1, 1], server.Requests.Select(request => request.Connection));
    }

    [Fact]
    public async Task An_idle_connection_closed_right_before_the_second_request_makes_at_most_one_launch()
    {
        await using var server = new RawServer(request => RawServer.Reply.Json(Started, close: request.Connection < 20));
        using var transport = new TestTransport(server.Address);

        // The close races with the next request, so that both ways are met: seen in time, and seen too late.
        for (int launch = 1; launch <= 20; launch++)
        {
            int before = server.Requests.Count;
            LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

            int arrived = server.Requests.Count - before;
            Assert.InRange(arrived, outcome is LaunchOutcome.Launched ? 1 : 0, 1);
            Assert.True(outcome is LaunchOutcome.Launched or LaunchOutcome.Unknown or LaunchOutcome.NotSent, $"{outcome}");
            if (outcome is LaunchOutcome.NotSent)
                Assert.Equal(0, arrived);
        }
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var server = new RawServer(
            request => RawServer.Reply.Json("", status: 307, headers: $"Location: /elsewhere{request.Number}\r\n"));
        using var transport = new TestTransport(server.Address);

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.Equal(307, Assert.IsType<LaunchOutcome.Unknown>(outcome).Reason.Status);
        Assert.Equal("POST /api/v2/flows/executions HTTP/1.1", Assert.Single(server.Requests).Line);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task An_answer_that_cannot_be_unpacked_is_Unknown(string encoding)
    {
        await using var server = new RawServer(_ => RawServer.Reply.Json(Started, headers: $"Content-Encoding: {encoding}\r\n"));
        using var transport = new TestTransport(server.Address);

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.Contains(
            "the response could not be decompressed",
            Assert.IsType<LaunchOutcome.Unknown>(outcome).Reason.Message,
            StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_stop_while_the_answer_is_awaited_leaves_the_outcome_Unknown()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.HangAfter));
        using var stop = new CancellationTokenSource();
        Task<LaunchOutcome> launch = cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch, cancellationToken: stop.Token);
        await cloud.Time.UntilAsync(() => cloud.Simulator.LaunchCount == 1);

        await stop.CancelAsync();

        LaunchOutcome.Unknown unknown = Assert.IsType<LaunchOutcome.Unknown>(await cloud.RunAsync(launch));
        Assert.Equal((SendOutcome.Unknown, 1), (unknown.Reason.Outcome, unknown.Reason.Attempts));
        Assert.IsAssignableFrom<OperationCanceledException>(unknown.Reason.InnerException);
    }

    [Fact]
    public async Task A_stop_before_sending_is_NotSent()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();

        LaunchOutcome outcome = await cloud.RunAsync(
            cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch, cancellationToken: new CancellationToken(canceled: true)));

        Assert.IsAssignableFrom<OperationCanceledException>(Assert.IsType<LaunchOutcome.NotSent>(outcome).Reason);
        Assert.Equal(0, cloud.Simulator.LaunchCount);
    }

    [Fact]
    public async Task A_stop_while_a_refusal_is_waited_out_is_NotSent()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.TooManyRequests) { RetryAfterSeconds = 100 });
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(10), cloud.Clock);

        LaunchOutcome outcome = await cloud.RunAsync(
            cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch, cancellationToken: stop.Token));

        Assert.IsType<LaunchOutcome.NotSent>(outcome);
        Assert.Equal(TimeSpan.FromSeconds(10), cloud.Clock.Now);
        Assert.Equal(0, cloud.Simulator.LaunchCount);
    }
}
