using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GenesysCloud.Wording;

namespace GenesysCloud.Launching.Schemas;

/// <summary>One variable of a flow, as its input or output schema declares it.</summary>
public class FlowVariable
{
    /// <summary>What Architect puts before the name of every variable of a flow.</summary>
    internal const string Prefix = "Flow.";

    /// <summary>A variable of type Any.</summary>
    public FlowVariable()
    {
    }

    /// <summary>The same variable.</summary>
    [SetsRequiredMembers]
    private protected FlowVariable(FlowVariable same)
    {
        (Name, Type, ItemType, AllowsNull) = (same.Name, same.Type, same.ItemType, same.AllowsNull);
        (MaxLength, Minimum, Maximum, MaxItems) = (same.MaxLength, same.Minimum, same.Maximum, same.MaxItems);
        (Description, AllowedValues) = (same.Description, same.AllowedValues);
        (IsArchitectType, ItemsAllowNull, Forms) = (same.IsArchitectType, same.ItemsAllowNull, same.Forms);
    }

    /// <summary>The name as declared, such as <c>Flow.startDate</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The declared type.</summary>
    public FlowVariableType Type { get; init; }

    /// <summary>The type of a list's items; <see cref="FlowVariableType.Any"/> for everything that is not a list.</summary>
    public FlowVariableType ItemType { get; init; }

    /// <summary>Whether it is a list.</summary>
    public bool IsList => Type == FlowVariableType.List;

    /// <summary>Whether its value may be null, which Architect calls NOT_SET.</summary>
    public bool AllowsNull { get; init; } = true;

    /// <summary>Most characters that a text, or each text of a list, may have; null if no limit is declared.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The least number that it, or each item of a list, may be; null if no limit is declared.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>The greatest number that it, or each item of a list, may be; null if no limit is declared.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Most items that a list may have; null if no limit is declared.</summary>
    public int? MaxItems { get; init; }

    /// <summary>The description in the schema, if there is one.</summary>
    public string? Description { get; init; }

    /// <summary>The texts a string may have, or empty if it may have any.</summary>
    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>The type in words, such as <c>integer</c>, <c>date</c> or <c>list of string</c>.</summary>
    public string TypeName => IsList && ItemType != FlowVariableType.Any ? $"list of {NameOf(ItemType)}" : NameOf(Type);

    /// <summary>The declared limits in words, such as <c>up to 2000 items</c>; empty if there are none.</summary>
    public string Limits => string.Join(", ", LimitWords());

    /// <summary>
    /// Whether Architect's own definition of the type was found, whose limits hold even where the schema does not repeat them.
    /// </summary>
    internal bool IsArchitectType { get; init; }

    /// <summary>Whether an item of a list may be null.</summary>
    internal bool ItemsAllowNull { get; init; } = true;

    /// <summary>The JSON that the schema takes for the value, or for each item of a list.</summary>
    internal WireForms Forms { get; init; } = WireForms.Undeclared;

    /// <summary>The name and the type.</summary>
    public override string ToString() => $"{Name} ({TypeName})";

    internal static string NameOf(FlowVariableType type) => type switch
    {
        FlowVariableType.DateTime => "date-time",
        FlowVariableType.Json => "JSON",
        FlowVariableType.LanguageSkill => "language skill",
        _ => type.ToString().ToLowerInvariant(),
    };

    /// <summary>The name without <c>Flow.</c>, however that is cased.</summary>
    internal static string BareName(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? name[Prefix.Length..] : name;

    private IEnumerable<string> LimitWords()
    {
        if (MaxItems is { } items)
            yield return $"up to {Quantity.Format(items, "item")}";
        if (MaxLength is { } length)
            yield return $"up to {Quantity.Format(length, "character")}";
        if (Minimum is not null || Maximum is not null)
            yield return RangeWords(Minimum, Maximum);
        if (IsArchitectType && (IsList ? ItemType : Type) is FlowVariableType.Decimal)
            yield return $"up to {FlowLimits.DecimalDigits} digits";
        if (IsArchitectType && (IsList ? ItemType : Type) is FlowVariableType.DateTime or FlowVariableType.Date)
            yield return $"{FlowLimits.FirstYear} to {FlowLimits.LastYear}";
    }

    internal static string RangeWords(decimal? minimum, decimal? maximum) => (minimum, maximum) switch
    {
        ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $"at least {least}"),
        (null, { } most) => string.Create(CultureInfo.InvariantCulture, $"at most {most}"),
        ({ } least, { } most) when least == -most => string.Create(CultureInfo.InvariantCulture, $"±{most}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{minimum} to {maximum}"),
    };
}
