using System.Collections.ObjectModel;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud;

/// <summary>
/// The outputs of a completed flow under the names the API gives them, such as <c>Flow.balance</c>. Values are text, numbers,
/// booleans, null, arrays and dictionaries. As text (in a table or a CSV file) it is compact JSON.
/// </summary>
public sealed class FlowOutput : ReadOnlyDictionary<string, object?>
{
    // People read this in terminals and spreadsheets, not browsers: letters beyond ASCII stay as they are.
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private FlowOutput(Dictionary<string, object?> values)
        : base(values)
    {
    }

    /// <summary>No outputs.</summary>
    public static FlowOutput None { get; } = new(new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase));

    /// <inheritdoc />
    public override string ToString()
    {
        if (Count == 0)
            return "";
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_readable))
            JsonValues.Write(writer, this);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    internal static FlowOutput Of(JsonElement? outputData)
    {
        if (outputData is not { ValueKind: JsonValueKind.Object } data)
            return None;
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty property in data.EnumerateObject())
            values[property.Name] = JsonValues.Read(property.Value);
        return values.Count == 0 ? None : new FlowOutput(values);
    }
}
