using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Launching;

/// <summary>The words in which a bad value and what was wanted instead are told.</summary>
internal static class FlowInputWords
{
    private const int LongestShown = 60;

    /// <summary>What a value for this input has to look like.</summary>
    public static string Expected(FlowInput declared) => declared.AllowedValues.Count > 0
        ? "one of " + string.Join(", ", declared.AllowedValues.Select(Show))
        : declared.Type switch
        {
            FlowVariableType.String => "text",
            FlowVariableType.Integer => "a whole number of 64 bits, such as 42",
            FlowVariableType.Number => "a number such as 12.5, with a point and no thousands separators",
            FlowVariableType.Boolean => "true, false, yes, no, 1 or 0",
            FlowVariableType.Date => "yyyy-MM-dd",
            FlowVariableType.DateTime => "yyyy-MM-ddTHH:mm:ss and a zone: Z or such as +01:00",
            FlowVariableType.List when declared.ItemType is FlowVariableType.List or FlowVariableType.Object => "a JSON array",
            FlowVariableType.List => "a JSON array, or items separated by ';', none of them empty",
            FlowVariableType.Object => """a JSON object such as {"name": "value"}""",
            _ => $"text, a number, a boolean, a date, or lists and objects of these, at most {FlowInputValue.MaxDepth} deep",
        };

    /// <summary>The name of a type with its article, as it stands after "is not".</summary>
    public static string WithArticle(string typeName) =>
        typeName == FlowInput.NameOf(FlowVariableType.Any) ? "a value that can be sent"
        : typeName[0] is 'i' or 'o' ? $"an {typeName}"
        : $"a {typeName}";

    /// <summary>The declared names in quotes, the first of them if there are very many.</summary>
    public static string Names(FlowInputSchema schema)
    {
        const int MostNamed = 20;
        string names = string.Join(", ", schema.Inputs.Take(MostNamed).Select(input => $"'{input.Name}'"));
        return schema.Inputs.Count > MostNamed ? $"{names} and {schema.Inputs.Count - MostNamed} more" : names;
    }

    /// <summary>An object as its JSON, clipped; anything else as <see cref="Show"/> does.</summary>
    public static string ShowMembers(object? value) =>
        PlainValue.IsObject(value) && JsonValues.TryWrite(value) is { } json ? Clip(json) : Show(value);

    /// <summary>A value on one line, in quotes if it is text, clipped.</summary>
    public static string Show(object? value) => value switch
    {
        null => "null",
        JsonElement { ValueKind: JsonValueKind.Undefined } => "null",
        JsonElement element => Clip(element.GetRawText()),
        string text => $"'{Clip(text)}'",
        _ when PlainValue.IsObject(value) => "an object",
        IEnumerable => "a list",
        double or float => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => Clip(JsonValues.TextOf(value) ?? value.GetType().ToString()),
    };

    private static string Clip(string text)
    {
        bool isLong = text.Length > LongestShown;
        // Never between the halves of a surrogate pair.
        int length = isLong ? LongestShown - (char.IsHighSurrogate(text[LongestShown - 1]) ? 1 : 0) : text.Length;
        var shown = new StringBuilder(length + 1);
        foreach (char character in text.AsSpan(0, length))
            shown.Append(char.IsControl(character) ? ' ' : character);
        return isLong ? shown.Append('…').ToString() : shown.ToString();
    }
}
