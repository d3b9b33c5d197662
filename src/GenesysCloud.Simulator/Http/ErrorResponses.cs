using System.Globalization;
using System.Text.Json;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Schemas;

namespace GenesysCloud.Simulator.Http;

/// <summary>An entry of an error's <c>details</c>: a field and what is wrong with it.</summary>
internal readonly record struct ErrorDetail(string ErrorCode, string FieldName);

/// <summary>Writes the errors of the API in the format of its <c>ErrorBody</c>.</summary>
internal static class ErrorResponses
{
    public static void WriteError(this RequestContext context, int status, string code, string message,
        (string Name, string Value)? parameter = null, IReadOnlyList<ErrorDetail>? fields = null, string? limitKey = null)
    {
        Utf8JsonWriter json = context.StartResponse(status);
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

        // The same value as in the ININ-Correlation-Id header.
        json.WriteString("contextId"u8, context.CorrelationId);
        WriteDetails(json, fields ?? []);
        if (limitKey is not null)
        {
            json.WriteStartObject("limit"u8);
            json.WriteString("key"u8, limitKey);
            json.WriteString("namespace"u8, "platform.api"u8);
            json.WriteEndObject();
        }

        json.WriteStartArray("errors"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the standard error of a status, or of a status and a code.</summary>
    public static void WriteError(this RequestContext context, int status, string? code = null, string? message = null)
    {
        (string standardCode, string standardMessage) = StandardErrors.Get(status, code);
        context.WriteError(status, code ?? standardCode, message ?? standardMessage, parameter: null);
    }

    public static void WriteFieldError(this RequestContext context, string fieldName, string message) =>
        context.WriteError(400, "bad.request", message, fields: [new ErrorDetail("bad.request", fieldName)]);

    /// <summary>Writes the error of a rejected launch. It is not documented, so settings can override status, code, and details.</summary>
    public static void WriteLaunchError(
        this RequestContext context, SimulatorSettings settings, string code, string message, IReadOnlyList<ErrorDetail> fields) =>
        context.WriteError(
            settings.LaunchRefusalStatus, settings.LaunchRefusalCode ?? code, message, fields: settings.LaunchRefusalDetails ? fields : []);

    public static string InvalidProperty(string name, string objectName) =>
        $"Value [{name}] is not a valid property for object [{objectName}]";

    public static void WritePermissionError(this RequestContext context, string permission) => context.WriteError(
        403,
        "missing.any.permissions",
        "Unable to perform the requested action. You must have at least one of the following permissions assigned: {permissions}",
        ("permissions", $"[{permission}]"));

    /// <summary>Writes a 429 with the seconds in the message and in <c>Retry-After</c>, without message parameters.</summary>
    public static void WriteRateLimitError(this RequestContext context, int seconds, string? code = null, string? limitKey = null)
    {
        string text = seconds.ToString(CultureInfo.InvariantCulture);
        string message = $"Rate limit exceeded the maximum. Retry the request in [{text}] seconds";
        context.WriteError(429, code ?? StandardErrors.Get(429, null).Code, message, limitKey: limitKey);
        context.RetryAfter = text;
    }

    private static void WriteDetails(Utf8JsonWriter json, IReadOnlyList<ErrorDetail> fields)
    {
        json.WriteStartArray("details"u8);
        foreach (ErrorDetail field in fields)
        {
            json.WriteStartObject();
            json.WriteString("errorCode"u8, field.ErrorCode);
            json.WriteString("fieldName"u8, field.FieldName);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
