using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Schemas;

namespace GenesysCloud.Simulator.Identity;

/// <summary>What the rate-limit headers of an answer say.</summary>
internal readonly record struct RateLimitStatus(int Count, int Allowed, int ResetSeconds);

/// <summary>A fixed window that begins with the first request after the last one ended.</summary>
internal sealed class FixedRateWindow
{
    private readonly Lock _lock = new();
    private long _start;
    private int _count;

    /// <summary>Counts a request; false, and not counted, if the window is spent.</summary>
    public bool TryAcquire(TimeProvider time, int limit, SimulatorSettings settings, out RateLimitStatus status)
    {
        lock (_lock)
        {
            TimeSpan left = settings.RateLimitWindow - time.GetElapsedTime(_start);
            if (_count == 0 || left <= TimeSpan.Zero)
            {
                _start = time.GetTimestamp();
                _count = 0;
                left = settings.RateLimitWindow;
            }

            bool within = _count < limit;
            if (within)
                _count++;
            double seconds = settings.RateLimitResetRoundsDown ? Math.Floor(left.TotalSeconds) : Math.Ceiling(left.TotalSeconds);
            status = new RateLimitStatus(_count, limit, (int)seconds);
            return within;
        }
    }
}
