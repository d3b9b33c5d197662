using System.Runtime.CompilerServices;
using System.Text.Json;
using GenesysCloud.Architect;

namespace GenesysCloud.Launching.Schemas;

/// <summary>
/// The outputs a flow declares, read from the <c>outputSchema</c> of a flow, a flow version or an execution. What is not understood is
/// <see cref="FlowVariableType.Any"/>.
/// </summary>
public sealed class FlowOutputSchema
{
    private static readonly ConditionalWeakTable<FlowVersion, FlowOutputSchema> s_ofVersions = [];

    private readonly Dictionary<string, FlowVariable> _byName = new(StringComparer.Ordinal);

    private FlowOutputSchema(IEnumerable<FlowVariable> outputs)
    {
        foreach (FlowVariable output in outputs)
            _byName.TryAdd(output.Name, output);
        Outputs = [.. _byName.Values];
    }

    /// <summary>Of a version that declares nothing.</summary>
    internal static FlowOutputSchema None { get; } = new([]);

    /// <summary>The declared outputs in their declared order.</summary>
    public IReadOnlyList<FlowVariable> Outputs { get; }

    /// <summary>Reads a JSON Schema document. Never throws for a foreign shape; what is no object declares nothing.</summary>
    public static FlowOutputSchema Parse(JsonElement schema) => new(FlowSchemaReader.Read(schema).Select(declared => declared.Variable));

    /// <summary>The outputs of a version, read once for each version object; none for null and for a version without a schema.</summary>
    internal static FlowOutputSchema Of(FlowVersion? version) => version?.OutputSchema is null
        ? None
        : s_ofVersions.GetValue(version, static version => Parse(version.OutputSchema!.Value));

    /// <summary>Finds an output by the name that an execution gives it, which is the declared one; null if there is none.</summary>
    public FlowVariable? Find(string name) => _byName.GetValueOrDefault(name);
}
