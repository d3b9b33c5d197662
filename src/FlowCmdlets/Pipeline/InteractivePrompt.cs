using System.Management.Automation;

namespace FlowCmdlets.Pipeline;

/// <summary>Whether someone typed a command at a prompt and sees what is written to the host.</summary>
internal static class InteractivePrompt
{
    // They have no screen: runspaces of programs, and jobs and remote sessions.
    private static readonly string[] s_hostsWithoutScreen = ["Default Host", "ServerRemoteHost"];

    /// <summary>
    /// True for a command at the prompt itself; false in scripts and functions, in jobs, and where the console is redirected.
    /// </summary>
    public static bool IsOrigin(GenesysCmdlet cmdlet) =>
        cmdlet.MyInvocation.CommandOrigin == CommandOrigin.Runspace
        && cmdlet.Host is { Name: var host }
        && !s_hostsWithoutScreen.Contains(host)
        && !(host == "ConsoleHost" && (Console.IsInputRedirected || Console.IsOutputRedirected));
}
