using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Completion;
using FlowCmdlets.Session;
using GenesysCloud.Architect;

namespace FlowCmdlets.History;

/// <summary>Gets the log level of a flow, or the organization's default.</summary>
[Cmdlet(VerbsCommon.Get, "GenesysFlowLogLevel")]
[OutputType(typeof(FlowLogLevel))]
public sealed class GetGenesysFlowLogLevelCommand : ConnectedCmdlet
{
    /// <summary>The flow: id, name, or what <c>Get-GenesysFlow</c> emitted. The organization's default when left out.</summary>
    [Parameter(
        Position = 0, ValueFromPipeline = true,
        HelpMessage = "Specifies the flow by ID, name, or object. If omitted, the default is returned.")]
    [Alias("FlowId", "FlowName")]
    [OneFlowTransformation]
    [ArgumentCompleter(typeof(FlowCompleter))]
    public FlowReference? Flow { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Flow is null)
        {
            WriteObject(FlowLogLevel.From(Await(DefaultAsync()), flow: null, isDefault: true));
        }
        else if (TryAwait(Client.FlowCache.FindAsync(Client.Architect, Flow.Text, StopToken), Flow.Text, out Flow? flow)
            && TryAwait(ReadAsync(flow), flow, out FlowLogLevel? level))
        {
            WriteObject(level);
        }
    }

    private async Task<FlowLogLevel> ReadAsync(Flow flow)
    {
        LogLevelSettings? own = await Client.Architect.FindLogLevelAsync(flow.Id, StopToken).ConfigureAwait(false);
        return FlowLogLevel.From(own ?? await DefaultAsync().ConfigureAwait(false), flow, isDefault: own is null);
    }

    private async Task<LogLevelSettings> DefaultAsync() =>
        (await Client.Architect.FindLogLevelAsync(flowId: null, StopToken).ConfigureAwait(false))!;
}
