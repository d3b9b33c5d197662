using System.Diagnostics;
using System.Text.Json;

namespace PesterTests.Runner;

/// <summary>Runs one test file in a PowerShell of its own, so that no file sees what another has loaded or left behind.</summary>
internal sealed class PesterProcess(TestEnvironment environment)
{
    // What outlives PowerShell may hold its output open.
    private static readonly TimeSpan s_outputPatience = TimeSpan.FromSeconds(5);

    /// <summary>Runs the tests of a file, or only finds them.</summary>
    /// <returns>The results, or what PowerShell wrote if it ended without any.</returns>
    /// <exception cref="OperationCanceledException">Canceled; PowerShell and what it started have been killed.</exception>
    public async Task<PesterReport> RunAsync(string file, string? namePattern, bool discoverOnly, CancellationToken cancellationToken)
    {
        string reportFile = Path.GetTempFileName();
        try
        {
            using Process process = Process.Start(StartInfo(file, namePattern, discoverOnly, reportFile))
                ?? throw new InvalidOperationException("PowerShell did not start.");
            process.StandardInput.Close();
            Task<string[]> output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            try
            {
                await process.WaitForExitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            string report = await File.ReadAllTextAsync(reportFile, cancellationToken);
            return report.Length > 0
                ? JsonSerializer.Deserialize<PesterReport>(report, JsonSerializerOptions.Web)!
                : PesterReport.OfCrash(file, process.ExitCode, await OutputAsync(output));
        }
        finally
        {
            File.Delete(reportFile);
        }
    }

    private static async Task<string> OutputAsync(Task<string[]> output)
    {
        try
        {
            return string.Concat(await output.WaitAsync(s_outputPatience));
        }
        catch (TimeoutException)
        {
            return "(A process that PowerShell started still holds its output.)";
        }
    }

    private ProcessStartInfo StartInfo(string file, string? namePattern, bool discoverOnly, string reportFile)
    {
        string[] program = environment.Pwsh is null ? ["dotnet", "tool", "run", "pwsh"] : [environment.Pwsh];
        var start = new ProcessStartInfo(program[0], [
            .. program[1..], "-NoLogo", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass",
            "-File", Path.Combine(environment.TestFolder, "Runner", "Invoke-TestFile.ps1"),
            "-Path", file, "-ReportPath", reportFile, "-Pester", environment.PesterManifest, "-Modules", environment.Modules,
            .. namePattern is null ? Array.Empty<string>() : ["-FullName", namePattern],
            .. discoverOnly ? ["-DiscoverOnly"] : Array.Empty<string>()])
        {
            WorkingDirectory = environment.RepositoryRoot,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GENESYSFLOWS_TEST_CONFIGURATION"] = environment.Configuration;
        return start;
    }
}
