using System.Globalization;
using Benchmarks.Report;
using Benchmarks.Setting;

namespace Benchmarks.Sections;

/// <summary>Whether memory is flat however long the input: rows are made as they are asked for and let go of downstream.</summary>
internal static class MemorySection
{
    private const int Early = 10_000;

    public static async Task RunAsync(Harness bench)
    {
        int late = bench.Quick ? 100_000 : 1_000_000;
        await bench.BeginUnlimitedAsync();
        using var shell = ModuleShell.Connect(bench.Simulator);
        double[] megabytes = [.. shell.Run(
                $"New-LaunchRow {late} | Start-GenesysFlow '{LaunchRows.Flow}' -ThrottleLimit {Harness.InFlight} | " +
                $"Measure-Memory {Early}, {late}")
            .Select(reading => (long)reading.BaseObject / 1024.0 / 1024.0)];
        await bench.DemandAsync(late);
        bench.Report.Add(new Line(
            $"managed memory at row {Harness.Number(late)}",
            string.Create(CultureInfo.InvariantCulture, $"{megabytes[1]:0.0} MB"),
            string.Create(CultureInfo.InvariantCulture, $"at row {Harness.Number(Early)}: {megabytes[0]:0.0} MB"))
        {
            Result = new Samples(megabytes[1] - megabytes[0]),
            Unit = " MB",
            Goal = Goal.AtMost(30),
        });
    }
}
