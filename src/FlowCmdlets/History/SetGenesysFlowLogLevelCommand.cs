using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Completion;
using FlowCmdlets.Session;
using GenesysCloud.Architect;

namespace FlowCmdlets.History;

/// <summary>Sets the log level of a flow, or the organization's default.</summary>
[Cmdlet(VerbsCommon.Set, "GenesysFlowLogLevel", SupportsShouldProcess = true, DefaultParameterSetName = OfFlow)]
[OutputType(typeof(FlowLogLevel))]
public sealed class SetGenesysFlowLogLevelCommand : ConnectedCmdlet
{
    private const string OfFlow = "Flow";
    private const string OfOrganization = "Organization";

    /// <summary>The flow: id, name, or what <c>Get-GenesysFlow</c> emitted.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = OfFlow,
        HelpMessage = "Specifies the flow by ID, name, or object.")]
    [Alias("FlowId", "FlowName")]
    [OneFlowTransformation]
    [ArgumentCompleter(typeof(FlowCompleter))]
    public FlowReference Flow { get; set; } = null!;

    /// <summary>The organization's default instead of one flow.</summary>
    [Parameter(
        Mandatory = true, ParameterSetName = OfOrganization,
        HelpMessage = "Sets the organization's default, which applies to flows without a level of their own.")]
    public SwitchParameter OrganizationDefault { get; set; }

    /// <summary>The level; <c>Default</c> removes what was set.</summary>
    [Parameter(Mandatory = true, Position = 1, HelpMessage = "Specifies the log level. Default removes the level that was set.")]
    public LogLevelName Level { get; set; }

    /// <summary>Emits the level.</summary>
    [Parameter(HelpMessage = "Returns the log level that applies afterwards. By default, nothing is returned.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (OrganizationDefault)
        {
            if (ShouldProcess("the organization's default", $"Set log level to {Level}"))
                Write(Await(SetAsync(flow: null)));
        }
        else if (TryAwait(Client.FlowCache.FindAsync(Client.Architect, Flow.Text, StopToken), Flow.Text, out Flow? flow)
            && ShouldProcess($"flow '{flow.Name}' ({flow.Id})", $"Set log level to {Level}")
            && TryAwait(SetAsync(flow), flow, out FlowLogLevel[]? level))
        {
            Write(level);
        }
    }

    /// <summary>Sets the level, and reads what applies afterwards where that is asked for and not known.</summary>
    /// <returns>The level that applies; none where it is not asked for.</returns>
    private async Task<FlowLogLevel[]> SetAsync(Flow? flow)
    {
        ArchitectApi architect = Client.Architect;
        if (Level != LogLevelName.Default)
        {
            LogLevelSettings set = await architect.SetLogLevelAsync(flow?.Id, Level.ToString(), StopToken).ConfigureAwait(false);
            return [FlowLogLevel.From(set, flow, isDefault: flow is null)];
        }

        await architect.ResetLogLevelAsync(flow?.Id, StopToken).ConfigureAwait(false);
        if (!PassThru)
            return [];
        LogLevelSettings? now = await architect.FindLogLevelAsync(flowId: null, StopToken).ConfigureAwait(false);
        return [FlowLogLevel.From(now!, flow, isDefault: true)];
    }

    private void Write(FlowLogLevel[] level)
    {
        if (PassThru)
            WriteObject(level, enumerateCollection: true);
    }
}
