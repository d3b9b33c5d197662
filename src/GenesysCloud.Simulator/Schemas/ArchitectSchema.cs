using System.Text.Encodings.Web;
using System.Text.Json;
using GenesysCloud.Simulator.Flows;

namespace GenesysCloud.Simulator.Schemas;

/// <summary>
/// Writes the schema documents of a flow in the format of Architect: a scalar is a reference to the definition of its type, a list is an
/// array of such references, and there are no required properties or defaults.
/// </summary>
internal static class ArchitectSchema
{
    private const int MaxListLength = 2000;

    // Like responses, without escaping non-ASCII text.
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Inputs(IReadOnlyList<SimulatedInput> inputs, WireForms forms) => Write(
        "Flow input schema",
        "The inputs of the flow. A property is named like the flow variable that it sets; without a value, the variable starts with "
            + "the initial value that the flow gives it.",
        [.. inputs.Select(input => new Variable(input.Name, input.Type, input.IsList, input.Description))],
        forms,
        forms.RequiredInSchemas ? [.. inputs.Where(input => input.Required).Select(input => input.Name)] : []);

    public static byte[] Outputs(IReadOnlyList<SimulatedOutput> outputs, WireForms forms) => Write(
        "Flow output schema",
        "The outputs of the flow. A property is named like the flow variable that it comes from.",
        [.. outputs.Select(output => new Variable(output.Name, output.Type, output.IsList, output.Description))],
        forms,
        []);

    private static byte[] Write(string title, string description, Variable[] variables, WireForms forms, string[] required)
    {
        using var document = new MemoryStream();
        using (var json = new Utf8JsonWriter(document, s_json))
        {
            json.WriteStartObject();
            json.WriteString("$schema"u8, "http://json-schema.org/draft-07/schema#"u8);
            json.WriteString("title"u8, title);
            json.WriteString("description"u8, description);
            json.WriteString("type"u8, "object"u8);
            json.WriteStartObject("properties"u8);
            foreach (Variable variable in variables)
                WriteProperty(json, variable);
            json.WriteEndObject();
            WriteRequired(json, required);
            json.WriteBoolean("additionalProperties"u8, false);
            WriteDefinitions(json, variables, forms);
            json.WriteEndObject();
        }

        return document.ToArray();
    }

    private static void WriteProperty(Utf8JsonWriter json, Variable variable)
    {
        json.WriteStartObject(variable.Name);
        if (variable.Description is not null)
            json.WriteString("description"u8, variable.Description);
        if (variable.IsList)
        {
            json.WriteString("type"u8, "array"u8);
            json.WriteNumber("maxItems"u8, MaxListLength);
            json.WriteStartObject("items"u8);
            WriteReference(json, variable.Type);
            json.WriteEndObject();
        }
        else
        {
            WriteReference(json, variable.Type);
        }

        json.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter json, ArchitectType type) =>
        json.WriteString("$ref"u8, $"#/definitions/{type.Definition()}");

    private static void WriteRequired(Utf8JsonWriter json, string[] required)
    {
        if (required.Length == 0)
            return;
        json.WriteStartArray("required"u8);
        foreach (string name in required)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    /// <summary>The definitions that are referenced, in the order of first use; nothing if there are none.</summary>
    private static void WriteDefinitions(Utf8JsonWriter json, Variable[] variables, WireForms forms)
    {
        if (variables.Length == 0)
            return;
        json.WriteStartObject("definitions"u8);
        foreach (ArchitectType type in variables.Select(variable => variable.Type).Distinct())
            ArchitectDefinition.Write(json, type, forms.Get(type));
        json.WriteEndObject();
    }

    private sealed record Variable(string Name, ArchitectType Type, bool IsList, string? Description);
}
