using System.Net;
using GenesysCloud.Architect;
using GenesysCloud.Authentication;
using GenesysCloud.Launching;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Launching;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Network;

/// <summary>A run as companies have it: through a proxy with a password, TLS, and a gateway with paths of its own.</summary>
public sealed class ProxiedRunTests : IAsyncLifetime
{
    private const string Host = "gateway.genesys.example";
    private const int Rows = 200;
    private static readonly NetworkCredential s_credential = new("fake-user", "fake-proxy-password-4717");

    private readonly TestAuthority _authority = new();
    private SimulatedCloud _cloud = null!;
    private TlsFront _front = null!;
    private TestProxy _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        _cloud = await SimulatedCloud.StartAsync();
        _cloud.Simulator.Settings.RateLimit = null;
        _cloud.Simulator.Settings.GatewayLoginPath = "/sign/in";
        _cloud.Simulator.Settings.GatewayApiPath = "/genesys";
        _front = new TlsFront(_cloud.Simulator.BaseAddress, _authority.Issue(Host));
        _proxy = new TestProxy(_front.EndPoint) { Credential = s_credential };
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _front.DisposeAsync();
        await _cloud.DisposeAsync();
        _authority.Dispose();
    }

    [Fact]
    public async Task A_run_through_an_authenticated_proxy_and_a_gateway_launches_each_row_once()
    {
        using GenesysCloudClient client = Connect();

        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await RunAsync(client);

        Assert.All(results, result => Assert.IsType<RowOutcome.Launched>(result.Outcome));
        Assert.Equal(
            BulkLaunches.Rows(Rows).Select(row => row.Name!).Order(StringComparer.Ordinal),
            _cloud.Simulator.Launches.Select(launch => launch.Name!).Order(StringComparer.Ordinal));
        Assert.Equal($"http://{_proxy.EndPoint}/", client.ProxyFor(client.Region.ApiAddress)?.ToString());
        Assert.All(_proxy.Requests, request => Assert.Equal($"CONNECT {Host}:443 HTTP/1.1", request.Line));
        Assert.InRange(_front.Connections, 1, _proxy.Tunnels);
    }

    [Fact]
    public async Task Tunnels_that_die_in_the_middle_of_a_run_launch_no_row_twice_and_lose_none()
    {
        int sent = 0;
        // While a request leaves, others are on their way.
        using GenesysCloudClient client = Connect(sending: () =>
        {
            if (Interlocked.Increment(ref sent) % (Rows / 6) == 0)
                _proxy.Cut();
        });

        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await RunAsync(client);

        string[] launched = [.. _cloud.Simulator.Launches.Select(launch => launch.Name!)];
        Assert.Equal(launched.Distinct().Count(), launched.Length);
        Assert.Equal(Rows, results.Count);
        Assert.All(results, result => Assert.True(
            result.Outcome is RowOutcome.Launched or RowOutcome.Unknown or RowOutcome.NotSent, $"{result.Outcome}"));
        Assert.All(
            results.Where(result => result.Outcome is RowOutcome.Launched), result => Assert.Contains(result.Row.Name!, launched));
        Assert.All(
            results.Where(result => result.Outcome is RowOutcome.NotSent), result => Assert.DoesNotContain(result.Row.Name!, launched));
        Assert.True(_proxy.Tunnels > 1);
    }

    [Fact]
    public async Task A_proxy_that_no_longer_takes_the_password_ends_the_run_with_rows_that_were_not_sent()
    {
        using GenesysCloudClient client = Connect(keepsConnections: false);
        _proxy.Status = () => _cloud.Simulator.LaunchCount < Rows / 4 ? 200 : 407;

        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await RunAsync(client);

        RowResult<FlowExecutionLaunchRequest>[] unsent = [.. results.Where(result => result.Outcome is RowOutcome.NotSent)];
        Assert.NotEmpty(unsent);
        Assert.Equal(Rows, results.Count);
        Assert.Equal(_cloud.Simulator.LaunchCount, results.Count(result => result.Outcome is RowOutcome.Launched));
        Assert.Equal(Rows, unsent.Length + _cloud.Simulator.LaunchCount);
        Assert.All(unsent, result => Assert.InRange(((RowOutcome.NotSent)result.Outcome).Attempts, 0, 1));
    }

    private GenesysCloudClient Connect(bool keepsConnections = true, Action? sending = null)
    {
        Assert.True(GenesysCloudGateway.TryCreate($"https://{Host}", "sign/in", "genesys", out GenesysCloudGateway? gateway, out _));
        var proxy = new WebProxy(_proxy.Address) { Credentials = s_credential };
        return new GenesysCloudClient(new GenesysCloudClientOptions
        {
            Region = GenesysCloudRegion.Default.Through(gateway),
            Credentials = new ClientCredentials(SimulatedClients.Administrator.Id, SimulatedClients.Administrator.Secret),
            Proxy = proxy,
            Handler = new InFlightHandler(GenesysCloudClient.CreateTransport(proxy, handler =>
            {
                handler.SslOptions.CertificateChainPolicy = _authority.TrustingPolicy;
                if (!keepsConnections)
                    handler.PooledConnectionLifetime = TimeSpan.Zero;
            }))
            {
                Sending = _ => sending?.Invoke(),
            },
        });
    }

    private static async Task<IReadOnlyList<RowResult<FlowExecutionLaunchRequest>>> RunAsync(GenesysCloudClient client)
    {
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(client, new BulkLaunchOptions { ThrottleLimit = 8 });
        return await BulkLaunches.RunAsync(launcher, BulkLaunches.Rows(Rows));
    }
}
