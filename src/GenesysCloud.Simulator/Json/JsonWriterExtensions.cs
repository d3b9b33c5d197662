using System.Globalization;
using System.Text.Json;

namespace GenesysCloud.Simulator.Json;

/// <summary>Writes values that many responses have in common.</summary>
internal static class JsonWriterExtensions
{
    public static void WriteReference(this Utf8JsonWriter json, ReadOnlySpan<byte> property, string id, string name, string? selfUri = null)
    {
        json.WriteStartObject(property);
        json.WriteString("id"u8, id);
        json.WriteString("name"u8, name);
        if (selfUri is not null)
            json.WriteString("selfUri"u8, selfUri);
        json.WriteEndObject();
    }

    /// <summary>Writes a date in the format of the API: UTC, with milliseconds and <c>Z</c>.</summary>
    public static void WriteDate(this Utf8JsonWriter json, ReadOnlySpan<byte> property, DateTimeOffset date) =>
        json.WriteString(property, date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
