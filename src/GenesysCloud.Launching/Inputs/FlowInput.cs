namespace GenesysCloud.Launching.Inputs;

/// <summary>One input variable as a flow declares it.</summary>
public sealed class FlowInput
{
    /// <summary>What Architect puts before the name of every variable of a flow.</summary>
    internal const string Prefix = "Flow.";

    /// <summary>The name as declared and as the launch must spell it, such as <c>Flow.startDate</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The declared type.</summary>
    public FlowInputType Type { get; init; }

    /// <summary>The type of a list's items; <see cref="FlowInputType.Any"/> for everything that is not a list.</summary>
    public FlowInputType ItemType { get; init; }

    /// <summary>True if the flow is not to be launched without it.</summary>
    public bool Required { get; init; }

    /// <summary>The description in the schema, if there is one.</summary>
    public string? Description { get; init; }

    /// <summary>The default in the schema, read as a CLR value. The platform applies it; nothing here sends it.</summary>
    public object? Default { get; init; }

    /// <summary>The texts a string input may have, or empty if it may have any.</summary>
    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>The type in words, such as <c>integer</c>, <c>date</c> or <c>list of string</c>.</summary>
    public string TypeName => Type == FlowInputType.List && ItemType != FlowInputType.Any
        ? $"list of {NameOf(ItemType)}"
        : NameOf(Type);

    /// <summary>The name and the type.</summary>
    public override string ToString() => $"{Name} ({TypeName})";

    internal static string NameOf(FlowInputType type) => type switch
    {
        FlowInputType.String => "string",
        FlowInputType.Integer => "integer",
        FlowInputType.Number => "number",
        FlowInputType.Boolean => "boolean",
        FlowInputType.Date => "date",
        FlowInputType.DateTime => "date-time",
        FlowInputType.List => "list",
        FlowInputType.Object => "object",
        _ => "any",
    };

    /// <summary>The name without <c>Flow.</c>, however that is cased.</summary>
    internal static string BareName(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? name[Prefix.Length..] : name;
}
