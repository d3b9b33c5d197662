using System.Net;
using GenesysCloud.RateLimiting;

namespace GenesysCloud.Http;

/// <summary>What one sending of a request came to: an answer, or a failure before or after something left this machine.</summary>
internal sealed class Attempt
{
    /// <summary>Before the first sending.</summary>
    public static readonly Attempt None = new();

    private Attempt()
    {
    }

    /// <summary>The answer's status; 0 when there was no whole answer.</summary>
    public HttpStatusCode Status { get; private init; }

    /// <summary>The answer's body, in full.</summary>
    public ReadOnlyMemory<byte> Body { get; private init; }

    /// <summary>The whole answer came, with a status of success.</summary>
    public bool IsSuccess => Failure is null && (int)Status is >= 200 and < 300;

    /// <summary>Why there is no answer.</summary>
    public Exception? Failure { get; private init; }

    /// <summary>False only when it is certain that the service never got the request.</summary>
    public bool MayHaveArrived { get; private init; }

    public string? CorrelationId { get; private init; }

    public TimeSpan? RetryAfter { get; private init; }

    public RateLimitHeaders? RateLimit { get; private init; }

    /// <summary>The failure in a few words, without anything that was sent.</summary>
    public string FailureText => Failure switch
    {
        TimeoutException => Failure.Message,
        OperationCanceledException => "stopped",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name could not be resolved",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection could be made (TLS)",
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => "the proxy gave no way through",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "no connection could be made",
        not (HttpRequestException or IOException) => "its answer could not be unpacked",
        _ => MayHaveArrived ? "the connection was lost before an answer came" : "no connection could be made",
    };

    public static Attempt Answer(HttpStatusCode status, ReadOnlyMemory<byte> body, string? correlationId, TimeSpan? retryAfter, RateLimitHeaders? rateLimit) => new()
    {
        Status = status,
        Body = body,
        MayHaveArrived = true,
        CorrelationId = correlationId,
        RetryAfter = retryAfter,
        RateLimit = rateLimit,
    };

    public static Attempt Failed(Exception failure, bool mayHaveArrived) => new() { Failure = failure, MayHaveArrived = mayHaveArrived };
}
