namespace GenesysCloud.RateLimiting;

/// <summary>
/// Leave to send one request. Exactly one of the four calls must follow, or the request counts as in flight forever;
/// after the first, the others do nothing.
/// </summary>
internal sealed class RateLimitLease
{
    private readonly RateLimiter _rateLimiter;
    private int _ended;

    internal RateLimitLease(RateLimiter rateLimiter, RateLane lane, string resource, TimeSpan now, EndpointCircuitBreaker? probesAll)
    {
        _rateLimiter = rateLimiter;
        Lane = lane;
        Resource = resource;
        Sending = lane.Window.Send(now);
        Probes = lane.Probe(resource, now);
        ProbesAll = probesAll;
    }

    /// <summary>The token that the request is sent with, and whose quota it uses.</summary>
    internal RateLane Lane { get; }

    internal string Resource { get; }

    internal RateWindow.SentRequest Sending { get; }

    /// <summary>The gate this request finds out about, if it is the first one through after a 429.</summary>
    internal EndpointCircuitBreaker? Probes { get; }

    /// <summary>The same for the gate of all tokens.</summary>
    internal EndpointCircuitBreaker? ProbesAll { get; }

    /// <summary>A response came, whatever its status, but not 429.</summary>
    public void Received(RateLimitHeaders? headers)
    {
        if (End())
            _rateLimiter.Received(this, headers);
    }

    /// <summary>The response was 429.</summary>
    /// <param name="headers">What it reports of the token's rate limit.</param>
    /// <param name="retryAfter">How long to stay away.</param>
    /// <param name="concernsAll">Whether it was for a limit that the session's tokens have in common.</param>
    public void Refused(RateLimitHeaders? headers, TimeSpan? retryAfter, bool concernsAll = false)
    {
        if (End())
            _rateLimiter.Refused(this, headers, retryAfter, concernsAll);
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

    /// <summary>A gate is to be found out about by another request.</summary>
    internal void ProbesEnded()
    {
        Probes?.ProbeEnded();
        ProbesAll?.ProbeEnded();
    }

    private bool End() => Interlocked.Exchange(ref _ended, 1) == 0;
}
