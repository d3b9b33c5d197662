using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Schemas;

namespace GenesysCloud.Simulator.Identity;

/// <summary>The values of the rate-limit headers of a response.</summary>
internal readonly record struct RateLimitStatus(int Count, int Allowed, int ResetSeconds);

/// <summary>A fixed rate-limit window that starts with the first request after the previous window ended. Thread-safe.</summary>
internal sealed class FixedRateWindow
{
    private readonly Lock _lock = new();
    private long _start;
    private int _count;

    /// <summary>Counts a request; false, without counting it, if the limit is reached.</summary>
    public bool TryAcquire(TimeProvider time, int limit, SimulatorSettings settings, out RateLimitStatus status)
    {
        lock (_lock)
        {
            TimeSpan remaining = settings.RateLimitWindow - time.GetElapsedTime(_start);
            if (_count == 0 || remaining <= TimeSpan.Zero)
            {
                _start = time.GetTimestamp();
                _count = 0;
                remaining = settings.RateLimitWindow;
            }

            bool acquired = _count < limit;
            if (acquired)
                _count++;
            double seconds = settings.RateLimitResetRoundsDown ? Math.Floor(remaining.TotalSeconds) : Math.Ceiling(remaining.TotalSeconds);
            status = new RateLimitStatus(_count, limit, (int)seconds);
            return acquired;
        }
    }
}
