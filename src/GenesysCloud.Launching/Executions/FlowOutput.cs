using System.Collections.ObjectModel;
using System.Text.Json;
using GenesysCloud.Json;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Executions;

/// <summary>
/// The outputs of a completed flow under the names the API gives them, such as <c>Flow.balance</c>. Values have the types that the flow
/// declares: <see cref="long"/>, <see cref="decimal"/>, <see cref="bool"/>, <see cref="DateOnly"/>, <see cref="DateTimeOffset"/>, text,
/// null, arrays of these, and dictionaries; one that does not fit its type is as it came. As text (in a table or a CSV file) it is compact
/// JSON.
/// </summary>
public sealed class FlowOutput : ReadOnlyDictionary<string, object?>
{
    private FlowOutput(Dictionary<string, object?> values)
        : base(values)
    {
    }

    /// <summary>No outputs.</summary>
    public static FlowOutput None { get; } = new(new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase));

    /// <inheritdoc />
    public override string ToString() => Count == 0
        ? ""
        // A number beyond any range (1e400), or very deep nesting: the values are there, but not as text; their names have to do.
        : JsonValues.TryWrite(this) ?? $"{{{string.Join(", ", Keys)}}}";

    internal static FlowOutput Of(JsonElement? outputData, FlowOutputSchema schema)
    {
        if (outputData is not { ValueKind: JsonValueKind.Object } data)
            return None;
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty property in data.EnumerateObject())
            Add(values, property, schema);
        return values.Count == 0 ? None : new FlowOutput(values);
    }

    private static void Add(Dictionary<string, object?> values, JsonProperty output, FlowOutputSchema schema)
    {
        try
        {
            values[output.Name] = OutputValue.Read(output.Value, schema.Find(output.Name));
        }
        catch (InvalidOperationException)
        {
            // JSON can escape half a surrogate pair, such as an emoji cut in two leaves behind; no text can hold it. The output
            // is then shown as it came.
            string raw = output.ToString();
            values[raw[1..raw.IndexOf("\":", StringComparison.Ordinal)]] = output.Value.GetRawText();
        }
    }
}
