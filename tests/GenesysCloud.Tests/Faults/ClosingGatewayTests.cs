using System.Net;
using GenesysCloud.Architect;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Faults;

/// <summary>A gateway that closes kept-alive connections unannounced costs as few launches as possible their outcome.</summary>
public sealed class ClosingGatewayTests(ITestOutputHelper output)
{
    private const string Started = """{"id":"11111111-0000-4000-8000-000000000001"}""";
    private const string Mark = "ININ-Correlation-Id: c0000000-0000-4000-8000-000000000001\r\n";

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task A_gateway_that_takes_one_request_for_each_connection_loses_one_launch_for_each_sender(int senders)
    {
        const int Launches = 200;
        var used = new HashSet<int>();
        // Its first response keeps the connection alive; whatever comes next on it is met by its end.
        await using var gateway = new RawServer(request =>
        {
            lock (used)
                return used.Add(request.Connection) ? RawServer.Reply.Json(Started, headers: Mark) : new RawServer.Reply(null, Close: true);
        });
        using var transport = new TestTransport(gateway.Address, GenesysCloudClient.CreateTransport());

        int unknown = 0;
        async Task SendAsync(int launches)
        {
            for (int launch = 0; launch < launches; launch++)
            {
                if (await transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch) is not LaunchOutcome.Launched)
                    Interlocked.Increment(ref unknown);
            }
        }

        await transport.Time.RunAsync(Task.WhenAll(Enumerable.Range(0, senders).Select(_ => SendAsync(Launches / senders))));

        output.WriteLine($"{unknown} of {Launches} unknown with {senders} senders");
        Assert.InRange(unknown, 1, senders);
    }

    [Fact]
    public async Task Connections_that_stay_open_are_used_again()
    {
        await using var server = new RawServer(_ => RawServer.Reply.Json(Started, headers: Mark));
        using var transport = new TestTransport(server.Address, GenesysCloudClient.CreateTransport());

        for (int launch = 0; launch < 20; launch++)
        {
            Assert.IsType<LaunchOutcome.Launched>(
                await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch)));
        }

        Assert.All(server.Requests, request => Assert.Equal(1, request.Connection));
    }

    [Fact]
    public async Task Launches_that_are_in_flight_share_no_connection_that_could_lose_them_all()
    {
        HttpRequestMessage? sent = null;
        using var transport = new TestTransport(StubHandler.Nowhere, new StubHandler(request =>
        {
            sent = request;
            return StubHandler.OfService(Started);
        }));

        await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.Equal((HttpVersion.Version11, HttpVersionPolicy.RequestVersionOrLower), (sent!.Version, sent.VersionPolicy));
    }

    [Fact]
    public void An_idle_connection_is_given_up_before_common_servers_close_it()
    {
        using SocketsHttpHandler handler = GenesysCloudClient.CreateHandler();

        // Node.js and Apache close idle connections after 5 s; others wait longer.
        Assert.InRange(handler.PooledConnectionIdleTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
    }
}
