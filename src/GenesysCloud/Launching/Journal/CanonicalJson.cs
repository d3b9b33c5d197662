using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace GenesysCloud.Launching;

/// <summary>Writes values so that equal ones are the same bytes: names in ordinal order, numbers in one form.</summary>
internal static class CanonicalJson
{
    /// <exception cref="ArgumentException">A value is not text, number, boolean, null, list or dictionary.</exception>
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or decimal:
                json.WriteRawValue(Number(Convert.ToDecimal(value, CultureInfo.InvariantCulture)));
                break;
            case double number:
                json.WriteRawValue(Number(number));
                break;
            case float number:
                json.WriteRawValue(Number(number));
                break;
            case IReadOnlyDictionary<string, object?> fields:
                WriteObject(json, fields);
                break;
            case IDictionary fields:
                WriteObject(json, fields.Cast<DictionaryEntry>()
                    .Select(field => KeyValuePair.Create(Convert.ToString(field.Key, CultureInfo.InvariantCulture)!, field.Value)));
                break;
            case IEnumerable items:
                json.WriteStartArray();
                foreach (object? item in items)
                    Write(json, item);
                json.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"An input of type {value.GetType()} cannot be told from others.", nameof(value));
        }
    }

    private static void WriteObject(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> fields)
    {
        json.WriteStartObject();
        foreach ((string name, object? value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(name);
            Write(json, value);
        }
        json.WriteEndObject();
    }

    // G29 drops trailing zeros; a zero has a sign and a scale of its own.
    private static string Number(decimal number) => number == 0 ? "0" : number.ToString("G29", CultureInfo.InvariantCulture);

    // Within these bounds a decimal holds all 17 digits of a double, so that 1.5 is 1.5 whichever type it came as.
    private static string Number(double number)
    {
        if (!double.IsFinite(number))
            throw new ArgumentException("An input is not a finite number.", nameof(number));
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return number == 0 || Math.Abs(number) is >= 1e-11 and < 1e28
            ? Number(decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture))
            : text;
    }
}
