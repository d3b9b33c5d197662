using System.Management.Automation;
using System.Text.Json;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Schemas;
using GenesysCloud.Wording;

namespace FlowCmdlets.Flows;

/// <summary>Shows the inputs a flow declares: name, type, limits, description.</summary>
[Cmdlet(VerbsCommon.Get, "GenesysFlowInput")]
[OutputType(typeof(FlowInput))]
public sealed class GetGenesysFlowInputCommand : FlowVariableCmdlet
{
    private protected override void WriteVariables(JsonElement schema)
    {
        IReadOnlyList<FlowInput> inputs = FlowInputSchema.Parse(schema).Inputs;
        WriteVerbose($"The flow '{Flow}' takes {Quantity.Format(inputs.Count, "input")}.");
        WriteObject(inputs, enumerateCollection: true);
    }

    private protected override Task<JsonElement?> GetSchemaAsync(
        FlowCache cache, ArchitectApi api, Flow flow, CancellationToken cancellationToken) =>
        cache.GetInputSchemaAsync(api, flow, FlowVersion, cancellationToken);
}
