using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Launching.Inputs.Types;

/// <summary>How a value is shown in a message.</summary>
internal static class ValueText
{
    private const int LongestShown = 60;

    /// <summary>An object as its JSON, clipped; anything else as <see cref="Show"/> does.</summary>
    public static string ShowMembers(object? value) =>
        PlainValue.IsObject(value) && JsonValues.TryWrite(value) is { } json ? Clip(json) : Show(value);

    /// <summary>A value on one line, in quotes if it is text, clipped.</summary>
    public static string Show(object? value) => value switch
    {
        null => "null",
        JsonElement { ValueKind: JsonValueKind.Undefined } => "null",
        JsonElement { ValueKind: JsonValueKind.String } element when LenientJson.TextOf(element) is { } content => Show(content),
        JsonElement element => Clip(element.GetRawText()),
        string text => $"'{Clip(text)}'",
        _ when PlainValue.IsObject(value) => "an object",
        IEnumerable => "a list",
        double or float => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => Clip(JsonValues.TextOf(value) ?? value.GetType().ToString()),
    };

    /// <summary>A text on one line, cut off if it is long.</summary>
    public static string Clip(string text)
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
