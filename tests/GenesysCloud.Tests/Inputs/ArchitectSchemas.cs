using System.Text.Json;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Tests.Inputs;

/// <summary>
/// Schema documents in the form in which Genesys Cloud publishes them. The definitions of strings and integers are as recorded; those of
/// the other types are inferred: the platform's own have not been seen.
/// </summary>
internal static class ArchitectSchemas
{
    public const string Definitions = """
        {
          "archString": { "archDataTypeId": "str", "oneOf": [
            { "type": "null", "description": "A NOT_SET String value." },
            { "type": "string", "maxLength": 32000, "description": "A character string." } ] },
          "archInteger": { "archDataTypeId": "int", "oneOf": [
            { "type": "null", "description": "A NOT_SET Integer value." },
            { "type": "integer", "minimum": -999999999999999, "maximum": 999999999999999 },
            { "type": "string", "minLength": 1, "maxLength": 16 } ] },
          "archDecimal": { "archDataTypeId": "dec", "oneOf": [
            { "type": "null" }, { "type": "number" }, { "type": "string", "minLength": 1, "maxLength": 42 } ] },
          "archBoolean": { "archDataTypeId": "bln", "oneOf": [ { "type": "null" }, { "type": "boolean" } ] },
          "archDateTime": { "archDataTypeId": "dtm", "oneOf": [ { "type": "null" }, { "type": "string", "format": "date-time" } ] },
          "archDate": { "archDataTypeId": "dat", "oneOf": [
            { "type": "null" }, { "type": "string", "format": "date", "minLength": 4, "maxLength": 10 } ] },
          "archTime": { "archDataTypeId": "tim", "oneOf": [
            { "type": "null" },
            { "type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,3})?)?$", "minLength": 5, "maxLength": 12 } ] },
          "archDuration": { "archDataTypeId": "dur", "oneOf": [
            { "type": "null" }, { "type": "string", "pattern": "^-?P.+$" } ] },
          "archCurrency": { "archDataTypeId": "cur", "oneOf": [
            { "type": "null" },
            { "type": "object", "properties": { "amount": { "type": "number" }, "code": { "type": "string" } },
        """ + """
         "required": ["amount", "code"] } ] },
          "archJSON": { "archDataTypeId": "jsn", "oneOf": [ { "type": "null" }, { "type": "object" } ] },
          "archUser": { "archDataTypeId": "usr", "oneOf": [
            { "type": "null" },
            { "type": "object", "properties": { "id": { "type": "string" }, "name": { "type": "string" },
        """ + """
         "username": { "type": "string" } }, "required": ["id"] } ] },
          "archQueue": { "archDataTypeId": "que", "oneOf": [
            { "type": "null" }, { "type": "string" },
            { "type": "object", "properties": { "id": { "type": "string" }, "name": { "type": "string" } }, "required": ["id"] } ] },
          "archSkill": { "archDataTypeId": "skl", "oneOf": [ { "type": "null" }, { "type": "string", "minLength": 36, "maxLength": 36 } ] }
        }
        """;

    /// <summary>A document with the given properties, as JSON.</summary>
    public static string Document(string properties, string draft = "draft-07") => $$"""
        {
          "$schema": "http://json-schema.org/{{draft}}/schema#", "title": "Flow input schema",
        """ + $$"""
         "description": "Schema defining flow input parameters.",
          "type": "object", "properties": { {{properties}} }, "additionalProperties": false, "definitions": {{Definitions}}
        }
        """;

    /// <summary>The input <c>Flow.x</c> of an Architect type such as <c>String</c>, or a list of it.</summary>
    public static FlowInput Input(string type, bool isList = false) =>
        Schemas.Parse(Document($"\"Flow.x\": {Property(type, isList)}")).Inputs[0];

    /// <summary>The input <c>Flow.x</c> whose only definition is this JSON.</summary>
    public static FlowInput InputDefinedAs(string definition) => Schemas.Parse($$"""
        { "properties": { "Flow.x": { "$ref": "#/definitions/archX" } }, "definitions": { "archX": {{definition}} } }
        """).Inputs[0];

    /// <summary>The schema of a variable of an Architect type.</summary>
    public static string Property(string type, bool isList = false)
    {
        string reference = $"\"$ref\": \"#/definitions/arch{type}\"";
        return isList
            ? $$"""{ "description": "Several.", "type": "array", "maxItems": 2000, "items": { {{reference}} } }"""
            : $$"""{ "description": "One.", {{reference}} }""";
    }

    public static FlowOutputSchema Outputs(string json)
    {
        using var document = JsonDocument.Parse(json);
        return FlowOutputSchema.Parse(document.RootElement);
    }
}
