using System.Diagnostics;
using System.Globalization;
using Benchmarks.Report;
using Benchmarks.Rivals;
using Benchmarks.Setting;
using FlowCmdlets.Session;
using GenesysCloud;
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
    }

    /// <summary>A session that knows how long the shortened window is, as it would know the real one.</summary>
    public static GenesysCloudSession Connect(Harness bench, string token)
    {
        if (!GenesysCloudRegion.TryParse(bench.Simulator.Address.ToString(), out GenesysCloudRegion? region, out string? problem))
            throw new InvalidOperationException(problem);
        var client = new GenesysCloudClient(new GenesysCloudClientOptions
        {
            Region = region,
            AccessToken = token,
            Pacing = new RateLimiterOptions { AssumedAllowed = Allowed, AssumedWindow = s_window },
        });
        return new GenesysCloudSession(client, ownsToken: false);
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
