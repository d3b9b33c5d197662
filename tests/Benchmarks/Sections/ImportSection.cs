using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Benchmarks.Report;
using Benchmarks.Rivals;
using Benchmarks.Setting;

namespace Benchmarks.Sections;

/// <summary>How long importing the module takes, in a fresh runspace of a fresh process.</summary>
internal static class ImportSection
{
    /// <summary>The argument that makes this program a process that imports one module and prints the milliseconds that took.</summary>
    public const string Probe = "--import";

    public static async Task RunAsync(Harness bench)
    {
        Pairs pairs = await Pairs.MeasureAsync(
            2 * bench.PairCount, () => ImportAsync(Paths.Module), () => ImportAsync(Paths.PlainModule));
        bench.Report.Add(pairs.ToLine("Import-Module, fresh process", "module of one cmdlet, no dependencies", " ms", Goal.AtMost(1.5)));
    }

    public static int RunProbe(string manifest)
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", ActionPreference.Stop);
        long started = Stopwatch.GetTimestamp();
        shell.Invoke();
        Console.WriteLine(Stopwatch.GetElapsedTime(started).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task<double> ImportAsync(string manifest) =>
        double.Parse(
            await RivalProcess.RunAsync(new ProcessStartInfo(Environment.ProcessPath!, [Probe, manifest])), CultureInfo.InvariantCulture);
}
