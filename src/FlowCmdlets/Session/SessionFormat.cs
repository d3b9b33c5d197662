using System.ComponentModel;
using System.Management.Automation;
using FlowCmdlets.Pipeline;

namespace FlowCmdlets.Session;

/// <summary>The times of sessions; read by the types file, public for no other reason.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SessionFormat
{
    /// <summary>When the session was opened.</summary>
    public static object? ConnectedAt(PSObject session) => Timestamp.Of((session.BaseObject as GenesysCloudSession)?.ConnectedAt);

    /// <summary>When its token ends.</summary>
    public static object? TokenExpiresAt(PSObject session) => Timestamp.Of((session.BaseObject as GenesysCloudSession)?.TokenExpiresAt);

    /// <summary>When the window of its rate limit ends.</summary>
    public static object? QuotaResetsAt(PSObject session) => Timestamp.Of((session.BaseObject as GenesysCloudSession)?.QuotaResetsAt);
}
