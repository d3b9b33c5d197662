namespace GenesysCloud.RateLimiting;

/// <summary>The caller's own limit: at most so many requests in any 60 seconds; none when null.</summary>
internal sealed class RequestsPerMinute(int? limit)
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    // When each request of the last minute went, oldest first.
    private readonly LinkedList<TimeSpan> _sent = new();

    public int Limit => limit ?? int.MaxValue;

    public bool MaySend(TimeSpan now, out TimeSpan until)
    {
        until = now;
        if (Remaining(now) > 0)
            return true;
        until = _sent.First!.Value + s_minute;
        return false;
    }

    /// <summary>Requests that may go at once.</summary>
    public int Remaining(TimeSpan now)
    {
        while (_sent.First is { } oldest && oldest.Value + s_minute <= now)
            _sent.RemoveFirst();
        return Limit - _sent.Count;
    }

    public void Sent(TimeSpan at)
    {
        if (limit is not null)
            _sent.AddLast(at);
    }

    public void NotSent(TimeSpan at) => _sent.Remove(at);
}
