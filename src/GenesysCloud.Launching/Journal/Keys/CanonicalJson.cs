using System.Collections;
using System.Globalization;
using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Launching.Journal.Keys;

/// <summary>
/// Writes whatever <see cref="JsonValues"/> sends, but so that equal values are the same bytes: names in ordinal order, numbers in one
/// form. What is sent alike is alike here too, whichever types it came as.
/// </summary>
internal static class CanonicalJson
{
    private const int MaxDepth = JsonValues.MaxDepth + 4; // what is to be sent, within what it is hashed with

    /// <exception cref="ArgumentException">The value cannot be sent either: it has no JSON form, or contains itself.</exception>
    public static void Write(Utf8JsonWriter json, object? value) => Write(json, value, 0);

    private static void Write(Utf8JsonWriter json, object? value, int depth)
    {
        if (depth > MaxDepth)
            throw new ArgumentException("An input contains itself or is nested too deeply.", nameof(value));
        switch (value)
        {
            case null or JsonElement { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null }:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); // as CanonicalNumber spells it
                break;
            case ulong or decimal or double or float:
                json.WriteRawValue(CanonicalNumber.Of(JsonValues.TextOf(value)
                    ?? throw new ArgumentException("An input isn't a finite number.", nameof(value))));
                break;
            case JsonElement element:
                WriteElement(json, element, depth);
                break;
            case IEnumerable<KeyValuePair<string, object?>> fields:
                WriteObject(json, fields, depth);
                break;
            case IDictionary fields:
                WriteObject(
                    json, fields.Cast<DictionaryEntry>().Select(field => KeyValuePair.Create(NameOf(field.Key), field.Value)), depth);
                break;
            default:
                if (JsonValues.TextOf(value) is { } scalar)
                {
                    json.WriteStringValue(scalar);
                }
                else if (value is IEnumerable items)
                {
                    WriteArray(json, items.Cast<object?>(), depth);
                }
                else
                {
                    throw new ArgumentException(
                        $"An input of type {value.GetType()} can't be hashed, so it doesn't identify a row.", nameof(value));
                }

                break;
        }
    }

    private static void WriteElement(Utf8JsonWriter json, JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(
                    json, element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, (object?)member.Value)), depth);
                break;
            case JsonValueKind.Array:
                WriteArray(json, element.EnumerateArray().Select(item => (object?)item), depth);
                break;
            case JsonValueKind.Number:
                json.WriteRawValue(CanonicalNumber.Of(element.GetRawText()));
                break;
            case JsonValueKind.String:
                json.WriteStringValue(element.GetString());
                break;
            default:
                json.WriteBooleanValue(element.GetBoolean());
                break;
        }
    }

    // Of equal names the order stays: which of them counts is for the receiver to say.
    private static void WriteObject(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> fields, int depth)
    {
        json.WriteStartObject();
        foreach ((string name, object? value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(name);
            Write(json, value, depth + 1);
        }

        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, IEnumerable<object?> items, int depth)
    {
        json.WriteStartArray();
        foreach (object? item in items)
            Write(json, item, depth + 1);
        json.WriteEndArray();
    }

    private static string NameOf(object key) =>
        JsonValues.TextOf(key)
            ?? throw new ArgumentException($"A key of type {key.GetType()} can't be the name of a JSON property.", nameof(key));
}
