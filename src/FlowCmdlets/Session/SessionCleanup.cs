using System.Management.Automation;

namespace FlowCmdlets.Session;

/// <summary>Closes the sessions of a runspace when the module is removed from it. The engine creates it then.</summary>
/// <remarks>
/// Nothing is sent: removing a module must not wait for a network. The tokens expire by themselves; <c>Disconnect-GenesysCloud</c> revokes
/// them.
/// </remarks>
public sealed class SessionCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc />
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceSessions.Current.Close();
}
