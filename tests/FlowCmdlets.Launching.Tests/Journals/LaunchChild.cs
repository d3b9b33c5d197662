using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using FlowCmdlets.Summaries;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;

namespace FlowCmdlets.Tests.Journals;

/// <summary>
/// Another process that launches rows with a journal, as a scheduled script does: this test program, started once more with the
/// <see cref="StartupHook"/>, which the runtime calls before the program begins.
/// </summary>
internal sealed class LaunchChild : IDisposable
{
    private const string Variable = "GENESYSFLOWS_TEST_LAUNCH_";
    private const int NotStarted = 3;

    private readonly Process _process;

    private LaunchChild(Process process) => _process = process;

    public static PSCredential Credential =>
        new(SimulatedClients.Administrator.Id, CloudTest.Secure(SimulatedClients.Administrator.Secret));

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a process that launches rows with the numbers <paramref name="first"/> and up.</summary>
    public static LaunchChild Start(
        Uri cloud, string flow, string journal, int first, int count, TimeSpan reconcileTimeout, bool relaunchUnknown = false)
    {
        string assembly = typeof(LaunchChild).Assembly.Location;
        ProcessStartInfo start = new(Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DOTNET_STARTUP_HOOKS"] = assembly,
                ["DOTNET_TieredPGO"] = "0",
                [Variable + "CLOUD"] = cloud.ToString(),
                [Variable + "FLOW"] = flow,
                [Variable + "JOURNAL"] = journal,
                [Variable + "FIRST"] = first.ToString(CultureInfo.InvariantCulture),
                [Variable + "COUNT"] = count.ToString(CultureInfo.InvariantCulture),
                [Variable + "RECONCILE"] = reconcileTimeout.ToString("c", CultureInfo.InvariantCulture),
                [Variable + "RELAUNCH"] = relaunchUnknown.ToString(),
            },
        };
        return new LaunchChild(Process.Start(start)!);
    }

    /// <summary>Ends it as SIGKILL does.</summary>
    /// <returns>Whether that was what ended it.</returns>
    public async Task<bool> KillAsync()
    {
        bool alive = !_process.HasExited;
        _process.Kill();
        await _process.WaitForExitAsync();
        return alive;
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>What it ended with, as the recipe for scheduled jobs has it, and what it wrote.</returns>
    public async Task<(int ExitCode, string Text)> EndAsync()
    {
        Task<string> output = _process.StandardOutput.ReadToEndAsync();
        string errors = await _process.StandardError.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await output + errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    /// <summary>What the child does.</summary>
    public static int LaunchRows()
    {
        using var shell = new Shell();
        shell["url"] = Setting("CLOUD");
        shell["credential"] = Credential;
        shell["journal"] = Setting("JOURNAL");
        shell["reconcile"] = TimeSpan.Parse(Setting("RECONCILE"), CultureInfo.InvariantCulture);
        shell["relaunch"] = bool.Parse(Setting("RELAUNCH"));
        int first = int.Parse(Setting("FIRST"), CultureInfo.InvariantCulture);
        shell["rows"] = Enumerable.Range(first, int.Parse(Setting("COUNT"), CultureInfo.InvariantCulture))
            .Select(row => JournalTest.Row(row))
            .ToArray();
        Transcript transcript = shell.Run(
            "Connect-GenesysCloud $url -Credential $credential -TimeoutSec 3; " +
            $"{JournalTest.Script("-ReconcileTimeout $reconcile -RelaunchUnknown:$relaunch", Setting("FLOW"))}");
        foreach (ErrorRecord error in transcript.Errors.Append(transcript.Terminating).OfType<ErrorRecord>())
            Console.WriteLine($"{error.Id()}: {error.Text()}");
        if (transcript.Terminating is not null)
            return NotStarted;
        FlowRunSummary summary = transcript.RunSummary();
        Console.WriteLine(summary);
        return summary.ExitCode;
    }

    private static string Setting(string name) => Environment.GetEnvironmentVariable(Variable + name)!;
}
