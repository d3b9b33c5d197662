using System.Management.Automation;

namespace FlowCmdlets.Binding;

/// <summary>Refuses a script block, which the engine would turn into its source text.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneTextTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        PlainValues.Unwrap(inputData) is ScriptBlock
            ? throw new ArgumentTransformationMetadataException(
                "A script block was given where one text for all rows is expected. To name each execution, launch the rows in groups.")
            : inputData;
}
