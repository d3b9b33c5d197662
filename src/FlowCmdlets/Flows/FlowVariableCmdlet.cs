using System.Management.Automation;
using System.Text.Json;
using FlowCmdlets.Binding;
using FlowCmdlets.Session;
using GenesysCloud;
using GenesysCloud.Architect;

namespace FlowCmdlets.Flows;

/// <summary>A cmdlet that shows what a flow declares in one of its schemas.</summary>
public abstract class FlowVariableCmdlet : ConnectedCmdlet
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
        if (TryAwait(ReadAsync(Client, StopToken), Flow, out JsonElement schema))
            WriteVariables(schema);
    }

    /// <summary>Emits what the schema declares.</summary>
    /// <param name="schema">The schema; undefined where the flow has none.</param>
    private protected abstract void WriteVariables(JsonElement schema);

    /// <summary>Reads the schema of a flow's version; null where it has none.</summary>
    private protected abstract Task<JsonElement?> GetSchemaAsync(
        FlowCache cache, ArchitectApi api, Flow flow, CancellationToken cancellationToken);

    private async Task<JsonElement> ReadAsync(GenesysCloudClient client, CancellationToken cancellationToken)
    {
        Flow flow = await client.FlowCache.FindAsync(client.Architect, Flow.Text, cancellationToken).ConfigureAwait(false);
        return await GetSchemaAsync(client.FlowCache, client.Architect, flow, cancellationToken).ConfigureAwait(false) ?? default;
    }
}
