using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GenesysCloud.Json;

/// <summary>Writes loose CLR values as JSON and reads JSON as loose CLR values; nothing depends on the culture.</summary>
internal static class JsonValues
{
    /// <summary>How deep a written value may nest; deeper is taken for a cycle.</summary>
    public const int MaxDepth = 32;

    private const string DateFormat = "yyyy-MM-dd";
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fff";
    private const string FineTimeFormat = "yyyy-MM-ddTHH:mm:ss.FFFFFFF";

    // People read this in terminals and spreadsheets, not browsers: letters beyond ASCII stay as they are.
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes <paramref name="value"/>: null, text, numbers, booleans, dates, <see cref="Guid"/>, <see cref="TimeSpan"/>,
    /// enums (by name), <see cref="JsonElement"/>, dictionaries and enumerables of these.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The value is cyclic, nests deeper than <see cref="MaxDepth"/>, or has no JSON form. What was written before it is incomplete.
    /// </exception>
    public static void Write(Utf8JsonWriter writer, object? value) => Write(writer, value, 0);

    /// <summary>The JSON of a value, as a person would write it; null if it has none.</summary>
    public static string? TryWrite(object? value)
    {
        using var buffer = new MemoryStream();
        try
        {
            using (var writer = new Utf8JsonWriter(buffer, s_readable))
                Write(writer, value);
        }
        catch (Exception noForm) when (noForm is ArgumentException or InvalidOperationException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>
    /// Reads an object as <see cref="Dictionary{TKey, TValue}"/> in its order (of equal names the last counts), an array as
    /// <c>object?[]</c>, and a number as <see cref="long"/>, else <see cref="decimal"/>, else <see cref="double"/>;
    /// one that none of them can hold (<c>1e400</c>) is not a number.
    /// </summary>
    /// <exception cref="InvalidOperationException">A text holds half a surrogate pair, which JSON can escape but no text can
    /// hold.</exception>
    public static object? Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new Dictionary<string, object?>();
                foreach (JsonProperty member in element.EnumerateObject())
                    members[member.Name] = Read(member.Value);
                return members;
            case JsonValueKind.Array:
                object?[] items = new object?[element.GetArrayLength()];
                int next = 0;
                foreach (JsonElement item in element.EnumerateArray())
                    items[next++] = Read(item);
                return items;
            case JsonValueKind.Number:
                if (element.TryGetInt64(out long integer))
                    return integer;
                return TryParseNumber(element.GetRawText(), out object? number) ? number : double.NaN;
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                return null;
        }
    }

    /// <summary>
    /// Reads a decimal number as <see cref="decimal"/>, or as <see cref="double"/> where decimal overflows or would round
    /// the value away (<c>1e-30</c> is not 0). Refuses what neither can hold.
    /// </summary>
    public static bool TryParseNumber(ReadOnlySpan<char> text, out object? number)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        const double RelativeError = 1e-15;
        number = null;
        // The parsers of .NET overlook NUL characters at the end.
        if (text.Contains('\0')
            || !double.TryParse(text, Style, CultureInfo.InvariantCulture, out double asDouble)
            || !double.IsFinite(asDouble)
            || (asDouble == 0 && !IsZero(text)))
        {
            return false;
        }

        bool fits = decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal asDecimal)
            && Math.Abs((double)asDecimal - asDouble) <= Math.Abs(asDouble) * RelativeError;
        number = fits ? asDecimal : asDouble;
        return true;
    }

    /// <summary>
    /// The invariant text of a scalar (dates as ISO-8601, in UTC where the instant is known), or null for anything else and for infinities.
    /// </summary>
    public static string? TextOf(object value) => value switch
    {
        string text => text,
        char character => character.ToString(),
        bool boolean => boolean ? "true" : "false",
        Guid id => id.ToString(),
        // Without a known zone the text names none either: better vague than another instant.
        DateTime { Kind: DateTimeKind.Unspecified } time => TimeText(time),
        DateTime time => TimeText(time.ToUniversalTime()) + "Z",
        DateTimeOffset time => TimeText(time.UtcDateTime) + "Z",
        DateOnly date => date.ToString(DateFormat, CultureInfo.InvariantCulture),
        TimeOnly time =>
            time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        Enum name => name.ToString(),
        double number when !double.IsFinite(number) => null,
        float number when !float.IsFinite(number) => null,
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal
            => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>To the millisecond, as the API tells times; finer only where there is more to tell.</summary>
    private static string TimeText(DateTime time) =>
        time.ToString(time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? TimeFormat : FineTimeFormat, CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool boolean:
                writer.WriteBooleanValue(boolean);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case float number:
                writer.WriteNumberValue(number);
                break;
            case ulong number:
                writer.WriteNumberValue(number);
                break;
            case sbyte or byte or short or ushort or int or uint:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case JsonElement element:
                if (element.ValueKind == JsonValueKind.Undefined)
                    writer.WriteNullValue();
                else
                    element.WriteTo(writer);
                break;
            case IEnumerable<KeyValuePair<string, object?>> members:
                WriteObject(writer, members, depth);
                break;
            case IDictionary members:
                WriteObject(writer, members, depth);
                break;
            default:
                if (TextOf(value) is { } scalar)
                    writer.WriteStringValue(scalar);
                else if (value is IEnumerable items)
                    WriteArray(writer, items, depth);
                else
                    throw new ArgumentException($"A value of type {value.GetType()} can't be written as JSON.", nameof(value));
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> members, int depth)
    {
        ThrowIfTooDeep(depth);
        writer.WriteStartObject();
        foreach ((string name, object? member) in members)
        {
            writer.WritePropertyName(name);
            Write(writer, member, depth + 1);
        }

        writer.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter writer, IDictionary members, int depth)
    {
        ThrowIfTooDeep(depth);
        writer.WriteStartObject();
        foreach (DictionaryEntry member in members)
        {
            writer.WritePropertyName(TextOf(member.Key)
                ?? throw new ArgumentException($"A key of type {member.Key.GetType()} can't be the name of a JSON property."));
            Write(writer, member.Value, depth + 1);
        }

        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable items, int depth)
    {
        ThrowIfTooDeep(depth);
        writer.WriteStartArray();
        foreach (object? item in items)
            Write(writer, item, depth + 1);
        writer.WriteEndArray();
    }

    private static void ThrowIfTooDeep(int depth)
    {
        if (depth >= MaxDepth)
            throw new ArgumentException($"The value contains itself or is nested deeper than {MaxDepth} levels.");
    }

    private static bool IsZero(ReadOnlySpan<char> number)
    {
        int exponent = number.IndexOfAny('e', 'E');
        return !(exponent < 0 ? number : number[..exponent]).ContainsAnyInRange('1', '9');
    }
}
