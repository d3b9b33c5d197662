using System.Globalization;
using System.Text.Json;

namespace GenesysCloud.Simulator;

/// <summary>A field a refusal is about.</summary>
internal readonly record struct RefusedField(string ErrorCode, string FieldName);

/// <summary>The errors of the API, all in the shape of its <c>ErrorBody</c>.</summary>
internal static class Refusals
{
    public static void Refuse(this Exchange exchange, int status, string code, string message,
        (string Name, string Value)? parameter = null, IReadOnlyList<RefusedField>? fields = null)
    {
        Utf8JsonWriter json = exchange.Answering(status);
        json.WriteStartObject();
        json.WriteString("message"u8, parameter is { } p ? message.Replace($"{{{p.Name}}}", p.Value, StringComparison.Ordinal) : message);
        json.WriteString("code"u8, code);
        json.WriteNumber("status"u8, status);
        if (parameter is { } named)
        {
            json.WriteString("messageWithParams"u8, message);
            json.WriteStartObject("messageParams"u8);
            json.WriteString(named.Name, named.Value);
            json.WriteEndObject();
        }

        // The same as in the ININ-Correlation-Id header.
        json.WriteString("contextId"u8, exchange.CorrelationId);
        WriteDetails(json, fields ?? []);
        json.WriteStartArray("errors"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The error that a status, or a status and a code, stand for by themselves.</summary>
    public static void Refuse(this Exchange exchange, int status, string? code = null, string? message = null)
    {
        (string standardCode, string standardMessage) = StandardErrors.Of(status, code);
        exchange.Refuse(status, code ?? standardCode, message ?? standardMessage, parameter: null);
    }

    public static void RefuseField(this Exchange exchange, string fieldName, string message) =>
        exchange.Refuse(400, "bad.request", message, fields: [new RefusedField("bad.request", fieldName)]);

    /// <summary>What a launch is refused with is not documented, so the settings have the last word.</summary>
    public static void RefuseLaunch(
        this Exchange exchange, SimulatorSettings settings, string code, string message, IReadOnlyList<RefusedField> fields) =>
        exchange.Refuse(
            settings.LaunchRefusalStatus, settings.LaunchRefusalCode ?? code, message, fields: settings.LaunchRefusalDetails ? fields : []);

    public static string InvalidProperty(string name, string ofObject) => $"Value [{name}] is not a valid property for object [{ofObject}]";

    public static void RefusePermission(this Exchange exchange, string permission) => exchange.Refuse(403, "missing.any.permissions",
        "Unable to perform the requested action. You must have at least one of the following permissions assigned: {permissions}",
        ("permissions", $"[{permission}]"));

    /// <summary>With the seconds in the text and in <c>Retry-After</c>, and without parameters.</summary>
    public static void RefuseTooMany(this Exchange exchange, int seconds, string? code = null)
    {
        string text = seconds.ToString(CultureInfo.InvariantCulture);
        exchange.Refuse(429, code, $"Rate limit exceeded the maximum. Retry the request in [{text}] seconds");
        exchange.RetryAfter = text;
    }

    private static void WriteDetails(Utf8JsonWriter json, IReadOnlyList<RefusedField> fields)
    {
        json.WriteStartArray("details"u8);
        foreach (RefusedField field in fields)
        {
            json.WriteStartObject();
            json.WriteString("errorCode"u8, field.ErrorCode);
            json.WriteString("fieldName"u8, field.FieldName);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
