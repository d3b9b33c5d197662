namespace GenesysCloud.Simulator.Http;

/// <summary>The codes and messages of the API's errors.</summary>
internal static class StandardErrors
{
    private const string TimedOut =
        "The client did not produce a request within the server timeout limit. This can be caused by a slow network connection and/or "
        + "large payloads.";

    private const string Unavailable =
        "Service Unavailable - The server is currently unavailable (because it is overloaded or down for maintenance).";

    private const string WrongMediaType =
        "Unsupported Media Type - Unsupported or incorrect media type, such as an incorrect Content-Type value in the header.";

    /// <summary>The code of a status, and the message of the specified code or, if it has none, of the status.</summary>
    public static (string Code, string Message) Get(int status, string? code) => (status, code) switch
    {
        (400, "client.failed.request") => (code, "The client did not produce a request with valid end of stream signaling."),
        (400, "invalid.property") => (code, ErrorResponses.InvalidProperty("flowID", "FlowExecutionLaunchRequest")),
        (401, "ip.not.authorized") => (code, "The IP address of the client is not authorized."),
        (401, "credentials.expired") => (code, "The supplied credentials are expired and cannot be used."),
        (401, "authentication.required") => (code, "No authentication bearer token specified in authorization header."),
        _ => Get(status),
    };

    private static (string Code, string Message) Get(int status) => status switch
    {
        400 => ("bad.request", "The request could not be understood by the server due to malformed syntax."),
        401 => ("bad.credentials", "Invalid login credentials."),
        403 => ("not.authorized", "You are not authorized to perform the requested action."),
        404 => ("not.found", "The requested resource was not found."),
        405 => ("method.not.allowed", "Method Not Allowed"),
        408 => ("client.timeout", TimedOut),
        409 => ("general.conflict", "The request conflicts with the current state of the target resource."),
        410 => ("architect.flow.deleted", "Flow has been deleted."),
        413 => ("request.entity.too.large", "The request is over the size limit."),
        415 => ("unsupported.media.type", WrongMediaType),
        429 => ("too.many.requests.retry.after", "Rate limit exceeded the maximum."),
        502 => ("bad.gateway", "Bad Gateway"),
        503 => ("service.unavailable", Unavailable),
        504 => ("request.timeout", "The request timed out."),
        _ => ("internal.server.error", "The server encountered an unexpected condition which prevented it from fulfilling the request."),
    };
}
