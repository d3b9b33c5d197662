using System.Diagnostics;
using FlowCmdlets.Tests.Engine;

namespace FlowCmdlets.Tests.Network;

/// <summary>
/// Another process that runs a script with the module, for what the runtime reads only once: this test program, started once more with
/// its startup hook, which the runtime calls before the program begins.
/// </summary>
internal static class ScriptChild
{
    private const string Variable = "GENESYSFLOWS_TEST_SCRIPT";

    /// <summary>Runs a script in a new process.</summary>
    /// <param name="script">The script.</param>
    /// <param name="environment">Environment variables that it has besides; null removes one.</param>
    /// <returns>Its output, one line for each object, and its errors.</returns>
    public static async Task<string[]> RunAsync(string script, params (string Name, string? Value)[] environment)
    {
        string assembly = typeof(ScriptChild).Assembly.Location;
        var start = new ProcessStartInfo(Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in (string[])["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"])
        {
            start.Environment.Remove(name);
            start.Environment.Remove(name.ToLowerInvariant());
        }

        foreach ((string name, string? value) in environment.Append((Variable, script)).Append(("DOTNET_STARTUP_HOOKS", assembly)))
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (output + await errors).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What the child does.</summary>
    public static int Run()
    {
        using var shell = new Shell();
        Transcript transcript = shell.Run(Environment.GetEnvironmentVariable(Variable)!);
        foreach (object output in transcript.Output)
            Console.WriteLine(output);
        foreach (System.Management.Automation.ErrorRecord? error in transcript.Errors.Append(transcript.Terminating))
        {
            if (error is not null)
                Console.WriteLine($"{error.Id()}: {error.Text()}");
        }

        return transcript.Terminating is null ? 0 : 1;
    }
}
