using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace FlowCmdlets.Session;

/// <summary>
/// The session that cmdlets use when none is named: one per runspace. A process-wide one would let a script in one runspace launch
/// with the sign-in of another.
/// </summary>
internal static class DefaultSession
{
    private static readonly ConditionalWeakTable<Runspace, GenesysCloudSession> s_sessions = [];

    /// <summary>The session of the runspace that the calling thread runs; null when there is none.</summary>
    public static GenesysCloudSession? Current
    {
        get =>
            Runspace.DefaultRunspace is { } runspace && s_sessions.TryGetValue(runspace, out GenesysCloudSession? session) ? session : null;
        set
        {
            if (Runspace.DefaultRunspace is not { } runspace)
                return;
            if (value is null)
                s_sessions.Remove(runspace);
            else
                s_sessions.AddOrUpdate(runspace, value);
        }
    }
}
