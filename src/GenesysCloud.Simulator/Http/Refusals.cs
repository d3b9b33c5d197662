using System.Globalization;
using System.Text.Json;

namespace GenesysCloud.Simulator;

/// <summary>A field a refusal is about.</summary>
internal readonly record struct RefusedField(string ErrorCode, string FieldName);

/// <summary>The errors of the API, all in the shape of its <c>ErrorBody</c>, with its own codes and texts.</summary>
internal static class Refusals
{
    public static void Refuse(this Exchange exchange, int status, string code, string message,
        (string Name, string Value)? parameter = null, IReadOnlyList<RefusedField>? fields = null)
    {
        var json = exchange.Answering(status);
        json.WriteStartObject();
        WriteError(json, status, code, message, parameter, exchange.CorrelationId, fields ?? []);
        json.WriteEndObject();
    }

    /// <summary>The error a status stands for by itself.</summary>
    public static void Refuse(this Exchange exchange, int status, string? code = null, string? message = null)
    {
        var (standardCode, standardMessage) = Standard(status);
        exchange.Refuse(status, code ?? standardCode, message ?? standardMessage, parameter: null);
    }

    public static void RefuseField(this Exchange exchange, string fieldName, string message) =>
        exchange.Refuse(400, "bad.request", message, fields: [new RefusedField("bad.request", fieldName)]);

    public static void RefusePermission(this Exchange exchange, string permission) => exchange.Refuse(403, "missing.any.permissions",
        "Unable to perform the requested action. You must have at least one of the following permissions assigned: {permissions}",
        ("permissions", $"[{permission}]"));

    public static void RefuseTooMany(this Exchange exchange, int seconds, string code = "too.many.requests")
    {
        var text = seconds.ToString(CultureInfo.InvariantCulture);
        exchange.Refuse(429, code, "Rate limit exceeded the maximum. Retry the request in [{seconds}] seconds", ("seconds", text));
        exchange.RetryAfter = text;
    }

    /// <summary>The members of an ErrorBody; the caller opens and closes the object.</summary>
    public static void WriteError(Utf8JsonWriter json, int status, string code, string message, (string Name, string Value)? parameter,
        Guid contextId, IReadOnlyList<RefusedField> fields)
    {
        json.WriteString("message"u8, parameter is { } p ? message.Replace($"{{{p.Name}}}", p.Value, StringComparison.Ordinal) : message);
        json.WriteString("code"u8, code);
        json.WriteNumber("status"u8, status);
        if (parameter is not null) json.WriteString("messageWithParams"u8, message);
        json.WriteStartObject("messageParams"u8);
        if (parameter is { } named) json.WriteString(named.Name, named.Value);
        json.WriteEndObject();
        json.WriteString("contextId"u8, contextId);
        json.WriteStartArray("details"u8);
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteString("errorCode"u8, field.ErrorCode);
            json.WriteString("fieldName"u8, field.FieldName);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("errors"u8);
        json.WriteEndArray();
    }

    private static (string Code, string Message) Standard(int status) => status switch
    {
        400 => ("bad.request", "The request could not be understood by the server due to malformed syntax."),
        401 => ("bad.credentials", "Invalid login credentials."),
        403 => ("not.authorized", "You are not authorized to perform the requested action."),
        404 => ("not.found", "The requested resource was not found."),
        405 => ("method.not.allowed", "Method Not Allowed"),
        408 => ("request.timeout", "The client did not produce a request within the server timeout limit. This can be caused by a slow network connection and/or large payloads."),
        409 => ("general.conflict", "The request conflicts with the current state of the target resource."),
        410 => ("gone", "Gone"),
        413 => ("request.entity.too.large", "The request is over the size limit."),
        415 => ("unsupported.media.type", "Unsupported Media Type - Unsupported or incorrect media type, such as an incorrect Content-Type value in the header."),
        429 => ("too.many.requests", "Rate limit exceeded the maximum."),
        502 => ("bad.gateway", "Bad Gateway"),
        503 => ("service.unavailable", "Service Unavailable - The server is currently unavailable (because it is overloaded or down for maintenance)."),
        504 => ("request.timeout", "The request timed out."),
        _ => ("internal.server.error", "The server encountered an unexpected condition which prevented it from fulfilling the request."),
    };
}
