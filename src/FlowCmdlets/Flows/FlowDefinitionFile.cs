using System.Text.Encodings.Web;
using System.Text.Json;
using GenesysCloud.Architect;

namespace FlowCmdlets.Flows;

/// <summary>Writes flow definitions as a flows file of the simulator.</summary>
internal static class FlowDefinitionFile
{
    private static readonly JsonWriterOptions s_json = new()
    {
        Indented = true,
        // People read and edit the file, and names are not all English.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the definitions, sorted by name.</summary>
    public static void Write(Stream stream, IReadOnlyCollection<FlowDefinition> definitions)
    {
        using var json = new Utf8JsonWriter(stream, s_json);
        json.WriteStartObject();
        json.WriteStartArray("divisions"u8);
        foreach (DomainEntityRef division in definitions.Select(definition => definition.Flow.Division).OfType<DomainEntityRef>()
            .DistinctBy(division => division.ToString()).OrderBy(division => division.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, division.Id);
            json.WriteString("name"u8, division.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("flows"u8);
        foreach (FlowDefinition definition in definitions.OrderBy(definition => definition.Flow.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(definition => definition.Flow.Id, StringComparer.Ordinal))
        {
            WriteFlow(json, definition);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFlow(Utf8JsonWriter json, FlowDefinition definition)
    {
        Flow flow = definition.Flow;
        json.WriteStartObject();
        json.WriteString("name"u8, flow.Name);
        json.WriteString("id"u8, flow.Id);
        if (flow.Type is not null)
            json.WriteString("type"u8, flow.Type.ToLowerInvariant());
        if (flow.Division is not null)
            json.WriteString("division"u8, flow.Division.ToString());
        if (definition.Versions.Count == 0)
        {
            // Never published: what was saved declares inputs all the same.
            WriteSchema(json, "inputSchema", flow.InputSchema);
            WriteSchema(json, "outputSchema", flow.OutputSchema);
        }

        json.WriteStartArray("versions"u8);
        foreach (FlowVersionDefinition version in definition.Versions)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, version.Id);
            WriteSchema(json, "inputSchema", version.InputSchema);
            WriteSchema(json, "outputSchema", version.OutputSchema);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSchema(Utf8JsonWriter json, string name, JsonElement? schema)
    {
        if (schema is not { ValueKind: JsonValueKind.Object } document)
            return;
        json.WritePropertyName(name);
        // The writer refuses half a surrogate pair, which a description may hold after it was cut: it stays escaped as it came.
        string raw = document.GetRawText();
        if (raw.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
            json.WriteRawValue(raw);
        else
            document.WriteTo(json);
    }
}
