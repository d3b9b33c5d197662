using Benchmarks.Setting;

namespace Benchmarks.Rivals;

/// <summary><c>ForEach-Object -Parallel { Invoke-RestMethod }</c> in pwsh.</summary>
internal static class ParallelInvokeRestMethod
{
    /// <exception cref="RivalUnavailableException">No pwsh.</exception>
    public static Task<double> RunAsync(SimulatorProcess simulator, string flowId, int rows, int inFlight) => RivalProcess.RunAsync(
        "pwsh", ["-NoProfile", "-NonInteractive", "-File", Path.Combine(Places.Rivals, "ParallelInvokeRestMethod.ps1")], simulator, flowId, rows, inFlight);
}
