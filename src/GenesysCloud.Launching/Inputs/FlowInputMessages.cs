using System.Globalization;
using GenesysCloud.Launching.Inputs.Cultures;
using GenesysCloud.Launching.Inputs.Types;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Inputs;

/// <summary>The words that say what value was expected.</summary>
internal static class FlowInputMessages
{
    /// <summary>What a value for this variable has to look like.</summary>
    /// <param name="declared">The variable.</param>
    /// <param name="culture">The culture in which cells are written; null for the invariant one.</param>
    public static string Expected(FlowVariable declared, CellCulture? culture = null) => declared.AllowedValues.Count > 0
        ? "one of " + string.Join(", ", declared.AllowedValues.Select(ValueText.Show))
        : declared.Type switch
        {
            FlowVariableType.List when InputConversion.TakesObjects(declared.ItemType)
                || declared.ItemType == FlowVariableType.List => "a JSON array",
            FlowVariableType.List => "a JSON array, or nonempty items separated by ';'",
            var type => Expected(type, declared, culture),
        };

    /// <summary>The name of a type with its article, as it stands after "is not".</summary>
    public static string WithArticle(string typeName) =>
        typeName == FlowVariable.NameOf(FlowVariableType.Any) ? "a value that can be sent"
        : typeName == FlowVariable.NameOf(FlowVariableType.Json) ? typeName
        : typeName[0] is 'i' or 'o' ? $"an {typeName}"
        : $"a {typeName}";

    /// <summary>The declared names in quotes, the first of them if there are very many.</summary>
    public static string Names(FlowInputSchema schema)
    {
        const int MostNamed = 20;
        string names = string.Join(", ", schema.Inputs.Take(MostNamed).Select(input => $"'{input.Name}'"));
        return schema.Inputs.Count > MostNamed ? $"{names} and {schema.Inputs.Count - MostNamed} more" : names;
    }

    private static string Expected(FlowVariableType type, FlowVariable declared, CellCulture? culture) => type switch
    {
        FlowVariableType.String => declared.MaxLength is null ? "text" : $"text of {declared.Limits}",
        FlowVariableType.Integer => $"a whole number{Range(declared)}, such as 42",
        FlowVariableType.Number or FlowVariableType.Decimal when culture is not null =>
            $"a number in the {culture.Name} format, such as {culture.ExampleNumber}",
        FlowVariableType.Number => "a number such as 12.5, with a decimal point and no thousands separators",
        FlowVariableType.Decimal =>
            $"a number of at most {FlowLimits.DecimalDigits} digits{Range(declared)}, such as 12.5, " +
            "with a decimal point and no thousands separators",
        FlowVariableType.Boolean => "true, false, yes, no, 1, or 0",
        FlowVariableType.Date => $"yyyy-MM-dd{Years(declared)}{In(culture)}",
        FlowVariableType.DateTime => $"yyyy-MM-ddTHH:mm:ss with a time zone such as Z or +01:00{Years(declared)}",
        FlowVariableType.Time => "a time of day with milliseconds at most, as HH:mm, HH:mm:ss, or HH:mm:ss.fff",
        FlowVariableType.Duration => "a duration such as 00:30:00 (hours, minutes, seconds), 1.12:00:00 (with days), or PT30M (ISO 8601)",
        FlowVariableType.Currency =>
            $"an amount and a currency code, such as {(culture is null ? "12.50" : culture.ExampleNumber)} EUR, " +
            "or an object with amount and code",
        FlowVariableType.Json => declared.Forms is { TakesObject: true, TakesArray: false, TakesText: false }
            ? """a JSON object such as {"name": "value"}"""
            : """JSON such as {"name": "value"}""",
        FlowVariableType.Object => """a JSON object such as {"name": "value"}""",
        var entity when InputConversion.IsEntity(entity) =>
            $"the ID of a {FlowVariable.NameOf(entity)} (a GUID), or an object with {ObjectMembers(declared)}",
        _ => $"text, a number, a boolean, a date, or lists and objects of these, nested at most {FlowLimits.Depth} levels deep",
    };

    private static string Range(FlowVariable declared) => declared.Minimum is null && declared.Maximum is null
        ? ""
        : $" ({FlowVariable.RangeWords(declared.Minimum, declared.Maximum)})";

    private static string Years(FlowVariable declared) =>
        declared.IsArchitectType ? $" ({FlowLimits.FirstYear} to {FlowLimits.LastYear})" : "";

    private static string In(CellCulture? culture) =>
        culture is null ? "" : $", or a date in the {culture.Name} format, such as {culture.ExampleDate}";

    private static string ObjectMembers(FlowVariable declared) =>
        declared.Forms.Object is { Required: [_, ..] required } ? string.Join(" and ", required) : "id";
}
