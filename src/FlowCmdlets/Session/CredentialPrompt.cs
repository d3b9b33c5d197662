using System.Management.Automation;
using System.Management.Automation.Host;

namespace FlowCmdlets.Session;

/// <summary>
/// Asks for the password of a credential of which only the user name was specified, as PowerShell's own attribute does, but never without
/// a person.
/// </summary>
/// <remarks>PowerShell's own would read the password from a redirected input, or wait for ever in a job.</remarks>
internal static class CredentialPrompt
{
    /// <summary>The credential; null if there is no one to be asked.</summary>
    /// <param name="host">Asks.</param>
    /// <param name="message">What it asks for.</param>
    /// <param name="userName">The user name.</param>
    public static PSCredential? Ask(PSHost host, string message, string userName)
    {
        if (host.Name == "ConsoleHost" && Console.IsInputRedirected)
            return null;
        try
        {
            return host.UI.PromptForCredential("Connect-GenesysCloud", message, userName, "");
        }
        catch (Exception failure)
            when (failure is InvalidOperationException or HostException or NotImplementedException or NotSupportedException)
        {
            // Hosts without a person: -NonInteractive, jobs, and programs.
            return null;
        }
    }
}
