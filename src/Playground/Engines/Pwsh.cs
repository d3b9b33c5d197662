using System.Diagnostics;

namespace Playground.Engines;

/// <summary>A real <c>pwsh</c>, as a child process on this terminal.</summary>
internal static class Pwsh
{
    /// <summary>The full path of the first <c>pwsh</c> on the PATH; null if there is none.</summary>
    public static string? Find()
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Runs the tour, and leaves the prompt to pwsh if one is to follow.</summary>
    /// <returns>The exit code of pwsh.</returns>
    public static async Task<int> RunAsync(string pwsh, Surroundings surroundings, bool promptFollows)
    {
        var start = new ProcessStartInfo(pwsh, [
            "-NoLogo", "-NoProfile", "-ExecutionPolicy", "Bypass", .. promptFollows ? ["-NoExit"] : Array.Empty<string>(),
            "-File", surroundings.TourScript, "-Module", surroundings.Module])
        {
            WorkingDirectory = surroundings.TourDirectory,
        };
        // pwsh would colour a log file too.
        if (Console.IsOutputRedirected) start.Environment["NO_COLOR"] = "1";

        // Ctrl+C is for the command that runs in pwsh; the simulator must outlive it.
        Console.CancelKeyPress += (_, press) => press.Cancel = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{pwsh} did not start.");
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
