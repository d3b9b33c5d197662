using System.Text.Json;

namespace GenesysCloud.Launching.Schemas;

/// <summary>
/// The inputs a flow declares, read from the <c>inputSchema</c> of a flow or a flow version. What is not understood is
/// <see cref="FlowVariableType.Any"/>.
/// </summary>
public sealed class FlowInputSchema
{
    private readonly List<FlowInput> _inputs = [];
    private readonly Dictionary<string, FlowInput> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FlowInput> _byBareName = new(StringComparer.OrdinalIgnoreCase);

    private FlowInputSchema(IEnumerable<FlowInput> declared)
    {
        foreach (FlowInput input in declared)
        {
            if (!_byName.TryAdd(input.Name, input))
                continue;
            _inputs.Add(input);
            _byBareName.TryAdd(FlowVariable.BareName(input.Name), input);
        }

        UserInput = FindRole("userid");
        ExternalContactInput = FindRole("externalcontactid") ?? FindRole("contactid");
    }

    /// <summary>The declared inputs in their declared order.</summary>
    public IReadOnlyList<FlowInput> Inputs => _inputs;

    /// <summary>The input that takes a user's id: its name, without <c>Flow.</c>, case and <c>_</c>, is <c>userId</c>.</summary>
    public FlowInput? UserInput { get; }

    /// <summary>The input that takes an external contact's id: <c>externalContactId</c>, or else <c>contactId</c>.</summary>
    public FlowInput? ExternalContactInput { get; }

    /// <summary>
    /// Reads a JSON Schema document of Architect, whose types are local <c>$ref</c>s to definitions with an <c>archDataTypeId</c>, or one
    /// in the plain words of JSON Schema. Never throws for a foreign shape; what is no object declares nothing.
    /// </summary>
    public static FlowInputSchema Parse(JsonElement schema) => new(
        FlowSchemaReader.Read(schema)
            .Select(declared => new FlowInput(declared.Variable) { Required = declared.Required, Default = declared.Default }));

    /// <summary>Finds an input by its name with or without <c>Flow.</c>, in any case; the exact name wins.</summary>
    public FlowInput? Find(string name) =>
        _byName.TryGetValue(name, out FlowInput? input) || _byBareName.TryGetValue(FlowVariable.BareName(name), out input)
            ? input
            : null;

    /// <summary>The declared name nearest to a mistyped one, or null if none is near.</summary>
    public string? Nearest(string name)
    {
        string? nearest = null;
        int least = int.MaxValue;
        foreach (FlowInput input in _inputs)
        {
            if (NameDistance.Between(name, input.Name) is { } distance && distance < least)
                (nearest, least) = (input.Name, distance);
        }

        return nearest;
    }

    private FlowInput? FindRole(string role) => _inputs.Find(input => FlowVariable.BareName(input.Name)
        .Replace("_", "", StringComparison.Ordinal)
        .Equals(role, StringComparison.OrdinalIgnoreCase));
}
