using GenesysCloud.Simulator.Api;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Faults;
using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Hosting;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Notifications;
using GenesysCloud.Simulator.People;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GenesysCloud.Simulator;

/// <summary>
/// A simulated Genesys Cloud on loopback: sign-in, flows, executions, rate limits, and faults, as far as launching flows needs them.
/// It is deterministic: its clock, its seed, and the requests decide everything it does.
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

    /// <summary>Starts a simulator; it accepts connections when the task completes.</summary>
    /// <exception cref="FlowsFileException">The flows file is missing or invalid; the message says where.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">Access to the port is denied.</exception>
    public static async Task<CloudSimulator> StartAsync(SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        var cloud = new CloudState(options);
        var stopping = new CancellationTokenSource();
        // Kestrel without a host: no configuration is read from the environment, and it starts in milliseconds.
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

    /// <summary><c>http://127.0.0.1:port/</c>, the base address of both the login host and the API host.</summary>
    public Uri BaseAddress { get; }

    /// <summary>How the simulator behaves. The settings can be changed at any time, from any thread.</summary>
    public SimulatorSettings Settings => _cloud.Settings;

    /// <summary>The faults to inject.</summary>
    public FaultPlan Faults => _cloud.Faults;

    /// <summary>The number of launches.</summary>
    public int LaunchCount => _cloud.Launches.Count;

    /// <summary>All launches so far, in order, including those whose response was lost.</summary>
    public IReadOnlyList<LaunchRecord> Launches => _cloud.Launches.Snapshot();

    /// <summary>
    /// The latest 100,000 requests received while <see cref="SimulatorSettings.RecordRequests"/> was true, in the order of their
    /// responses.
    /// </summary>
    public IReadOnlyList<RequestRecord> Requests => _cloud.Requests.Snapshot();

    /// <summary>The flows of the organization.</summary>
    public IReadOnlyList<SimulatedFlow> Flows => _cloud.Flows.All;

    /// <summary>Adds a flow, or replaces the flow that has its ID.</summary>
    public void AddFlow(SimulatedFlow flow) => _cloud.Flows.Add(flow);

    /// <summary>Adds a user, or replaces the user that has its ID.</summary>
    public void AddUser(SimulatedUser user) => _cloud.People.Add(user);

    /// <summary>Adds an external contact, or replaces the contact that has its ID.</summary>
    public void AddContact(SimulatedContact contact) => _cloud.People.Add(contact);

    /// <summary>Revokes all tokens issued so far; requests that use them get a 401.</summary>
    public void EndTokens() => _cloud.EndTokens();

    /// <summary>How many notification channels are connected.</summary>
    public int ConnectedChannels => _cloud.Notifications.Connected;

    /// <summary>Lets something happen to all notification channels.</summary>
    public void Inject(NotificationFault fault) => _cloud.Notifications.Inject(fault);

    /// <summary>Sends bytes to all connected notification channels.</summary>
    /// <param name="bytes">What is sent.</param>
    /// <param name="isRaw">Whether they are sent as they are; otherwise as a text message, whatever they are.</param>
    public void SendNotification(byte[] bytes, bool isRaw = false) => _cloud.Notifications.Send(bytes, isRaw);

    /// <summary>Revokes all refresh tokens issued so far; the access tokens stay valid.</summary>
    public void EndRefreshTokens() => _cloud.Tokens.RevokeRefreshTokens();

    /// <summary>
    /// Clears launches, requests, faults, tokens, and rate-limit windows, and restores the settings. Flows and people remain.
    /// </summary>
    public void Reset() => _cloud.Reset();

    /// <summary>Aborts requests that are left hanging and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _server.StopAsync(timeout.Token).ConfigureAwait(false);
        _server.Dispose();
        _stopping.Dispose();
    }
}
