using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GenesysCloud.Json;

/// <summary>
/// Reads both of the API's encodings of a moment: ISO-8601 text and milliseconds since 1970, which stand side by side
/// in one FlowVersion. What is neither is null: a date no one can read must not cost the object it stands in.
/// </summary>
internal sealed class FlexibleDateConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetInt64(out long milliseconds) ? FromMilliseconds(milliseconds) : null;
            case JsonTokenType.String:
                return FromText(reader.GetString());
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } moment)
            writer.WriteStringValue(moment.UtcDateTime);
        else
            writer.WriteNullValue();
    }

    internal static DateTimeOffset? FromText(string? text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long milliseconds))
            return FromMilliseconds(milliseconds);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? moment
            : null;
    }

    private static DateTimeOffset? FromMilliseconds(long milliseconds) =>
        milliseconds is >= -62_135_596_800_000 and <= 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
