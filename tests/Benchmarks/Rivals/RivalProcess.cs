using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Benchmarks.Setting;

namespace Benchmarks.Rivals;

/// <summary>A rival that is a program of its own. It signs in, warms up, measures itself, and prints launches per second.</summary>
internal static class RivalProcess
{
    /// <exception cref="RivalUnavailableException">It is not there, or it failed.</exception>
    public static async Task<double> RunAsync(
        string program, IEnumerable<string> arguments, SimulatorProcess simulator, string flowId, int rows, int inFlight)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Paths.Root,
            Environment =
            {
                ["BENCH_ADDRESS"] = simulator.Address.ToString(),
                ["BENCH_CLIENT_ID"] = simulator.ClientId,
                ["BENCH_CLIENT_SECRET"] = simulator.ClientSecret,
                ["BENCH_FLOW_ID"] = flowId,
                ["BENCH_ROWS"] = rows.ToString(CultureInfo.InvariantCulture),
                ["BENCH_IN_FLIGHT"] = inFlight.ToString(CultureInfo.InvariantCulture),
            },
        };
        string said = await RunAsync(start);
        return double.TryParse(said.Trim(), CultureInfo.InvariantCulture, out double perSecond)
            ? perSecond
            : throw new RivalUnavailableException($"{program} printed no figure");
    }

    /// <exception cref="RivalUnavailableException">It is not there, or it failed.</exception>
    public static async Task<string> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> complaints = process.StandardError.ReadToEndAsync();
            string said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode == 0)
                return said;
            Console.Error.WriteLine(await complaints);
            throw new RivalUnavailableException($"{start.FileName} ended with {process.ExitCode}");
        }
        catch (Win32Exception)
        {
            throw new RivalUnavailableException($"{start.FileName} is not on the PATH");
        }
    }
}

/// <summary>The rival is not to be had here.</summary>
internal sealed class RivalUnavailableException(string message) : Exception(message);
