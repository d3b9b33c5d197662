using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Session;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Schemas;
using GenesysCloud.Wording;

namespace FlowCmdlets.Flows;

/// <summary>Shows the outputs a flow declares: name, type, limits, description.</summary>
[Cmdlet(VerbsCommon.Get, "GenesysFlowOutput")]
[OutputType(typeof(FlowVariable))]
public sealed class GetGenesysFlowOutputCommand : ConnectedCmdlet
{
    /// <summary>The flow: id, name, or what <c>Get-GenesysFlow</c> emitted.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "Specifies the flow by ID, name, or object.")]
    [Alias("FlowId", "FlowName")]
    [OneFlowTransformation]
    public FlowReference Flow { get; set; } = null!;

    /// <summary>A version other than the published one.</summary>
    [Parameter(HelpMessage = "Specifies a version other than the published one.")]
    public string? FlowVersion { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (TryAwait(ReadAsync(Client, StopToken), Flow, out FlowOutputSchema? schema))
        {
            Tell($"The flow '{Flow}' declares {Quantity.Format(schema.Outputs.Count, "output")}.");
            WriteObject(schema.Outputs, enumerateCollection: true);
        }
    }

    private async Task<FlowOutputSchema> ReadAsync(GenesysCloudClient client, CancellationToken cancellationToken)
    {
        Flow flow = await client.Directory.FindAsync(client.Architect, Flow.Text, cancellationToken).ConfigureAwait(false);
        return FlowOutputSchema.Parse(await FlowCache.GetOutputSchemaAsync(client.Architect, flow, FlowVersion, cancellationToken).ConfigureAwait(false) ?? default);
    }
}
