using System.Diagnostics.CodeAnalysis;

namespace GenesysCloud.Launching.Schemas;

/// <summary>One input variable as a flow declares it. A launch must spell its name as it is declared.</summary>
public sealed class FlowInput : FlowVariable
{
    /// <summary>An input of type Any.</summary>
    public FlowInput()
    {
    }

    [SetsRequiredMembers]
    internal FlowInput(FlowVariable variable)
        : base(variable)
    {
    }

    /// <summary>True if the schema says that the flow is not to be launched without it. Genesys Cloud's own schemas never say so.</summary>
    public bool Required { get; init; }

    /// <summary>The default in the schema, read as a CLR value. The platform applies it; nothing here sends it.</summary>
    public object? Default { get; init; }
}
