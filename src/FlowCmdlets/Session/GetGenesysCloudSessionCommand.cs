using System.Management.Automation;
using FlowCmdlets.Pipeline;

namespace FlowCmdlets.Session;

/// <summary>Shows the session that cmdlets of this runspace use: organization, token's end, what is left of the rate limit.</summary>
/// <remarks>That there is none is no terminating error here, since scripts ask: <c>if (Get-GenesysCloudSession -ErrorAction Ignore) { …
/// }</c>.</remarks>
[Cmdlet(VerbsCommon.Get, "GenesysCloudSession")]
[OutputType(typeof(GenesysCloudSession))]
public sealed class GetGenesysCloudSessionCommand : GenesysCmdlet
{
    /// <summary>The session to show; without it the runspace's own.</summary>
    [Parameter(HelpMessage = "Specifies the session to return instead of the session of this runspace.")]
    [SessionTransformation]
    public GenesysCloudSession? Session { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        GenesysCloudSession? session = Session ?? DefaultSession.Current;
        if (session is { IsConnected: true })
            WriteObject(session);
        else
            WriteError(Errors.NotConnected(session));
    }
}
