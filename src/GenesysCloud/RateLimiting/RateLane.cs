namespace GenesysCloud.RateLimiting;

/// <summary>
/// The part of the rate limit that belongs to one token: its window, and the resources that responded 429 to it. A pure state machine over
/// a monotonic clock, without locks.
/// </summary>
/// <param name="number">Its place among the tokens of the session, from 0.</param>
/// <param name="options">What is assumed until the server reports.</param>
internal sealed class RateLane(int number, RateLimiterOptions options)
{
    private readonly Dictionary<string, EndpointCircuitBreaker> _gates = new(StringComparer.Ordinal);

    public int Number => number;

    public RateWindow Window { get; } = new(options.AssumedAllowed, options.AssumedWindow);

    public RateLaneState State { get; set; }

    /// <summary>While it is closed: when its token may be requested.</summary>
    public TimeSpan OpensAt { get; set; }

    /// <summary>Whether requesting its token could help those who wait.</summary>
    public bool CanOpen(TimeSpan now) =>
        State == RateLaneState.Opening || (State == RateLaneState.Closed && now >= OpensAt);

    /// <summary>What keeps a request from going on this lane; null if nothing does.</summary>
    public RateObstacle? Obstacle(string resource, TimeSpan now) =>
        GateOpensAt(resource, now) is { } opensAt ? new RateObstacle(RateLimitWaitReason.Resource, opensAt)
        : Window.MaySend(now, out TimeSpan until) ? null
        : new RateObstacle(RateLimitWaitReason.Quota, until);

    /// <summary>The gate that a request which goes now finds out about; null if its resource has none.</summary>
    public EndpointCircuitBreaker? Probe(string resource, TimeSpan now)
    {
        EndpointCircuitBreaker? gate = _gates.Count == 0 ? null : _gates.GetValueOrDefault(resource);
        gate?.Probe(now);
        return gate;
    }

    /// <summary>A 429 closes the resource.</summary>
    public void Close(RateLimitLease lease, TimeSpan now, TimeSpan? retryAfter)
    {
        if (!_gates.TryGetValue(lease.Resource, out EndpointCircuitBreaker? gate))
            _gates.Add(lease.Resource, gate = new EndpointCircuitBreaker());
        gate.Close(now, retryAfter, again: lease.Probes == gate, Window.Turn, options.AssumedWindow);
    }

    /// <summary>Any other response opens it again, if it came to the request that was to find out.</summary>
    public void Received(RateLimitLease lease, TimeSpan now)
    {
        if (lease.Probes is { } gate && !gate.IsClosed(now) && _gates.GetValueOrDefault(lease.Resource) == gate)
            _gates.Remove(lease.Resource);
    }

    // Null when it is open.
    private TimeSpan? GateOpensAt(string resource, TimeSpan now) =>
        _gates.Count > 0 && _gates.TryGetValue(resource, out EndpointCircuitBreaker? gate) && gate.OpensAt(now) is var at && at > now
            ? at
            : null;
}

/// <summary>Whether a lane has a token that requests can be sent with.</summary>
internal enum RateLaneState
{
    /// <summary>It has none yet, or its last one failed.</summary>
    Closed,

    /// <summary>One is being requested.</summary>
    Opening,

    /// <summary>It has one.</summary>
    Open,
}

/// <summary>What keeps a request from going.</summary>
/// <param name="Reason">What it is.</param>
/// <param name="Until">When it is over at the earliest; without end where a response decides.</param>
/// <param name="MayOpen">Whether another token may be had for the request before that.</param>
internal readonly record struct RateObstacle(RateLimitWaitReason Reason, TimeSpan Until, bool MayOpen = false);
