using System.Globalization;
using System.Text.Json;
using GenesysCloud.Json;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Executions;

/// <summary>Reads the value of an output as the type that the flow declares. What does not fit stays as it came.</summary>
internal static class OutputValue
{
    private static readonly string[] s_instants =
        ["yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", "yyyy-MM-ddTHH:mmZ", "yyyy-MM-ddTHH:mmzzz"];

    /// <summary>
    /// <see cref="long"/>, <see cref="decimal"/>, <see cref="bool"/>, <see cref="DateOnly"/>, or <see cref="DateTimeOffset"/> by the type;
    /// else what
    /// <see cref="JsonValues.Read"/> makes of it. The items of a list are read one by one.
    /// </summary>
    /// <param name="value">The value as it came.</param>
    /// <param name="declared">The output that the flow declares; null if it declares none of the name.</param>
    /// <exception cref="InvalidOperationException">A text holds half a surrogate pair.</exception>
    public static object? Read(JsonElement value, FlowVariable? declared)
    {
        FlowVariableType type = declared is null ? FlowVariableType.Any : declared.IsList ? declared.ItemType : declared.Type;
        if (value.ValueKind != JsonValueKind.Array || type is FlowVariableType.Any)
            return One(value, type);
        object?[] items = new object?[value.GetArrayLength()];
        int next = 0;
        foreach (JsonElement item in value.EnumerateArray())
            items[next++] = One(item, type);
        return items;
    }

    private static object? One(JsonElement value, FlowVariableType type) => type switch
    {
        FlowVariableType.Integer => (object?)Integer(value),
        FlowVariableType.Decimal or FlowVariableType.Number => Decimal(value),
        FlowVariableType.Boolean => Boolean(value),
        FlowVariableType.Date => Date(value),
        FlowVariableType.DateTime => DateTime(value),
        _ => null,
    } ?? JsonValues.Read(value);

    private static long? Integer(JsonElement value) =>
        NumberText(value) is { } text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer)
            ? integer
            : null;

    // Only what decimal holds exactly: a number of up to 40 digits would lose some of them.
    private static decimal? Decimal(JsonElement value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        const int ExactDigits = 28;
        return NumberText(value) is { } text
            && text.Count(char.IsAsciiDigit) <= ExactDigits
            && decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal number) ? number : null;
    }

    private static bool? Boolean(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString() switch
        {
            "true" => true,
            "false" => false,
            _ => null,
        }
        : null;

    private static DateOnly? Date(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && DateOnly.TryParseExact(
            value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    private static DateTimeOffset? DateTime(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParseExact(
            value.GetString(), s_instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            ? instant
            : null;

    // The parsers of .NET overlook NUL characters at the end.
    private static string? NumberText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String when value.GetString() is { } text && !text.Contains('\0', StringComparison.Ordinal) => text,
        _ => null,
    };
}
