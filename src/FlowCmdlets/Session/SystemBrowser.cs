using System.ComponentModel;
using System.Diagnostics;

namespace FlowCmdlets.Session;

/// <summary>Opens an address in the user's browser.</summary>
/// <param name="environment">The value of an environment variable; null if it is not set.</param>
/// <param name="start">Starts a program.</param>
internal sealed class SystemBrowser(Func<string, string?> environment, Action<ProcessStartInfo> start)
{
    /// <summary>The name is that of the official command-line client.</summary>
    private const string Variable = "GENESYSCLOUD_BROWSER";

    /// <summary>That of this computer.</summary>
    public static SystemBrowser OfProcess { get; } =
        new(Environment.GetEnvironmentVariable, static program => Process.Start(program)?.Dispose());

    /// <summary>Whether a browser was started. That doesn't mean that the user sees it.</summary>
    public bool Open(Uri address)
    {
        try
        {
            if (environment(Variable) is { Length: > 0 } program)
                start(new ProcessStartInfo(program, [address.AbsoluteUri]));
            else if (HasScreen())
                start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
            else
                return false;
            return true;
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException or FileNotFoundException
            or PlatformNotSupportedException)
        {
            return false;
        }
    }

    // Without a screen, xdg-open starts a browser in the terminal, in the middle of the prompt.
    private bool HasScreen() =>
        !OperatingSystem.IsLinux() || environment("DISPLAY") is { Length: > 0 } || environment("WAYLAND_DISPLAY") is { Length: > 0 };
}
