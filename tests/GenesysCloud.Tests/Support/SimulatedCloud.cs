using System.Text;
using System.Text.Json;
using GenesysCloud.Architect;
using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.RateLimiting;
using GenesysCloud.Simulator;

namespace GenesysCloud.Tests.Support;

/// <summary>A simulator and a client of it, over real HTTP on loopback and on one virtual clock.</summary>
internal sealed class SimulatedCloud : IAsyncDisposable
{
    /// <summary>A workflow whose executions take a second, with one input.</summary>
    public static readonly SimulatedFlow Flow = new()
    {
        Name = "Flow under test",
        Inputs = [new SimulatedInput("Flow.text")],
        MinDuration = TimeSpan.FromSeconds(1),
        MaxDuration = TimeSpan.FromSeconds(1),
    };

    private readonly List<GenesysCloudClient> _clients = [];

    private SimulatedCloud(VirtualClock clock, InFlightHandler inFlight, CloudSimulator simulator)
    {
        (Clock, InFlightHandler, Simulator) = (clock, inFlight, simulator);
        Time = new TimeDriver(clock, inFlight);
        simulator.AddFlow(Flow);
        Client = CreateClient();
    }

    public VirtualClock Clock { get; }

    public TimeDriver Time { get; }

    public InFlightHandler InFlightHandler { get; }

    public CloudSimulator Simulator { get; }

    public EventLog Events { get; } = new();

    /// <summary>A client that may do everything.</summary>
    public GenesysCloudClient Client { get; }

    public static FlowExecutionLaunchRequest Launch { get; } = new(Flow.Id);

    /// <param name="handler">What requests leave with; the client's own handler unless a test needs another.</param>
    public static async Task<SimulatedCloud> StartAsync(HttpMessageHandler? handler = null)
    {
        var clock = new VirtualClock();
        // With headers, or the client would assume the usual 300 requests a minute wherever a test sets another limit.
        CloudSimulator simulator = await CloudSimulator.StartAsync(new SimulatorOptions
        {
            TimeProvider = clock.ServerSide,
            Settings = new SimulatorSettings { RateLimitHeaders = true },
        });
        return new SimulatedCloud(clock, new InFlightHandler(handler ?? GenesysCloudClient.CreateHandler()), simulator);
    }

    /// <summary>Another client; it is closed with the cloud.</summary>
    public GenesysCloudClient CreateClient(
        SimulatedClient? of = null, string? secret = null, string? accessToken = null, Func<double>? randomizer = null)
    {
        of ??= SimulatedClients.Administrator;
        return CreateClient(
            accessToken is null ? new ClientCredentials(of.Id, secret ?? of.Secret) : null, accessToken, randomizer: randomizer);
    }

    /// <summary>A client with several tokens of the administrator's OAuth client; it is closed with the cloud.</summary>
    public GenesysCloudClient CreatePooledClient(int tokens, int? assumed = null) => CreateClient(
        new ClientCredentials(SimulatedClients.Administrator.Id, SimulatedClients.Administrator.Secret), tokens: tokens, assumed: assumed);

    /// <summary>A client that a user signs in to with a browser; it is closed with the cloud.</summary>
    public GenesysCloudClient CreateClient(BrowserSignIn browser) => CreateClient(credentials: null, browser: browser);

    /// <summary>A client whose tokens another program supplies; it is closed with the cloud.</summary>
    public GenesysCloudClient CreateClient(
        string accessToken, Func<CancellationToken, Task<string>> renew, DateTimeOffset? expiresAt = null) =>
        CreateClient(credentials: null, accessToken, renew, expiresAt);

    public static GenesysCloudRegion RegionOf(Uri address) =>
        GenesysCloudRegion.TryParse(address.ToString(), out GenesysCloudRegion? region, out string? problem)
            ? region
            : throw new ArgumentException(problem);

    /// <inheritdoc cref="TimeDriver.RunAsync(Task)" />
    public Task RunAsync(Task task) => Time.RunAsync(task);

    /// <inheritdoc cref="TimeDriver.RunAsync(Task)" />
    public Task<T> RunAsync<T>(Task<T> task) => Time.RunAsync(task);

    /// <summary>A token got without any client of the code under test.</summary>
    public async Task<string> IssueTokenAsync()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Simulator.BaseAddress, "oauth/token"));
        request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(
            $"{SimulatedClients.Administrator.Id}:{SimulatedClients.Administrator.Secret}")));
        using HttpResponseMessage answer = await http.SendAsync(request);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>Lets time-outs ring: requests that the simulator leaves without an answer do not hold the clock any more.</summary>
    public void ExpectTimeOuts() =>
        Time.Hanging = () => Math.Max(0, Simulator.Requests.Count(request => request.Status == 0) - InFlightHandler.Failed);

    public int Requests(string method, string path) =>
        Simulator.Requests.Count(request => request.Method == method && request.Path.StartsWith(path, StringComparison.Ordinal));

    public int TokenRequests => Requests("POST", "/oauth/token");

    private GenesysCloudClient CreateClient(
        ClientCredentials? credentials, string? accessToken = null, Func<CancellationToken, Task<string>>? renew = null,
        DateTimeOffset? expiresAt = null, BrowserSignIn? browser = null, Func<double>? randomizer = null, int tokens = 1,
        int? assumed = null)
    {
        var client = new GenesysCloudClient(new GenesysCloudClientOptions
        {
            Region = RegionOf(Simulator.BaseAddress),
            Credentials = credentials,
            AccessToken = accessToken,
            RenewAccessToken = renew,
            AccessTokenExpiresAt = expiresAt,
            Browser = browser,
            TimeProvider = Clock,
            Randomizer = randomizer ?? (() => 0.5),
            Handler = InFlightHandler,
            TokenPoolSize = tokens,
            Pacing = assumed is { } allowed ? new RateLimiterOptions { AssumedAllowed = allowed } : new RateLimiterOptions(),
        });
        _clients.Add(client);
        return client.ObservedBy(Events);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (GenesysCloudClient client in _clients)
            client.Dispose();
        await Simulator.DisposeAsync();
        Secrets.DemandNoneIn(Events.All);
    }
}
