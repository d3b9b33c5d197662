using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Benchmarks.Report;
using Benchmarks.Setting;

namespace Benchmarks.Sections;

/// <summary>What following executions to their ends costs, and how soon an end is noticed.</summary>
internal static class FollowSection
{
    private const int Idle = 100;
    private const int Early = 10_000;
    private const int Late = 100_000;

    // By the clock of this machine, which the simulator's process shares.
    private const string Noticed = """
        ForEach-Object { [pscustomobject]@{ Late = ([datetime]::Now - $_.DateCompleted).TotalSeconds; Took = $_.Duration.TotalSeconds } }
        """;

    public static async Task RunAsync(Harness bench)
    {
        await MeasureIdleAsync(bench, medianSeconds: 1);
        await MeasureIdleAsync(bench, medianSeconds: bench.Quick ? 5 : 30);
        await MeasurePacedAsync(bench, rows: bench.Quick ? 900 : 3_000);
        await MeasureMemoryAsync(bench);
    }

    private static async Task MeasureIdleAsync(Harness bench, int medianSeconds)
    {
        await bench.Simulator.BeginAsync(new { rateLimit = Harness.NoLimit, rateLimitHeaders = true, latency = "00:00:00.020" });
        string flow = $"Log-normal {medianSeconds} s";
        await bench.Simulator.AddFlowAsync(new { name = flow, medianSeconds, durationSpread = 0.5 });
        using var shell = ModuleShell.Connect(bench.Simulator);

        // The session learns of the flow.
        await FollowAsync(bench, shell, flow, "");
        Followed learned = await FollowAsync(bench, shell, flow, "");
        Followed polled = await FollowAsync(bench, shell, flow, "-PollingInterval 3");
        string text = $"{Idle} executions, log-normal, median {medianSeconds} s, idle quota";
        bench.Report.Add(new Line($"{text}: requests per execution", learned.ToString(), $"every 3 s: {polled}")
        {
            Result = new Samples(learned.Requests), Goal = Goal.AtMost(1.3),
        });
        bench.Report.Add(new Line(
            $"{text}: noticed within 1 s or 20 %", Share(learned.InTime), $"every 3 s: {Share(polled.InTime)}")
        {
            Result = new Samples(learned.InTime), Goal = Goal.AtLeast(0.9),
        });
    }

    private static async Task<Followed> FollowAsync(Harness bench, ModuleShell shell, string flow, string parameters)
    {
        (int before, _) = await bench.Simulator.CountRequestsAsync();
        (double Late, double Took)[] ends = [.. shell.Run(
                $"1..{Idle} | ForEach-Object {{ [pscustomobject]@{{ n = $_ }} }} | " +
                $"Start-GenesysFlow '{flow}' -IgnoreColumn * -ThrottleLimit {Harness.InFlight} -WarningAction Ignore -Wait {parameters} " +
                $"| {Noticed}")
            .Select(end => (Number(end, "Late"), Number(end, "Took")))];
        (int after, _) = await bench.Simulator.CountRequestsAsync();
        if (ends.Length != Idle)
            throw new InvalidOperationException($"{ends.Length} executions of {Idle} came out.");
        double[] late = [.. ends.Select(end => end.Late).Order()];
        return new Followed(
            (double)(after - before - Idle) / Idle, late[Idle / 2], late[Idle * 95 / 100],
            ends.Count(end => end.Late <= Math.Max(1, 0.2 * end.Took)) / (double)Idle);
    }

    private static async Task MeasurePacedAsync(Harness bench, int rows)
    {
        await PacedSection.BeginLimitedAsync(bench);
        using var shell = ModuleShell.Open();
        shell.Set("session", PacedSection.Connect(bench, await bench.Simulator.GetTokenAsync()));
        shell.Set("rows", LaunchRows.Make(rows));

        long started = Stopwatch.GetTimestamp();
        await bench.LaunchAsync(shell, rows, "-Session $session -Wait");
        TimeSpan took = Stopwatch.GetElapsedTime(started);

        (int admitted, int refused) = await bench.Simulator.CountRequestsAsync();
        TimeSpan ideal = PacedSection.IdealFor(admitted);
        bench.Report.Add(new Line(
            $"{Harness.Number(rows)} rows launched and waited for under the limit",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{took.TotalSeconds:0.0} s, {(double)(admitted - rows) / rows:0.000} requests per row to follow, {refused} × 429"),
            string.Create(CultureInfo.InvariantCulture, $"ideal for {admitted:#,0} requests: {ideal.TotalSeconds:0} s"))
        {
            // Two requests for each row, and some that find the flow.
            Result = new Samples(took / ideal), Goal = Goal.AtMost(1.03), ButOnlyIf = refused == 0 && admitted <= 2.02 * rows,
        });
    }

    /// <summary>Launches are slowed down, so that the number that waits stays the same.</summary>
    private static async Task MeasureMemoryAsync(Harness bench)
    {
        await bench.BeginUnlimitedAsync();
        using var shell = ModuleShell.Connect(bench.Simulator);
        double[] megabytes = [.. shell.Run(
                $"New-LaunchRow {Late} | Start-GenesysFlow '{LaunchRows.Flow}' -ThrottleLimit 1 -Wait | Measure-Memory {Early}, {Late}")
            .Select(reading => (long)reading.BaseObject / 1024.0 / 1024.0)];
        await bench.DemandAsync(Late);
        bench.Report.Add(new Line(
            $"managed memory at followed execution {Harness.Number(Late)}",
            string.Create(CultureInfo.InvariantCulture, $"{megabytes[1]:0.0} MB"),
            string.Create(CultureInfo.InvariantCulture, $"at {Harness.Number(Early)}: {megabytes[0]:0.0} MB"))
        {
            Result = new Samples(megabytes[1] - megabytes[0]), Unit = " MB", Goal = Goal.AtMost(30),
        });
    }

    private static double Number(PSObject end, string property) => (double)end.Properties[property].Value;

    private static string Share(double share) => share.ToString("P0", CultureInfo.InvariantCulture);

    /// <param name="Requests">Per execution, without the launch.</param>
    /// <param name="Median">From the end to its notice, in seconds.</param>
    /// <param name="Most">The same, of 95 in 100.</param>
    /// <param name="InTime">The share noticed within a second or a fifth of the duration.</param>
    private sealed record Followed(double Requests, double Median, double Most, double InTime)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{Requests:0.00} requests, noticed after {Median:0.0} s (median), {Most:0.0} s (95 %)");
    }
}
