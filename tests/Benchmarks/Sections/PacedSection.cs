using System.Diagnostics;
using System.Globalization;
using Benchmarks.Report;
using Benchmarks.Rivals;
using Benchmarks.Setting;
using FlowCmdlets.Session;
using GenesysCloud;
using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.RateLimiting;

namespace Benchmarks.Sections;

/// <summary>How near a run under a rate limit comes to the shortest time that the limit allows anybody.</summary>
internal static class PacedSection
{
    // A tenth of the real minute, so that ten windows take one; what is lost per window weighs ten times as much as it would.
    private const int Allowed = 300;
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(Harness bench)
    {
        int rows = bench.Quick ? 900 : 3_000;
        await MeasureAsync(bench, rows, "headers", Goal.AtMost(1.03), withHeaders: true, withOther: false);
        await MeasureAsync(bench, rows, "headers, second client on the token", Goal.AtMost(1.10), withHeaders: true, withOther: true);
        await MeasureAsync(bench, rows, "no headers", Goal.AtMost(1.15), withHeaders: false, withOther: false);
        await MeasurePoolAsync(bench, windows: bench.Quick ? 3 : 15);
    }

    /// <summary>A session that knows how long the shortened window is, as it would know the real one.</summary>
    public static GenesysCloudSession Connect(Harness bench, string token) =>
        Connect(bench, credentials: null, token, tokens: 1);

    private static GenesysCloudSession Connect(Harness bench, ClientCredentials? credentials, string? token, int tokens)
    {
        if (!GenesysCloudRegion.TryParse(bench.Simulator.Address.ToString(), out GenesysCloudRegion? region, out string? problem))
            throw new InvalidOperationException(problem);
        var client = new GenesysCloudClient(new GenesysCloudClientOptions
        {
            Region = region,
            Credentials = credentials,
            AccessToken = token,
            TokenPoolSize = tokens,
            Pacing = new RateLimiterOptions { AssumedAllowed = Allowed, AssumedWindow = s_window },
        });
        return new GenesysCloudSession(client, ownsToken: false);
    }

    /// <summary>How much more ten tokens launch in the same windows as one.</summary>
    private static async Task MeasurePoolAsync(Harness bench, int windows)
    {
        (TimeSpan one, int refusedToOne) = await RunAsync(bench, tokens: 1, windows);
        (TimeSpan ten, int refusedToTen) = await RunAsync(bench, tokens: 10, windows);
        bench.Report.Add(new Line(
            $"10 tokens, {windows} windows of {s_window.TotalSeconds:0} s: rows per window, compared with 1 token",
            string.Create(
                CultureInfo.InvariantCulture, $"{10 * windows * Allowed:#,0} rows in {ten.TotalSeconds:0.0} s, {refusedToTen} × 429"),
            string.Create(CultureInfo.InvariantCulture, $"{windows * Allowed:#,0} rows in {one.TotalSeconds:0.0} s, {refusedToOne} × 429"))
        {
            Result = new Samples(10 * (one / ten)),
            Goal = Goal.AtLeast(9.7),
            ButOnlyIf = refusedToOne + refusedToTen == 0,
        });
    }

    private static async Task<(TimeSpan Took, int Refused)> RunAsync(Harness bench, int tokens, int windows)
    {
        await BeginLimitedAsync(bench);
        using var credentials = new ClientCredentials(bench.Simulator.ClientId, bench.Simulator.ClientSecret);
        int rows = windows * tokens * Allowed;
        using var shell = ModuleShell.Open();
        shell.Set("session", Connect(bench, credentials, token: null, tokens));
        shell.Set("rows", LaunchRows.Make(rows));

        long started = Stopwatch.GetTimestamp();
        await bench.LaunchAsync(shell, rows, "-Session $session", inFlight: 64);
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        return (took, (await bench.Simulator.CountRequestsAsync()).Refused);
    }

    public static Task BeginLimitedAsync(Harness bench, bool withHeaders = true) => bench.Simulator.BeginAsync(new
    {
        rateLimit = Allowed,
        rateLimitWindow = s_window.ToString("c", CultureInfo.InvariantCulture),
        rateLimitHeaders = withHeaders,
        latency = "00:00:00.020",
    });

    /// <summary>Windows begin with a request and are spent at once; so the last of many begins after all others have passed.</summary>
    public static TimeSpan IdealFor(int requests) => s_window * ((requests - 1) / Allowed);

    private static async Task MeasureAsync(Harness bench, int rows, string text, Goal goal, bool withHeaders, bool withOther)
    {
        await BeginLimitedAsync(bench, withHeaders);
        string token = await bench.Simulator.GetTokenAsync();
        using var shell = ModuleShell.Open();
        shell.Set("session", Connect(bench, token));
        shell.Set("rows", LaunchRows.Make(rows));
        await using OtherClient? other = withOther ? OtherClient.Start(bench.Simulator.Address, token, Allowed / 5) : null;

        long started = Stopwatch.GetTimestamp();
        await bench.LaunchAsync(shell, rows, "-Session $session");
        TimeSpan took = Stopwatch.GetElapsedTime(started);

        (int admitted, int refused) = await bench.Simulator.CountRequestsAsync();
        TimeSpan ideal = IdealFor(admitted);
        bench.Report.Add(new Line(
            string.Create(CultureInfo.InvariantCulture, $"{rows:#,0} rows under {Allowed} per {s_window.TotalSeconds:0} s, {text}"),
            string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s, {refused - (other?.Refused ?? 0)} × 429"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"ideal for {admitted:#,0} requests{(other is null ? "" : $", {other.Admitted} of them the other's")}: " +
                $"{ideal.TotalSeconds:0} s"))
        {
            Result = new Samples(took / ideal),
            Goal = goal,
            ButOnlyIf = !withHeaders || withOther || refused == 0,
        });
    }
}
