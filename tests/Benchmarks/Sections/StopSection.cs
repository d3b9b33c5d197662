using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Benchmarks.Report;
using Benchmarks.Setting;
using GenesysCloud.Launching;

namespace Benchmarks.Sections;

/// <summary>The time from Ctrl+C in the middle of a bulk run to the end of its pipeline, with nothing left running.</summary>
internal static class StopSection
{
    private const int StopAfter = 1_500;

    // Fewer than may wait behind a slow answer, or the run would stand still until the request that hangs times out.
    private const int AfterHang = 100;

    // Launched after a stop, and counted: if anything of the stopped run went on, there would be more.
    private const int RowsAfter = 10 * Harness.InFlight;

    private static readonly TimeSpan s_allowed = TimeSpan.FromMilliseconds(250);

    public static async Task RunAsync(Harness bench)
    {
        await bench.BeginUnlimitedAsync("00:00:00.020");
        using var shell = ModuleShell.Connect(bench.Simulator);
        shell.Set("rows", LaunchRows.Make(RowsAfter));
        var stops = new List<double>();
        for (int number = 0; number < 2 * bench.PairCount; number++)
        {
            stops.Add((await StopAsync(bench, shell)).TotalMilliseconds);
            await bench.LaunchAsync(shell, RowsAfter);
        }

        bench.Report.Add(new Line($"Ctrl+C to prompt, {Harness.InFlight} in flight", $"{stops.Count} stops", "a launch takes 20 ms")
        {
            Result = new Samples(stops), Unit = " ms", Goal = Goal.AtMost(s_allowed.TotalMilliseconds),
        });

        TimeSpan grace = new BulkLaunchOptions().Grace;
        await bench.Simulator.AddFaultAsync(new { kind = "HangAfter", skip = StopAfter - AfterHang });
        TimeSpan hanging = await StopAsync(bench, shell);
        await bench.Simulator.ForgetFaultsAsync();
        await bench.LaunchAsync(shell, RowsAfter);
        bench.Report.Add(new Line(
            "Ctrl+C to prompt, one request hanging",
            "1 stop",
            string.Create(CultureInfo.InvariantCulture, $"its grace is {grace.TotalSeconds:0} s"))
        {
            Result = new Samples(hanging.TotalMilliseconds), Unit = " ms", Goal = Goal.AtMost((grace + s_allowed).TotalMilliseconds),
        });
    }

    private static async Task<TimeSpan> StopAsync(Harness bench, ModuleShell shell)
    {
        long before = await bench.Simulator.CountLaunchesAsync();
        using PowerShell run = shell.Create(
            $"New-LaunchRow 1000000 | Start-GenesysFlow '{LaunchRows.Flow}' -ThrottleLimit {Harness.InFlight}");
        IAsyncResult running = run.BeginInvoke();
        while (await bench.Simulator.CountLaunchesAsync() < before + StopAfter)
        {
            // Asked again as soon as it has answered.
        }

        long stopped = Stopwatch.GetTimestamp();
        run.Stop();
        TimeSpan took = Stopwatch.GetElapsedTime(stopped);

        if (!running.IsCompleted)
            throw new InvalidOperationException("The pipeline goes on after it was stopped.");
        return took;
    }
}
