using Benchmarks.Setting;

namespace Benchmarks.Rivals;

/// <summary><c>ForEach-Object -Parallel { Invoke-RestMethod }</c> in the PowerShell that the repository pins.</summary>
internal static class ParallelInvokeRestMethod
{
    /// <exception cref="RivalUnavailableException">PowerShell failed.</exception>
    public static Task<double> RunAsync(SimulatorProcess simulator, string flowId, int rows, int inFlight) => RivalProcess.RunAsync(
        "dotnet",
        ["tool", "run", "pwsh", "-NoProfile", "-NonInteractive", "-File", Path.Combine(Places.Rivals, "ParallelInvokeRestMethod.ps1")],
        simulator, flowId, rows, inFlight);
}
