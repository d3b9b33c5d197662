using System.Net;
using GenesysCloud.RateLimiting;

namespace GenesysCloud.Http;

/// <summary>What one sending of a request came to: a response, or a failure before or after something left this machine.</summary>
internal sealed class SendResult
{
    /// <summary>Before the first sending.</summary>
    public static readonly SendResult None = new();

    private SendResult()
    {
    }

    /// <summary>The response's status; 0 when there was no whole response.</summary>
    public HttpStatusCode Status { get; private init; }

    /// <summary>The response's body, in full and as it came. What is shown of it is read by other members.</summary>
    public ReadOnlyMemory<byte> Body { get; private init; }

    /// <summary>The whole response was received, with a status of success.</summary>
    public bool IsSuccess => Failure is null && (int)Status is >= 200 and < 300;

    /// <summary>The body as an error body of Genesys Cloud; null when it is none.</summary>
    public ErrorBody? Error => field ??= ErrorBody.TryRead(Body.Span, Secrets);

    /// <summary>The body as an error of the login host, which is empty when it is none.</summary>
    public OAuthError OAuthError => field ??= OAuthError.Read(Body.Span, Secrets);

    /// <summary>
    /// Whether this failure is Genesys Cloud's own: its error bodies have a code or a context id, which those of proxies and gateways have
    /// not. The response to HEAD has no body, so there the correlation id has to do.
    /// </summary>
    public bool IsFromGenesysCloud => IsBodyless ? CorrelationId is not null : Error is { Code: not null } or { ContextId: not null };

    /// <summary>
    /// Genesys Cloud looked at the request and did not carry it out: one of the statuses that its API documents for launches and for the
    /// flow they name, with its own error body. Nothing else is a refusal: a gateway may have forwarded the request before it responded
    /// itself.
    /// </summary>
    public bool IsRefusal => IsFromGenesysCloud && (int)Status is 400 or 401 or 403 or 404 or 405 or 409 or 410 or 413 or 415 or 429;

    /// <summary>
    /// Whether something else responded in Genesys Cloud's place. Not asked of 408 and 5xx, which say the same whoever sent them, and not
    /// of successes, which are judged by what they hold.
    /// </summary>
    public bool IsForeign => Failure is null && (int)Status is >= 300 and < 500 and not 408 && !IsFromGenesysCloud;

    /// <summary>The token is no longer good, and another one may be.</summary>
    public bool IsTokenRejected =>
        Status == HttpStatusCode.Unauthorized && IsFromGenesysCloud && Error?.Code != ErrorCodes.IpNotAuthorized;

    /// <summary>The service did not receive the whole body, so it carried nothing out.</summary>
    public bool IsBodyIncomplete => Status == HttpStatusCode.BadRequest && Error?.Code == ErrorCodes.ClientFailedRequest;

    /// <summary>Why there is no response; in the client's own words, so that it can be shown.</summary>
    public Exception? Failure { get; private init; }

    /// <summary>False only when it is certain that the service never got the request.</summary>
    public bool MayHaveArrived { get; private init; }

    public string? CorrelationId { get; private init; }

    public TimeSpan? RetryAfter { get; private init; }

    public RateLimitHeaders? RateLimit { get; private init; }

    private ResponseSource Source { get; init; }

    private bool IsBodyless { get; init; }

    private RequestSecrets Secrets { get; init; } = RequestSecrets.None;

    /// <summary>The failure in a few words, without anything that was sent.</summary>
    public string FailureText => Failure?.Message ?? "";

    public static SendResult Received(
        HttpResponseMessage response, ReadOnlyMemory<byte> body, RequestSecrets secrets,
        TimeSpan? retryAfter, RateLimitHeaders? rateLimit) => new()
    {
        Status = response.StatusCode,
        Body = body,
        MayHaveArrived = true,
        CorrelationId = Http.CorrelationId.Read(response.Headers, secrets),
        RetryAfter = retryAfter,
        RateLimit = rateLimit,
        Source = ResponseSource.Read(response),
        Secrets = secrets,
        IsBodyless = response.RequestMessage?.Method == HttpMethod.Head,
    };

    /// <summary>Lets the rate limiter know what came of a request.</summary>
    public void ReportTo(RateLimitLease lease)
    {
        if (Status == HttpStatusCode.TooManyRequests)
            lease.Refused(RateLimit, RetryAfter, Error is { ConcernsAllTokens: true });
        else if (Failure is null)
            lease.Received(RateLimit);
        else if (MayHaveArrived)
            lease.Lost();
        else
            lease.NotSent();
    }

    /// <summary>The response as something that is not Genesys Cloud's.</summary>
    public ForeignResponse AsForeign() => Source.AsForeign((int)Status, Body.Span, Secrets);

    /// <summary>Why the body could not be read; null if the reason has a secret in it, such as the name of a field.</summary>
    public Exception? Shown(Exception? reason) => reason is null || Secrets.IsIn(reason.ToString()) ? null : reason;

    public static SendResult Failed(Exception failure, bool mayHaveArrived) => new() { Failure = failure, MayHaveArrived = mayHaveArrived };
}
