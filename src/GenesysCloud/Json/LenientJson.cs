using System.Collections.ObjectModel;
using System.Text.Json;

namespace GenesysCloud.Json;

/// <summary>Reads single fields out of JSON that may be anything: what is not there, or not of the kind asked for, is null.</summary>
internal static class LenientJson
{
    /// <summary>The document, when the bytes are one JSON value; null otherwise. To be disposed.</summary>
    public static JsonDocument? TryParse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            return JsonDocument.TryParseValue(ref reader, out JsonDocument? document) ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Property(JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
                && value.ValueKind != JsonValueKind.Null ? value : null;
        }
        catch (InvalidOperationException)
        {
            // Names are compared as text, and one that stands in the way is not valid Unicode.
            return null;
        }
    }

    public static string? Text(JsonElement element, string name) => Property(element, name) is { } value ? TextOf(value) : null;

    /// <summary>The name of a property; null if it is not valid Unicode.</summary>
    public static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            // Valid JSON whose text is not valid Unicode (a lone surrogate escape).
            return null;
        }
    }

    /// <summary>The text that an element is; null if it is anything else.</summary>
    public static string? TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Valid JSON whose text is not valid Unicode (a lone surrogate escape).
            return null;
        }
    }

    /// <summary>
    /// The text that follows the property name at which the reader stands; null, and passed over, if it is anything else.
    /// </summary>
    public static string? TextOf(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            json.Skip();
            return null;
        }

        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            // Valid JSON whose text is not valid Unicode (a lone surrogate escape).
            return null;
        }
    }

    public static double? Number(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out double number)
            && double.IsFinite(number) ? number : null;

    /// <summary>The members of an object that are text, or scalars in their JSON form; empty if there is no such object.</summary>
    public static IReadOnlyDictionary<string, string> Texts(JsonElement element, string name)
    {
        if (Property(element, name) is not { ValueKind: JsonValueKind.Object } members)
            return ReadOnlyDictionary<string, string>.Empty;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty member in members.EnumerateObject())
        {
            try
            {
                if (member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null))
                    texts[member.Name] = member.Value.ToString();
            }
            catch (InvalidOperationException)
            {
                // A name or text that is not valid Unicode (a lone surrogate escape).
            }
        }

        return texts.AsReadOnly();
    }
}
