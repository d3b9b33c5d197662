using GenesysCloud.Simulator.Api;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Faults;
using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Hosting;
using GenesysCloud.Simulator.Http;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GenesysCloud.Simulator;

/// <summary>
/// A Genesys Cloud on loopback: sign-in, flows, executions, limits and faults, as far as launching flows needs them.
/// Everything it does follows from its clock, its seed and what it is asked.
/// </summary>
public sealed class CloudSimulator : IAsyncDisposable
{
    private readonly CloudState _cloud;
    private readonly KestrelServer _server;
    private readonly CancellationTokenSource _stopping;
    private bool _disposed;

    private CloudSimulator(CloudState cloud, KestrelServer server, CancellationTokenSource stopping, Uri baseAddress)
    {
        _cloud = cloud;
        _server = server;
        _stopping = stopping;
        BaseAddress = baseAddress;
    }

    /// <summary>Starts a simulator; it listens when the task ends.</summary>
    /// <exception cref="FlowsFileException">The flows file cannot be read; the message names the place.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port may not be listened on.</exception>
    public static async Task<CloudSimulator> StartAsync(SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        var cloud = new CloudState(options);
        var stopping = new CancellationTokenSource();
        // Kestrel alone, without a host: no configuration is read from the surroundings, and a test starts one in milliseconds.
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Listen(System.Net.IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        var server = new KestrelServer(
            Options.Create(kestrel),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(new RequestPipeline(cloud, stopping.Token), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            server.Dispose();
            stopping.Dispose();
            throw;
        }

        string address = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        return new CloudSimulator(cloud, server, stopping, new Uri(address + "/"));
    }

    /// <summary><c>http://127.0.0.1:port/</c>, the base of the login host and of the API host.</summary>
    public Uri BaseAddress { get; }

    /// <summary>How the cloud behaves; may be changed at any time.</summary>
    public SimulatorSettings Settings => _cloud.Settings;

    /// <summary>What goes wrong, and when.</summary>
    public FaultPlan Faults => _cloud.Faults;

    /// <summary>How many launches happened.</summary>
    public int LaunchCount => _cloud.Launches.Count;

    /// <summary>Every launch that happened so far, those whose answer was lost included, in order.</summary>
    public IReadOnlyList<LaunchRecord> Launches => _cloud.Launches.Snapshot();

    /// <summary>The latest 100,000 requests while <see cref="SimulatorSettings.RecordRequests"/> was on, in order of their answers.</summary>
    public IReadOnlyList<RequestRecord> Requests => _cloud.Requests.Snapshot();

    /// <summary>The flows of the organisation.</summary>
    public IReadOnlyList<SimulatedFlow> Flows => _cloud.Flows.All;

    /// <summary>Adds a flow, or puts it in the place of the one with its id.</summary>
    public void AddFlow(SimulatedFlow flow) => _cloud.Flows.Add(flow);

    /// <summary>Ends every token issued so far; requests with them get 401.</summary>
    public void EndTokens() => _cloud.Tokens.EndAll();

    /// <summary>Launches, requests, faults, settings, tokens and budgets begin anew; the flows stay.</summary>
    public void Reset() => _cloud.Reset();

    /// <summary>Ends what hangs and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _server.StopAsync(patience.Token).ConfigureAwait(false);
        _server.Dispose();
        _stopping.Dispose();
    }
}
