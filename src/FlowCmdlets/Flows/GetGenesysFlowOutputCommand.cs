using System.Management.Automation;
using System.Text.Json;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Schemas;
using GenesysCloud.Wording;

namespace FlowCmdlets.Flows;

/// <summary>Shows the outputs a flow declares: name, type, limits, description.</summary>
[Cmdlet(VerbsCommon.Get, "GenesysFlowOutput")]
[OutputType(typeof(FlowVariable))]
public sealed class GetGenesysFlowOutputCommand : FlowVariableCmdlet
{
    private protected override void WriteVariables(JsonElement schema)
    {
        IReadOnlyList<FlowVariable> outputs = FlowOutputSchema.Parse(schema).Outputs;
        WriteVerbose($"The flow '{Flow}' declares {Quantity.Format(outputs.Count, "output")}.");
        WriteObject(outputs, enumerateCollection: true);
    }

    private protected override Task<JsonElement?> GetSchemaAsync(
        FlowCache cache, ArchitectApi api, Flow flow, CancellationToken cancellationToken) =>
        cache.GetOutputSchemaAsync(api, flow, FlowVersion, cancellationToken);
}
