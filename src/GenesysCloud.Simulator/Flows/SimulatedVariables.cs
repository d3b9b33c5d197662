using System.Text.Json;
using GenesysCloud.Simulator.Configuration;

namespace GenesysCloud.Simulator.Flows;

/// <summary>An input a flow declares.</summary>
/// <param name="Name">With its <c>Flow.</c> prefix.</param>
/// <param name="Type">What it holds, or what each item holds.</param>
public sealed record SimulatedInput(string Name, ArchitectType Type = ArchitectType.String)
{
    /// <summary>Whether it is a collection.</summary>
    public bool IsList { get; init; }

    /// <summary>
    /// Whether an execution without it fails. Schemas say so only with <see cref="SimulatorSettings.RequiredInSchemas"/>: the real ones
    /// never do.
    /// </summary>
    public bool Required { get; init; }

    /// <summary>As an author would describe it.</summary>
    public string? Description { get; init; }
}

/// <summary>An output of a flow.</summary>
/// <param name="Name">With its <c>Flow.</c> prefix.</param>
/// <param name="Type">What it holds, or what each item holds.</param>
/// <param name="Value">
/// Given when an execution completes. In texts <c>${sequence}</c> is the launch's number, and a text that is only <c>${Flow.x}</c>
/// becomes that input's value.
/// </param>
public sealed record SimulatedOutput(string Name, ArchitectType Type, JsonElement Value)
{
    /// <summary>Whether it is a collection.</summary>
    public bool IsList { get; init; }

    /// <summary>As an author would describe it.</summary>
    public string? Description { get; init; }

    /// <summary>An output of the type that its value shows; that of an empty list and of null is String.</summary>
    /// <param name="name">With its <c>Flow.</c> prefix.</param>
    /// <param name="value">As in <see cref="Value"/>; a text that is only <c>${Flow.x}</c> has the type of that input.</param>
    /// <param name="inputs">The inputs of the flow.</param>
    public static SimulatedOutput From(string name, JsonElement value, IReadOnlyList<SimulatedInput> inputs)
    {
        if (Echoed(value) is { } echoed && inputs.FirstOrDefault(input => input.Name == echoed) is { } input)
            return new SimulatedOutput(name, input.Type, value) { IsList = input.IsList };
        bool isList = value.ValueKind is JsonValueKind.Array;
        JsonElement shown = isList ? value.EnumerateArray().FirstOrDefault() : value;
        return new SimulatedOutput(name, TypeOf(shown), value) { IsList = isList };
    }

    /// <summary>The input whose value an output repeats; null if it repeats none.</summary>
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
