using System.Management.Automation;
using Benchmarks.Report;
using Benchmarks.Setting;

namespace Benchmarks.Sections;

/// <summary>How often one call of Start-GenesysFlow launches when the launch goes wrong, and what it tells.</summary>
internal static class FaultSection
{
    private static readonly (string Text, object Fault)[] s_faults =
    [
        ("launched, connection dropped, then OK", new { kind = "DropAfter" }),
        ("launched, connection dropped every time", new { kind = "DropAfter", times = (int?)null }),
        ("launched, 503, then OK", new { kind = "StatusAfter", status = 503 }),
        ("launched, 503 with Retry-After, then OK", new { kind = "StatusAfter", status = 503, retryAfterSeconds = 1 }),
        ("launched, 504, then OK", new { kind = "StatusAfter", status = 504 }),
        ("launched, 500, then OK", new { kind = "StatusAfter", status = 500 }),
        ("launched, answer cut off", new { kind = "TruncatedBody" }),
        ("launched, answer unreadable", new { kind = "UnreadableBody" }),
        ("launched, then no response (time-out)", new { kind = "HangAfter" }),
        ("429 with Retry-After 1 s, then OK", new { kind = "TooManyRequests", retryAfterSeconds = 1 }),
        ("429 without Retry-After, then OK", new { kind = "TooManyRequests" }),
    ];

    public static async Task RunAsync(Harness bench)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("GenesysFlows-benchmark-");
        try
        {
            await bench.BeginUnlimitedAsync();
            using var shell = ModuleShell.Connect(bench.Simulator, timeoutSec: 2);
            shell.Set("row", LaunchRows.Make(1L));
            foreach ((string text, object fault) in s_faults)
                await MeasureAsync(bench, shell, folder, text, () => bench.Simulator.AddFaultAsync(fault));
            await MeasureAsync(bench, shell, folder, "401, then OK (token ended)", bench.Simulator.EndTokensAsync);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(Harness bench, ModuleShell shell, DirectoryInfo folder, string text, Func<Task> prepare)
    {
        string journal = Path.Combine(folder.FullName, Path.GetRandomFileName());
        bench.Report.Add(new FaultLine(
            text,
            await LaunchAsync(bench, shell, prepare, ""),
            await LaunchAsync(bench, shell, prepare, $"-Journal '{journal}' -ReconcileTimeout 00:00:10")));
    }

    private static async Task<FaultOutcome> LaunchAsync(Harness bench, ModuleShell shell, Func<Task> prepare, string parameters)
    {
        await prepare();
        long before = await bench.Simulator.CountLaunchesAsync();
        (_, ErrorRecord? error) = shell.TryRun($"$row | Start-GenesysFlow '{LaunchRows.Flow}' {parameters}");
        await bench.Simulator.ForgetFaultsAsync();
        return new FaultOutcome(await bench.Simulator.CountLaunchesAsync() - before, error?.FullyQualifiedErrorId.Split(',')[0] ?? "OK");
    }
}
