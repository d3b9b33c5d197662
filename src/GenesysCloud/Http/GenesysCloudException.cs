using GenesysCloud.RateLimiting;

namespace GenesysCloud.Http;

/// <summary>A call to Genesys Cloud that did not succeed, with all that is known about why.</summary>
/// <remarks>Holds what the service said, never what was sent: no token, no header, no request body.</remarks>
public class GenesysCloudException : Exception
{
    /// <summary>The code of calls that met a closed session. The service has none of that name.</summary>
    internal const string SessionClosed = "session.closed";

    /// <summary>
    /// Creates the exception from what is known of the call; the message may hold text from outside, and loses what a terminal obeys.
    /// </summary>
    public GenesysCloudException(string message, SendOutcome outcome, Exception? innerException = null)
        : base(DisplayText.Clean(message), innerException) => Outcome = outcome;

    /// <summary>Wraps a failed call with a new message, and keeps all that is known of it.</summary>
    public GenesysCloudException(string message, GenesysCloudException call)
        : base(DisplayText.Clean(message), call)
    {
        ArgumentNullException.ThrowIfNull(call);
        Outcome = call.Outcome;
        Status = call.Status;
        Code = call.Code;
        ServiceMessage = call.ServiceMessage;
        CorrelationId = call.CorrelationId;
        Attempts = call.Attempts;
        RetryAfter = call.RetryAfter;
        Resource = call.Resource;
        Error = call.Error;
        ForeignResponse = call.ForeignResponse;
    }

    /// <summary>Whether the request was refused, never sent, or may have been carried out.</summary>
    public SendOutcome Outcome { get; }

    /// <summary>The HTTP status of the last response; null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>
    /// The Genesys error code, such as <c>missing.any.permissions</c>, or the OAuth error, such as <c>invalid_client</c>.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>The service's own message.</summary>
    public string? ServiceMessage { get; init; }

    /// <summary>What Genesys support asks for: <c>ININ-Correlation-Id</c>, or <c>contextId</c> of the error body.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>How many times the request was sent, or tried to be.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>How long the service asked to wait, where it did.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The call, such as <c>POST /api/v2/flows/executions</c>.</summary>
    public string? Resource { get; init; }

    /// <summary>The parsed error body, for callers who want its details.</summary>
    public ErrorBody? Error { get; init; }

    /// <summary>
    /// What responded in Genesys Cloud's place, where something did; null otherwise. <see cref="Status"/> is then its status, and says
    /// nothing about permissions or flows.
    /// </summary>
    public ForeignResponse? ForeignResponse { get; init; }

    /// <summary>Why no connection could be made, where that is known; null otherwise. Nothing was sent then.</summary>
    public ConnectionFault? ConnectionFault => InnerException switch
    {
        ConnectionException failure => failure.Fault,
        GenesysCloudException call => call.ConnectionFault,
        _ => null,
    };
}

/// <summary>
/// Sign-in failed. <see cref="SendOutcome.Refused"/>: the login host said no, and will again. <see cref="SendOutcome.NotSent"/>: it could
/// not be reached, has trouble, or asks to come back later.
/// </summary>
public sealed class SignInException(string message, SendOutcome outcome, Exception? innerException = null)
    : GenesysCloudException(message, outcome, innerException)
{
    /// <summary>The code of a browser sign-in that has expired and can't be renewed. The service has none of that name.</summary>
    internal const string Expired = "signin.expired";

    /// <summary>The code of a browser sign-in that no one finished in time.</summary>
    internal const string BrowserTimeout = "signin.timeout";

    /// <summary>The code of a browser sign-in whose redirect can't be received.</summary>
    internal const string PortUnavailable = "signin.port.unavailable";

    /// <summary>The code of a supplied token that was not replaced.</summary>
    internal const string RenewalFailed = "token.renewal.failed";

    /// <summary>The OAuth grant that was refused, such as <c>authorization_code</c>; null where no token was requested.</summary>
    internal string? Grant { get; init; }
}
