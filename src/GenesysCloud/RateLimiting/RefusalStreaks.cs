namespace GenesysCloud.RateLimiting;

/// <summary>For how long each resource has let nothing through: a pure state machine over a monotonic clock, without locks.</summary>
internal sealed class RefusalStreaks(TimeSpan window)
{
    // A service whose limit is spent, and that does not say for how long, lets requests through in its next window.
    private const int OrdinaryWindows = 3;

    private readonly Dictionary<string, Streak> _streaks = new(StringComparer.Ordinal);

    /// <summary>A refusal was received.</summary>
    /// <param name="resource">Method and path template.</param>
    /// <param name="sentAt">When the refused request was sent.</param>
    /// <param name="now">The monotonic clock.</param>
    /// <param name="opensAt">When the next request may be sent.</param>
    public void Refused(string resource, TimeSpan sentAt, TimeSpan now, TimeSpan opensAt)
    {
        // A request sent long after it could have been proves nothing about the time in between.
        bool goesOn = _streaks.TryGetValue(resource, out Streak streak) && sentAt <= streak.OpensAt + window;
        _streaks[resource] = new Streak(goesOn ? streak.First : now, now, opensAt);
    }

    /// <summary>Something else was received: the resource lets requests through.</summary>
    public void Received(string resource)
    {
        if (_streaks.Count > 0)
            _streaks.Remove(resource);
    }

    /// <summary>How long every request has been refused, if that is longer than a caller wants to bear; null otherwise.</summary>
    /// <param name="resource">Method and path template.</param>
    /// <param name="maxRetryAfter">What the caller wants to bear; a few windows are borne in any case.</param>
    public TimeSpan? LongerThan(string resource, TimeSpan maxRetryAfter)
    {
        if (!_streaks.TryGetValue(resource, out Streak streak))
            return null;
        TimeSpan longest = maxRetryAfter > OrdinaryWindows * window ? maxRetryAfter : OrdinaryWindows * window;
        TimeSpan refusedFor = streak.Last - streak.First;
        return refusedFor >= longest ? refusedFor : null;
    }

    private readonly record struct Streak(TimeSpan First, TimeSpan Last, TimeSpan OpensAt);
}
