using System.Diagnostics;
using Benchmarks.Setting;

namespace Benchmarks.Rivals;

/// <summary><c>ForEach-Object -Parallel { Invoke-RestMethod }</c> in the PowerShell that the tool manifest pins.</summary>
internal static class ParallelInvokeRestMethod
{
    /// <exception cref="RivalUnavailableException">The tool cannot be restored.</exception>
    public static Task PrepareAsync() =>
        RivalProcess.RunAsync(new ProcessStartInfo("dotnet", ["tool", "restore"]) { WorkingDirectory = Paths.Root });

    /// <exception cref="RivalUnavailableException">It failed.</exception>
    public static Task<double> RunAsync(SimulatorProcess simulator, string flowId, int rows, int inFlight)
    {
        string script = Path.Combine(Paths.Rivals, "ParallelInvokeRestMethod.ps1");
        string[] arguments = ["tool", "run", "pwsh", "-NoProfile", "-NonInteractive", "-File", script];
        return RivalProcess.RunAsync("dotnet", arguments, simulator, flowId, rows, inFlight);
    }
}
