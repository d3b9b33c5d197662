using System.Text.Json;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Flows;

namespace GenesysCloud.Simulator.Schemas;

/// <summary>
/// Writes the definition of a type: an <c>archDataTypeId</c>, and a <c>oneOf</c> of null and the forms of its values.
/// String and Integer are as recorded; Date, Time, and JSON have a published structure; the others follow the same pattern.
/// </summary>
internal static class ArchitectDefinition
{
    public const long MaxInteger = 999_999_999_999_999;
    public const int MaxTextLength = 32_000;

    public static void Write(Utf8JsonWriter json, ArchitectType type, WireForm form)
    {
        json.WriteStartObject(type.Definition());
        json.WriteString("archDataTypeId"u8, type.Id());
        json.WriteStartArray("oneOf"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "null"u8);
        json.WriteString("description"u8, $"NOT_SET: no {type.Name()} value.");
        json.WriteEndObject();
        if (form is not WireForm.Text)
            WriteNative(json, type);
        if (form is not WireForm.Native)
            WriteText(json, type);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNative(Utf8JsonWriter json, ArchitectType type)
    {
        json.WriteStartObject();
        switch (type)
        {
            case ArchitectType.Integer:
                json.WriteString("type"u8, "integer"u8);
                json.WriteNumber("minimum"u8, -MaxInteger);
                json.WriteNumber("maximum"u8, MaxInteger);
                Describe(json, "A whole number, such as 42.");
                break;
            case ArchitectType.Decimal:
                json.WriteString("type"u8, "number"u8);
                Describe(json, "A decimal number, such as 12.5.");
                break;
            case ArchitectType.Boolean:
                json.WriteString("type"u8, "boolean"u8);
                Describe(json, "true or false.");
                break;
            case ArchitectType.DateTime:
                json.WriteString("type"u8, "integer"u8);
                Describe(json, "Milliseconds since 1970-01-01T00:00:00Z.");
                break;
            case ArchitectType.Duration:
                json.WriteString("type"u8, "integer"u8);
                Describe(json, "A length of time in milliseconds.");
                break;
            case ArchitectType.Currency:
                WriteObject(json, ("amount", "number", true), ("code", "string", true));
                Describe(json, "An amount and the ISO 4217 code of its currency.");
                break;
            case ArchitectType.Json:
                json.WriteString("type"u8, "object"u8);
                Describe(json, "A JSON object.");
                break;
            case ArchitectType.User:
                WriteObject(json, ("id", "string", true), ("name", "string", false), ("username", "string", false));
                Describe(json, "A user by id.");
                break;
            default:
                WriteObject(json, ("id", "string", true), ("name", "string", false));
                Describe(json, $"A {type.Name().ToLowerInvariant()} by id.");
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, ArchitectType type)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "string"u8);
        switch (type)
        {
            case ArchitectType.String:
                json.WriteNumber("maxLength"u8, MaxTextLength);
                Describe(json, "Text, such as \"Good morning\". It may be empty.");
                break;
            case ArchitectType.Integer:
                WriteLengths(json, 1, 16);
                Describe(json, "A whole number as text, such as \"42\".");
                break;
            case ArchitectType.Decimal:
                WriteLengths(json, 1, 42);
                Describe(json, "A decimal number as text, such as \"12.5\".");
                break;
            case ArchitectType.Boolean:
                WriteLengths(json, 4, 5);
                Describe(json, "\"true\" or \"false\".");
                break;
            case ArchitectType.DateTime:
                json.WriteString("format"u8, "date-time"u8);
                Describe(json, "A date and time in ISO 8601, such as \"2026-03-02T08:00:00Z\".");
                break;
            case ArchitectType.Date:
                json.WriteString("format"u8, "date"u8);
                WriteLengths(json, 4, 10);
                Describe(json, "A date in ISO 8601, such as \"2026-03-02\".");
                break;
            case ArchitectType.Time:
                json.WriteString("pattern"u8, @"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?$");
                WriteLengths(json, 5, 12);
                Describe(json, "A time of day, such as \"08:30\".");
                break;
            case ArchitectType.Duration:
                Describe(json, "A length of time in ISO 8601, such as \"PT30M\".");
                break;
            case ArchitectType.Currency:
                Describe(json, "An amount and the ISO 4217 code of its currency, such as \"12.50 EUR\".");
                break;
            case ArchitectType.Json:
                json.WriteNumber("maxLength"u8, MaxTextLength);
                Describe(json, "A JSON object as text.");
                break;
            default:
                json.WriteNumber("minLength"u8, 1);
                Describe(json, $"The id of a {type.Name().ToLowerInvariant()}.");
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, params ReadOnlySpan<(string Name, string Type, bool Required)> members)
    {
        json.WriteString("type"u8, "object"u8);
        json.WriteStartObject("properties"u8);
        foreach ((string name, string type, _) in members)
        {
            json.WriteStartObject(name);
            json.WriteString("type"u8, type);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("required"u8);
        foreach ((string name, _, bool required) in members)
        {
            if (required)
                json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    private static void WriteLengths(Utf8JsonWriter json, int min, int max)
    {
        json.WriteNumber("minLength"u8, min);
        json.WriteNumber("maxLength"u8, max);
    }

    private static void Describe(Utf8JsonWriter json, string description) => json.WriteString("description"u8, description);
}
