using System.ComponentModel;
using System.Diagnostics;

namespace Playground;

/// <summary>Finds the PowerShell to run.</summary>
internal static class PowerShellCommand
{
    private static readonly Version s_minimum = new(7, 4);

    /// <summary>The <c>pwsh</c> on the PATH if the module runs in it; else the .NET tool, which the build has restored.</summary>
    /// <returns>The program and its first arguments.</returns>
    public static async Task<string[]> FindAsync()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("pwsh", ["--version"]) { RedirectStandardOutput = true })!;
            string output = await process.StandardOutput.ReadToEndAsync();
            // "PowerShell 7.6.9", or "PowerShell 7.7.0-preview.1".
            string number = output.Split(' ', '-') is [_, var second, ..] ? second : "";
            if (Version.TryParse(number, out Version? version) && version >= s_minimum)
                return ["pwsh"];
        }
        catch (Win32Exception)
        {
            // There is none.
        }

        return ["dotnet", "tool", "run", "pwsh"];
    }
}
