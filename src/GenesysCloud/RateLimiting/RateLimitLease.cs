namespace GenesysCloud.RateLimiting;

/// <summary>
/// Leave to send one request. Exactly one of the four calls must follow, or the request counts as in flight forever;
/// after the first, the others do nothing.
/// </summary>
internal sealed class RateLimitLease
{
    private readonly RateLimiter _rateLimiter;
    private int _ended;

    internal RateLimitLease(RateLimiter rateLimiter, string resource, RateWindow.SentRequest sending, EndpointCircuitBreaker? probes)
    {
        _rateLimiter = rateLimiter;
        Resource = resource;
        Sending = sending;
        Probes = probes;
    }

    internal string Resource { get; }

    internal RateWindow.SentRequest Sending { get; }

    /// <summary>The gate this request finds out about, if it is the first one through after a 429.</summary>
    internal EndpointCircuitBreaker? Probes { get; }

    /// <summary>A response came, whatever its status, but not 429.</summary>
    public void Received(RateLimitHeaders? headers)
    {
        if (End())
            _rateLimiter.Received(this, headers);
    }

    /// <summary>The response was 429.</summary>
    public void Refused(RateLimitHeaders? headers, TimeSpan? retryAfter)
    {
        if (End())
            _rateLimiter.Refused(this, headers, retryAfter);
    }

    /// <summary>It was sent and no response was received: the server may have counted it.</summary>
    public void Lost()
    {
        if (End())
            _rateLimiter.Lost(this);
    }

    /// <summary>Nothing left the client: the request is given back.</summary>
    public void NotSent()
    {
        if (End())
            _rateLimiter.NotSent(this);
    }

    private bool End() => Interlocked.Exchange(ref _ended, 1) == 0;
}
