namespace GenesysCloud.Simulator;

/// <summary>What the rate-limit headers of an answer say.</summary>
internal readonly record struct Budget(int Count, int Allowed, int ResetSeconds);

/// <summary>A fixed window that begins with the first request after the last one ended.</summary>
internal sealed class RateWindow
{
    private readonly Lock _lock = new();
    private long _start;
    private int _count;

    /// <summary>Counts a request; false, and not counted, if the window is spent.</summary>
    public bool TrySpend(TimeProvider time, int limit, SimulatorSettings settings, out Budget budget)
    {
        lock (_lock)
        {
            var left = settings.RateLimitWindow - time.GetElapsedTime(_start);
            if (_count == 0 || left <= TimeSpan.Zero)
            {
                _start = time.GetTimestamp();
                _count = 0;
                left = settings.RateLimitWindow;
            }
            var within = _count < limit;
            if (within) _count++;
            var seconds = settings.RateLimitResetRoundsDown ? Math.Floor(left.TotalSeconds) : Math.Ceiling(left.TotalSeconds);
            budget = new Budget(_count, limit, (int)seconds);
            return within;
        }
    }
}
