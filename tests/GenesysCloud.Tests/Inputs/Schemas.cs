using System.Text.Json;
using GenesysCloud.Launching.Inputs;

namespace GenesysCloud.Tests.Inputs;

/// <summary>Input schemas for tests, always by way of their JSON.</summary>
internal static class Schemas
{
    public static FlowInputSchema Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return FlowInputSchema.Parse(document.RootElement);
    }

    public static FlowInputSchema Of(FlowInput input) => Parse(
        $$"""{ "properties": { "{{input.Name}}": {{Json(input.Type, $$"""{ {{Members(input.ItemType)}} }""")}} } }""");

    private static string Json(FlowInputType type, string items) =>
        type == FlowInputType.List ? $$"""{ "type": "array", "items": {{items}} }""" : $$"""{ {{Members(type)}} }""";

    private static string Members(FlowInputType type) => type switch
    {
        FlowInputType.String => """ "type": "string" """,
        FlowInputType.Integer => """ "type": "integer" """,
        FlowInputType.Number => """ "type": "number" """,
        FlowInputType.Boolean => """ "type": "boolean" """,
        FlowInputType.Date => """ "type": "string", "format": "date" """,
        FlowInputType.DateTime => """ "type": "string", "format": "date-time" """,
        FlowInputType.List => """ "type": "array" """,
        FlowInputType.Object => """ "type": "object" """,
        _ => "",
    };
}
