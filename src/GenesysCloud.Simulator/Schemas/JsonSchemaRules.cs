using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GenesysCloud.Simulator.Schemas;

/// <summary>The rules of schema keywords that apply to a single value.</summary>
internal static class JsonSchemaRules
{
    public static Func<JsonElement, bool>? Type(JsonElement operand) => operand.ValueKind switch
    {
        JsonValueKind.String when operand.GetString() is { } type => value => Is(type, value),
        JsonValueKind.Array => AnyType(Texts(operand)),
        _ => null,
    };

    public static Func<JsonElement, bool> Enum(JsonElement[] allowed) =>
        value => Array.Exists(allowed, item => JsonElement.DeepEquals(item, value));

    public static Func<JsonElement, bool> Bound(string keyword, double bound) => keyword == "minimum"
        ? value => value.ValueKind is not JsonValueKind.Number || value.GetDouble() >= bound
        : value => value.ValueKind is not JsonValueKind.Number || value.GetDouble() <= bound;

    public static Func<JsonElement, bool> Length(string keyword, double bound) => keyword switch
    {
        "minLength" => value => value.ValueKind is not JsonValueKind.String || Length(value) >= bound,
        "maxLength" => value => value.ValueKind is not JsonValueKind.String || Length(value) <= bound,
        "minItems" => value => value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() >= bound,
        _ => value => value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() <= bound,
    };

    public static Func<JsonElement, bool> Required(JsonElement names)
    {
        string[] required = Texts(names);
        return value => value.ValueKind is not JsonValueKind.Object
            || Array.TrueForAll(required, name => value.TryGetProperty(name, out _));
    }

    /// <summary>Null if the pattern is invalid or needs backtracking, which could take exponential time.</summary>
    public static Func<JsonElement, bool>? Pattern(string pattern)
    {
        try
        {
            var regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return value => value.ValueKind is not JsonValueKind.String || regex.IsMatch(value.GetString()!);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    public static Func<JsonElement, bool>? Format(string format) => format switch
    {
        "date" => value => value.ValueKind is not JsonValueKind.String || ArchitectText.IsDate(value.GetString()!),
        "date-time" => value => value.ValueKind is not JsonValueKind.String || ArchitectText.IsDateTime(value.GetString()!),
        _ => null,
    };

    public static Func<JsonElement, bool> DataType(string id) =>
        value => value.ValueKind is not JsonValueKind.String || ArchitectText.Fits(id, value.GetString()!);

    private static string[] Texts(JsonElement array) =>
        [.. array.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)];

    private static Func<JsonElement, bool>? AnyType(string[] types) =>
        types.Length == 0 ? null : value => Array.Exists(types, type => Is(type, value));

    private static bool Is(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind is JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "string" => value.ValueKind is JsonValueKind.String,
        "number" => value.ValueKind is JsonValueKind.Number,
        "integer" => value.ValueKind is JsonValueKind.Number && IsWhole(value),
        "array" => value.ValueKind is JsonValueKind.Array,
        "object" => value.ValueKind is JsonValueKind.Object,
        _ => true,
    };

    /// <summary>In draft-07, 5.0 is an integer too.</summary>
    private static bool IsWhole(JsonElement number) =>
        number.TryGetInt64(out _)
        || (number.TryGetDecimal(out decimal exact) ? decimal.Truncate(exact) == exact : double.IsInteger(number.GetDouble()));

    /// <summary>The length in Unicode characters, not in UTF-16 code units.</summary>
    private static int Length(JsonElement text)
    {
        int length = 0;
        foreach (Rune _ in text.GetString()!.EnumerateRunes())
            length++;
        return length;
    }
}
