using System.Management.Automation;
using FlowCmdlets.Pipeline;

namespace FlowCmdlets.Session;

public sealed partial class ConnectGenesysCloudCommand
{
    /// <summary>A name by which other cmdlets find the session, in this runspace.</summary>
    [Parameter(HelpMessage = "Specifies a name for the session, for the -Session parameter of other cmdlets.")]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    [SessionName]
    public string? Name { get; set; }

    /// <summary>Ends the session that had the name: with it, no one can find it any more to end it.</summary>
    private void EndReplaced(GenesysCloudSession replaced)
    {
        WriteWarning($"The session '{replaced}' had the same name and was disconnected.");
        // The new session is there all the same, and the old one is closed.
        if (SessionEnd.End(this, replaced) is { } error)
            WriteWarning($"Its token was not revoked: {error.ErrorDetails.Message}");
    }
}
