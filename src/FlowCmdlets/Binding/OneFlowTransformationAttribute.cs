using System.Collections;
using System.Management.Automation;

namespace FlowCmdlets.Binding;

/// <summary>Refuses several flows where one is wanted, with what to do instead; a list of one is that one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneFlowTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (PlainValues.Unwrap(inputData) is not IList flows)
            return inputData;
        return flows.Count == 1
            ? flows[0]
            : throw new ArgumentTransformationMetadataException(
                $"{(flows.Count == 0 ? "No flow was" : $"{flows.Count} flows were")} given where one is expected. " +
                "Specify one name or id, or pipe the flows to the command.");
    }
}
