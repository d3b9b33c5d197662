using System.Globalization;
using System.Text.Json;

namespace GenesysCloud.Simulator;

/// <summary>Flows and versions as the API writes them.</summary>
internal static class FlowJson
{
    private static readonly DateTimeOffset s_firstPublished = new(2025, 11, 3, 9, 0, 0, 250, TimeSpan.Zero);

    public static string Uri(SimulatedFlow flow) => $"/api/v2/flows/{flow.Id}";

    public static string VersionUri(SimulatedFlow flow, SimulatedVersion version) => $"{Uri(flow)}/versions/{version.Id}";

    public static void WriteFlow(Utf8JsonWriter json, SimulatedFlow flow, bool schemas)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, flow.Id);
        json.WriteString("name"u8, flow.Name);
        json.WriteReference("division"u8, flow.Division.Id, flow.Division.Name, $"/api/v2/authorization/divisions/{flow.Division.Id}");
        if (flow.Description is not null) json.WriteString("description"u8, flow.Description);
        json.WriteString("type"u8, flow.Type.ToUpperInvariant());
        json.WriteBoolean("active"u8, !flow.Deleted);
        json.WriteBoolean("system"u8, false);
        json.WriteBoolean("deleted"u8, flow.Deleted);
        // Of a flow never published only the saved version is there.
        var shown = flow.Latest ?? new SimulatedVersion("1.0");
        if (flow.Latest is not null)
        {
            json.WritePropertyName("publishedVersion"u8);
            WriteVersion(json, flow, shown, schemas: false);
        }
        json.WritePropertyName("savedVersion"u8);
        WriteVersion(json, flow, shown, schemas: false);
        if (schemas) WriteSchemas(json, flow, shown);
        json.WriteString("selfUri"u8, Uri(flow));
        json.WriteEndObject();
    }

    /// <summary>Its dates are milliseconds since 1970 and ISO texts side by side, as in the API's model.</summary>
    public static void WriteVersion(Utf8JsonWriter json, SimulatedFlow flow, SimulatedVersion version, bool schemas)
    {
        var number = Math.Max(flow.Versions.ToList().IndexOf(version), 0);
        var published = s_firstPublished.AddDays(7 * number);
        json.WriteStartObject();
        json.WriteString("id"u8, version.Id);
        json.WriteString("name"u8, version.Id);
        json.WriteString("commitVersion"u8, version.Id);
        json.WriteString("configurationVersion"u8, version.Id);
        json.WriteString("type"u8, flow.Latest is null ? "SAVE"u8 : "PUBLISH"u8);
        json.WriteBoolean("secure"u8, false);
        json.WriteBoolean("debug"u8, false);
        json.WriteString("configurationUri"u8, $"{VersionUri(flow, version)}/configuration");
        json.WriteNumber("dateCreated"u8, published.AddHours(-2).ToUnixTimeMilliseconds());
        json.WriteNumber("dateSaved"u8, published.AddHours(-1).ToUnixTimeMilliseconds());
        if (flow.Latest is not null)
        {
            json.WriteNumber("dateCheckedIn"u8, published.AddMinutes(-5).ToUnixTimeMilliseconds());
            json.WriteDate("datePublished"u8, published);
            if (version != flow.Latest) json.WriteDate("datePublishedEnd"u8, published.AddDays(7));
        }
        if (schemas) WriteSchemas(json, flow, version);
        json.WriteString("selfUri"u8, VersionUri(flow, version));
        json.WriteEndObject();
    }

    private static void WriteSchemas(Utf8JsonWriter json, SimulatedFlow flow, SimulatedVersion version)
    {
        json.WritePropertyName("inputSchema"u8);
        WriteSchema(json, flow.InputsOf(version), static (json, input) => WriteInput(json, input),
            static input => input.Name, flow.InputsOf(version).Where(input => input.Required).Select(input => input.Name));
        if (flow.Outputs is not { } outputs) return;
        json.WritePropertyName("outputSchema"u8);
        WriteSchema(json, outputs.EnumerateObject(), static (json, output) => WriteOutput(json, output.Value), static output => output.Name, []);
    }

    private static void WriteSchema<T>(Utf8JsonWriter json, IEnumerable<T> properties, Action<Utf8JsonWriter, T> write, Func<T, string> name, IEnumerable<string> required)
    {
        json.WriteStartObject();
        json.WriteString("$schema"u8, "http://json-schema.org/draft-04/schema#"u8);
        json.WriteString("type"u8, "object"u8);
        json.WriteStartObject("properties"u8);
        foreach (var property in properties)
        {
            json.WriteStartObject(name(property));
            write(json, property);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        // Draft 4 forbids an empty list here.
        if (required.Any())
        {
            json.WriteStartArray("required"u8);
            foreach (var entry in required) json.WriteStringValue(entry);
            json.WriteEndArray();
        }
        json.WriteBoolean("additionalProperties"u8, true);
        json.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter json, SimulatedInput input)
    {
        if (input.Description is not null) json.WriteString("description"u8, input.Description);
        if (!input.IsList)
        {
            WriteKind(json, input.Kind);
            return;
        }
        json.WriteString("type"u8, "array"u8);
        json.WriteStartObject("items"u8);
        WriteKind(json, input.Kind);
        json.WriteEndObject();
    }

    private static void WriteKind(Utf8JsonWriter json, InputKind kind)
    {
        json.WriteString("type"u8, kind is InputKind.Date or InputKind.DateTime ? "string" : kind.ToString().ToLower(CultureInfo.InvariantCulture));
        if (kind is InputKind.Date) json.WriteString("format"u8, "date"u8);
        if (kind is InputKind.DateTime) json.WriteString("format"u8, "date-time"u8);
    }

    private static void WriteOutput(Utf8JsonWriter json, JsonElement value)
    {
        json.WriteString("type"u8, value.ValueKind switch
        {
            JsonValueKind.Array => "array"u8,
            JsonValueKind.True or JsonValueKind.False => "boolean"u8,
            JsonValueKind.Number => value.TryGetInt64(out _) ? "integer"u8 : "number"u8,
            JsonValueKind.Object => "object"u8,
            _ => "string"u8,
        });
        if (value.ValueKind is not JsonValueKind.Array) return;
        json.WriteStartObject("items"u8);
        json.WriteString("type"u8, "string"u8);
        json.WriteEndObject();
    }
}
