using System.Text.Json;
using GenesysCloud.Launching.Schemas;

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

    private static string Json(FlowVariableType type, string items) =>
        type == FlowVariableType.List ? $$"""{ "type": "array", "items": {{items}} }""" : $$"""{ {{Members(type)}} }""";

    private static string Members(FlowVariableType type) => type switch
    {
        FlowVariableType.String => """ "type": "string" """,
        FlowVariableType.Integer => """ "type": "integer" """,
        FlowVariableType.Number => """ "type": "number" """,
        FlowVariableType.Boolean => """ "type": "boolean" """,
        FlowVariableType.Date => """ "type": "string", "format": "date" """,
        FlowVariableType.DateTime => """ "type": "string", "format": "date-time" """,
        FlowVariableType.List => """ "type": "array" """,
        FlowVariableType.Object => """ "type": "object" """,
        _ => "",
    };
}
