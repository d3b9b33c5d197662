using System.Diagnostics;
using System.Globalization;
using Benchmarks.Report;

namespace Benchmarks.Setting;

/// <summary>What all sections share.</summary>
internal sealed record Harness(SimulatorProcess Simulator, BenchmarkReport Report, bool Quick)
{
    public const int InFlight = 32;

    /// <summary>So high that nobody waits, and yet told, since without a word about it the client keeps to 300 a minute.</summary>
    public const int NoLimit = 1_000_000_000;

    public int Rows => Quick ? 2_000 : 10_000;

    public int PairCount => Quick ? 3 : 5;

    public static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Has the simulator begin anew without a limit, and without keeping what a million requests hold.</summary>
    public Task BeginUnlimitedAsync(string latency = "00:00:00") => Simulator.BeginAsync(new
    {
        rateLimit = NoLimit,
        rateLimitHeaders = true,
        latency,
        recordRequests = false,
        recordInputs = false,
    });

    /// <summary>Launches all of <c>$rows</c>, and makes sure that each was launched once and came out.</summary>
    /// <returns>Launches per second.</returns>
    public async Task<double> LaunchAsync(ModuleShell shell, int rows, string parameters = "", int inFlight = InFlight)
    {
        long before = await Simulator.CountLaunchesAsync();
        long started = Stopwatch.GetTimestamp();
        int emitted = (int)shell.Run(
            $"($rows | Start-GenesysFlow '{LaunchRows.Flow}' -ThrottleLimit {inFlight} {parameters} | Measure-Object).Count")[0].BaseObject;
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        await DemandAsync(before + rows);
        if (emitted != rows)
            throw new InvalidOperationException($"{emitted} objects came out for {rows} rows.");
        return rows / took.TotalSeconds;
    }

    /// <summary>A measurement of anything else than every row launched once is none.</summary>
    public async Task DemandAsync(long launches)
    {
        long counted = await Simulator.CountLaunchesAsync();
        if (counted != launches)
            throw new InvalidOperationException($"{counted} launches were counted, and {launches} expected.");
    }
}
