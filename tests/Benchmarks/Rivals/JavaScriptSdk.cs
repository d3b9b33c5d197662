using System.Diagnostics;
using Benchmarks.Setting;

namespace Benchmarks.Rivals;

/// <summary>The official JavaScript SDK under node, fetched by npm as its lock file says.</summary>
internal static class JavaScriptSdk
{
    private static readonly string s_folder = Path.Combine(Paths.Rivals, "JavaScriptSdk");

    /// <exception cref="RivalUnavailableException">No node, no npm, or the package cannot be fetched.</exception>
    public static async Task PrepareAsync()
    {
        if (!Directory.Exists(Path.Combine(s_folder, "node_modules")))
        {
            await RivalProcess.RunAsync(
                new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund"])
                {
                    WorkingDirectory = s_folder,
                });
        }
    }

    /// <exception cref="RivalUnavailableException">No node.</exception>
    public static Task<double> RunAsync(SimulatorProcess simulator, string flowId, int rows, int inFlight) =>
        RivalProcess.RunAsync("node", [Path.Combine(s_folder, "launch.js")], simulator, flowId, rows, inFlight);
}
