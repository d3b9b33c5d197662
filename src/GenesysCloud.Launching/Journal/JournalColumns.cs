using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GenesysCloud.Launching.Journal;

/// <summary>The names of the columns that a row was rejected for, as a journal has them: a JSON array.</summary>
/// <param name="Json">The array; null if the fault lies in no column.</param>
internal readonly record struct JournalColumns(string? Json)
{
    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            if (Json is null)
                return [];
            using var document = JsonDocument.Parse(Json);
            return [.. document.RootElement.EnumerateArray().Select(name => name.GetString()!)];
        }
    }

    /// <summary>The columns of these names.</summary>
    public static JournalColumns Of(IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
            return default;
        ArrayBufferWriter<byte> array = new();
        using (Utf8JsonWriter json = new(array, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (string name in names)
                json.WriteStringValue(name);
            json.WriteEndArray();
        }

        return new JournalColumns(Encoding.UTF8.GetString(array.WrittenSpan));
    }

    /// <summary>The names in a line.</summary>
    public override string ToString() => string.Join(", ", Names);
}
