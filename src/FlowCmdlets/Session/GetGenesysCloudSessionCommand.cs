using System.Management.Automation;
using FlowCmdlets.Pipeline;

namespace FlowCmdlets.Session;

/// <summary>Shows the session that cmdlets of this runspace use: organisation, token's end, what is left of the rate limit.</summary>
[Cmdlet(VerbsCommon.Get, "GenesysCloudSession")]
[OutputType(typeof(GenesysCloudSession))]
public sealed class GetGenesysCloudSessionCommand : ConnectedCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => WriteObject(CurrentSession);
}
