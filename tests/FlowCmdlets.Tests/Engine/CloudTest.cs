using System.Net.Http.Headers;
using System.Security;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FlowCmdlets.Session;
using GenesysCloud;
using GenesysCloud.Authentication;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Engine;

/// <summary>A shell and a simulated Genesys Cloud for each test.</summary>
public abstract partial class CloudTest : IAsyncLifetime
{
    /// <summary>One minute by the clock of simulator and hurried sessions is a little more than a second.</summary>
    private const int UsualPace = 50;

    private readonly List<GenesysCloudSession> _sessions = [];

    /// <param name="pace">How many times faster than true time the simulator's clock runs: the faster, the longer a busy machine's pauses
    /// are by it.</param>
    protected CloudTest(int pace = UsualPace) => Time = new AcceleratedTimeProvider(pace);

    internal CloudSimulator Cloud { get; private set; } = null!;

    internal Shell Shell { get; } = new();

    /// <summary>The clock of the simulator and of hurried sessions.</summary>
    internal AcceleratedTimeProvider Time { get; }

    public async ValueTask InitializeAsync()
    {
        // With headers, or the client would assume the usual 300 requests a minute.
        var settings = new SimulatorSettings { RateLimit = 1_000_000, RateLimitHeaders = true };
        Cloud = await CloudSimulator.StartAsync(
            new SimulatorOptions { TimeProvider = Time, Settings = settings }, TestContext.Current.CancellationToken);
        Shell["url"] = Cloud.BaseAddress.ToString();
        Shell["id"] = SimulatedClients.Administrator.Id;
        Shell["secret"] = Secure(SimulatedClients.Administrator.Secret);
    }

    public virtual async ValueTask DisposeAsync()
    {
        Shell.Dispose();
        foreach (GenesysCloudSession session in _sessions)
            session.Close();
        await Cloud.DisposeAsync();
        SecretScanner.ScanFoldersOf(this);
        GC.SuppressFinalize(this);
    }

    internal Transcript Run(string script) => Shell.Run(script);

    /// <summary>The lines on the screen, without colors and empty ones.</summary>
    /// <param name="script">Whose output is shown.</param>
    /// <param name="first">What is run before.</param>
    internal string[] Show(string script, string first = "") =>
        [.. Run($"{first}\n& {{ {script} }} | Out-Default").WithoutErrors().HostLines.Select(line => Color().Replace(line, "").TrimEnd())
            .Where(line => line.Length > 0)];

    /// <summary>Signs in as a person does.</summary>
    internal void Connect(SimulatedClient? client = null)
    {
        if (client is not null)
            (Shell["id"], Shell["secret"]) = (client.Id, Secure(client.Secret));
        Run("Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret").WithoutErrors();
    }

    /// <summary>A default session whose clock is the simulator's, so that waits and retries are over soon.</summary>
    /// <param name="client">As whom; the administrator unless told otherwise.</param>
    /// <param name="timeout">Of one request, by the hurried clock. Long, so that a busy machine changes nothing.</param>
    /// <param name="handler">What stands between the client and the network.</param>
    /// <param name="time">A clock of its own; the simulator's unless told otherwise.</param>
    /// <param name="tokens">How many tokens it may have.</param>
    internal GenesysCloudSession ConnectHurried(
        SimulatedClient? client = null, TimeSpan? timeout = null, HttpMessageHandler? handler = null, TimeProvider? time = null,
        int tokens = 1) =>
        Open(client ?? SimulatedClients.Administrator, time ?? Time, timeout ?? TimeSpan.FromHours(1), handler, tokens);

    /// <summary>A default session by the true clock, through a wire that can be watched.</summary>
    internal GenesysCloudSession ConnectThrough(TestTransport transport) =>
        Open(SimulatedClients.Administrator, TimeProvider.System, TimeSpan.FromSeconds(30), transport);

    /// <summary>A default session by a clock that the test moves, through a wire that can be watched.</summary>
    internal GenesysCloudSession ConnectByClock(TimeProvider time, TestTransport transport) =>
        Open(SimulatedClients.Administrator, time, TimeSpan.FromHours(1), transport);

    /// <summary>Adds the flow 'Lasting', whose executions run for so long by the simulator's clock.</summary>
    internal void AddLasting(TimeSpan duration) =>
        Cloud.AddFlow(new SimulatedFlow { Name = "Lasting", MinDuration = duration, MaxDuration = duration });

    /// <summary>Waits until something has come about.</summary>
    internal static void Until(Func<bool> hasComeAbout) =>
        Assert.True(SpinWait.SpinUntil(hasComeAbout, TimeSpan.FromSeconds(30)), "It never came about.");

    /// <summary>A token as another program would have got it.</summary>
    internal async Task<string> IssueTokenAsync()
    {
        SimulatedClient client = SimulatedClients.Administrator;
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Cloud.BaseAddress, "oauth/token"))
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Id}:{client.Secret}")));
        using HttpResponseMessage answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return body.RootElement.GetProperty("access_token").GetString()!;
    }

    private GenesysCloudSession Open(
        SimulatedClient client, TimeProvider time, TimeSpan timeout, HttpMessageHandler? handler, int tokens = 1)
    {
        Assert.True(
            GenesysCloudRegion.TryParse(Cloud.BaseAddress.ToString(), out GenesysCloudRegion? region, out string? problem), problem);
        var session = new GenesysCloudSession(
            new GenesysCloudClient(new GenesysCloudClientOptions
            {
                Region = region,
                Credentials = new ClientCredentials(client.Id, client.Secret),
                Timeout = timeout,
                TimeProvider = time,
                Randomizer = () => 0.5,
                Handler = handler,
                TokenPoolSize = tokens,
            }),
            ownsToken: true);
        _sessions.Add(session);
        Shell.DefaultSession = session;
        return session;
    }

    internal static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (char character in text)
            secure.AppendChar(character);
        secure.MakeReadOnly();
        return secure;
    }

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Color();
}
