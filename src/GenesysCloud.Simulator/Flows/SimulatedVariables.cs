using System.Text.Json;
using GenesysCloud.Simulator.Configuration;

namespace GenesysCloud.Simulator.Flows;

/// <summary>An input that a flow declares.</summary>
/// <param name="Name">The name, including its <c>Flow.</c> prefix.</param>
/// <param name="Type">The type of its value, or of each item of a list.</param>
public sealed record SimulatedInput(string Name, ArchitectType Type = ArchitectType.String)
{
    /// <summary>Whether it is a list.</summary>
    public bool IsList { get; init; }

    /// <summary>
    /// Whether an execution fails without it. Real schemas do not list required inputs; those of the simulator do so only with
    /// <see cref="SimulatorSettings.RequiredInSchemas"/>.
    /// </summary>
    public bool Required { get; init; }

    /// <summary>The description; null for none.</summary>
    public string? Description { get; init; }
}

/// <summary>An output of a flow.</summary>
/// <param name="Name">The name, including its <c>Flow.</c> prefix.</param>
/// <param name="Type">The type of its value, or of each item of a list.</param>
/// <param name="Value">
/// The value when an execution completes. In strings, <c>${sequence}</c> is replaced by the number of the launch; a string that is only
/// <c>${Flow.x}</c> is replaced by the value of that input.
/// </param>
public sealed record SimulatedOutput(string Name, ArchitectType Type, JsonElement Value)
{
    /// <summary>Whether it is a list.</summary>
    public bool IsList { get; init; }

    /// <summary>The description; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>An output whose type follows from its value; for an empty list and for null it is String.</summary>
    /// <param name="name">The name, including its <c>Flow.</c> prefix.</param>
    /// <param name="value">As in <see cref="Value"/>; a string that is only <c>${Flow.x}</c> has the type of that input.</param>
    /// <param name="inputs">The inputs of the flow.</param>
    public static SimulatedOutput From(string name, JsonElement value, IReadOnlyList<SimulatedInput> inputs)
    {
        if (Echoed(value) is { } echoed && inputs.FirstOrDefault(input => input.Name == echoed) is { } input)
            return new SimulatedOutput(name, input.Type, value) { IsList = input.IsList };
        bool isList = value.ValueKind is JsonValueKind.Array;
        JsonElement shown = isList ? value.EnumerateArray().FirstOrDefault() : value;
        return new SimulatedOutput(name, TypeOf(shown), value) { IsList = isList };
    }

    /// <summary>The name of the input whose value the output returns; null if there is none.</summary>
    internal static string? Echoed(JsonElement value) =>
        value.ValueKind is JsonValueKind.String && value.GetString() is { } text
            && text.StartsWith("${Flow.", StringComparison.Ordinal) && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1
            ? text[2..^1]
            : null;

    private static ArchitectType TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => ArchitectType.Boolean,
        JsonValueKind.Number when value.TryGetInt64(out _) => ArchitectType.Integer,
        JsonValueKind.Number => ArchitectType.Decimal,
        JsonValueKind.Object => ArchitectType.Json,
        _ => ArchitectType.String,
    };
}
