using System.Text.Json;
using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Json;
using GenesysCloud.Simulator.Schemas;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Api;

/// <summary>Writes flows and versions in the format of the API.</summary>
internal static class FlowJson
{
    private static readonly DateTimeOffset s_firstPublished = new(2025, 11, 3, 9, 0, 0, 250, TimeSpan.Zero);
    private static readonly string s_author = SeededGuidGenerator.FromName("The author of every flow");

    public static string Uri(SimulatedFlow flow) => $"/api/v2/flows/{flow.Id}";

    public static string VersionUri(SimulatedFlow flow, SimulatedVersion version) => $"{Uri(flow)}/versions/{version.Id}";

    /// <param name="json">The writer.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="contracts">The source of its schemas; null to omit them.</param>
    public static void WriteFlow(Utf8JsonWriter json, SimulatedFlow flow, FlowContracts? contracts)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, flow.Id);
        json.WriteString("name"u8, flow.Name);
        json.WriteReference("division"u8, flow.Division.Id, flow.Division.Name, $"/api/v2/authorization/divisions/{flow.Division.Id}");
        if (flow.Description is not null)
            json.WriteString("description"u8, flow.Description);
        json.WriteString("type"u8, flow.Type.ToUpperInvariant());
        json.WriteBoolean("active"u8, !flow.Deleted);
        json.WriteBoolean("system"u8, false);
        json.WriteBoolean("deleted"u8, flow.Deleted);
        // A flow that was never published has only its saved version.
        SimulatedVersion shown = flow.Latest ?? new SimulatedVersion("1.0");
        if (flow.Latest is not null)
        {
            json.WritePropertyName("publishedVersion"u8);
            WriteListedVersion(json, flow, shown, contracts: null);
        }

        json.WritePropertyName("savedVersion"u8);
        WriteListedVersion(json, flow, shown, contracts: null);
        if (contracts is not null)
            WriteSchemas(json, contracts.Get(flow, shown));
        WriteLanguages(json);
        json.WriteString("selfUri"u8, Uri(flow));
        json.WriteEndObject();
    }

    /// <summary>A version as the endpoints under <c>/flows</c> return it: with its type, and with schemas if they were requested.</summary>
    public static void WriteListedVersion(Utf8JsonWriter json, SimulatedFlow flow, SimulatedVersion version, FlowContracts? contracts)
    {
        json.WriteStartObject();
        WriteNames(json, version);
        json.WriteString("type"u8, flow.Latest is null ? "SAVE"u8 : "PUBLISH"u8);
        WriteRest(json, flow, version, contracts?.Get(flow, version));
        json.WriteEndObject();
    }

    /// <summary>A version as in recorded executions: complete, with both schemas.</summary>
    public static void WriteRunningVersion(Utf8JsonWriter json, SimulatedFlow flow, SimulatedVersion version, FlowContract contract)
    {
        json.WriteStartObject();
        WriteNames(json, version);
        WriteRest(json, flow, version, contract);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, SimulatedVersion version)
    {
        json.WriteString("id"u8, version.Id);
        json.WriteString("name"u8, version.Id);
        json.WriteString("commitVersion"u8, version.Id);
        // Counted separately from the ID: recorded responses have 2.0 for version 1.0.
        json.WriteString("configurationVersion"u8, "2.0"u8);
    }

    /// <summary>As in recorded responses, some dates are milliseconds since 1970 and others are ISO 8601 strings.</summary>
    private static void WriteRest(Utf8JsonWriter json, SimulatedFlow flow, SimulatedVersion version, FlowContract? contract)
    {
        DateTimeOffset published = s_firstPublished.AddDays(7 * Math.Max(flow.Versions.ToList().IndexOf(version), 0));
        json.WriteBoolean("secure"u8, false);
        json.WriteBoolean("debug"u8, false);
        json.WriteStartObject("createdBy"u8);
        json.WriteString("id"u8, s_author);
        json.WriteString("selfUri"u8, $"/api/v2/users/{s_author}");
        json.WriteEndObject();
        json.WriteString("configurationUri"u8, $"{VersionUri(flow, version)}/configuration");
        json.WriteNumber("dateCreated"u8, published.AddHours(-2).ToUnixTimeMilliseconds());
        if (flow.Latest is not null)
            json.WriteNumber("dateCheckedIn"u8, published.AddHours(-2).AddMilliseconds(12).ToUnixTimeMilliseconds());
        json.WriteNumber("dateSaved"u8, published.AddHours(-2).AddMilliseconds(-1380).ToUnixTimeMilliseconds());
        if (flow.Latest is not null)
            json.WriteString("generationId"u8, $"{flow.Type.ToUpperInvariant()}_VERSION_PUBLISHED");
        if (contract is not null)
            WriteSchemas(json, contract);
        if (flow.Latest is not null)
        {
            json.WriteDate("datePublished"u8, published);
            if (version != flow.Latest)
                json.WriteDate("datePublishedEnd"u8, published.AddDays(7));
        }

        WriteLanguages(json);
        json.WriteString("selfUri"u8, VersionUri(flow, version));
    }

    private static void WriteSchemas(Utf8JsonWriter json, FlowContract contract)
    {
        json.WritePropertyName("inputSchema"u8);
        json.WriteRawValue(contract.InputSchema, skipInputValidation: true);
        json.WritePropertyName("outputSchema"u8);
        json.WriteRawValue(contract.OutputSchema, skipInputValidation: true);
    }

    private static void WriteLanguages(Utf8JsonWriter json)
    {
        json.WriteStartArray("supportedLanguages"u8);
        json.WriteStartObject();
        json.WriteString("language"u8, "en-us"u8);
        json.WriteBoolean("isDefault"u8, true);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
