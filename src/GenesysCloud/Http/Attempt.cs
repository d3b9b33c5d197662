using System.Net;

namespace GenesysCloud.Http;

/// <summary>What one sending of a request came to: an answer, or a failure before or after something left this machine.</summary>
internal readonly record struct Attempt
{
    private Attempt(HttpStatusCode status, ReadOnlyMemory<byte> body, Exception? failure, bool mayHaveArrived)
    {
        Status = status;
        Body = body;
        Failure = failure;
        MayHaveArrived = mayHaveArrived;
    }

    /// <summary>The answer's status; 0 when there was no whole answer.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The answer's body, in full.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Why there is no answer.</summary>
    public Exception? Failure { get; }

    /// <summary>False only when it is certain that the service never got the request.</summary>
    public bool MayHaveArrived { get; }

    public string? CorrelationId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public RateLimitHeaders? RateLimit { get; init; }

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

    public static Attempt Answer(HttpStatusCode status, ReadOnlyMemory<byte> body) => new(status, body, null, true);

    public static Attempt Failed(Exception failure, bool mayHaveArrived) => new(0, default, failure, mayHaveArrived);
}
