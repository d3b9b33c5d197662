namespace GenesysCloud.RateLimiting;

/// <summary>A resource that responded 429. Once its time is over, one request goes ahead and the rest wait for its response.</summary>
internal sealed class EndpointCircuitBreaker
{
    private TimeSpan _closedUntil = TimeSpan.MinValue;
    private TimeSpan? _probedAt;
    private int _refusals;

    /// <summary>When the next request may pass; at or before <paramref name="now"/> means at once.</summary>
    public TimeSpan OpensAt(TimeSpan now) =>
        now >= _closedUntil && _probedAt is { } probed ? probed + RateWindow.ProbeTimeout : _closedUntil;

    public bool IsClosed(TimeSpan now) => now < _closedUntil;

    public void Probe(TimeSpan now) => _probedAt = now;

    public void ProbeEnded() => _probedAt = null;

    /// <summary>
    /// Closes for what the server asks, or else for 1, 2, 4... seconds, but not beyond the end of the window, where a
    /// refusal of unknown cause most likely ends. Requests refused together are one refusal.
    /// </summary>
    public void Close(TimeSpan now, TimeSpan? retryAfter, bool again, TimeSpan windowEnds, TimeSpan longestBackoff)
    {
        if (again || _refusals == 0)
            _refusals++;
        if (retryAfter is not { } wait || wait <= TimeSpan.Zero)
        {
            wait = TimeSpan.FromSeconds(1L << Math.Min(_refusals - 1, 20));
            if (wait > longestBackoff)
                wait = longestBackoff;
            if (windowEnds > now && windowEnds - now < wait)
                wait = windowEnds - now;
        }

        if (now + wait > _closedUntil)
            _closedUntil = now + wait;
    }
}
