namespace GenesysCloud.Tests.Reconciliation;

/// <summary>
/// A clock that nobody waits for: a timer rings soon, and its time has come when it does, not before: who does not wait for it sees none
/// pass. Only the time-outs of requests, known by their length, never ring.
/// </summary>
internal sealed class AutoAdvancingTimeProvider : TimeProvider
{
    /// <summary>How long requests are given.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(31);

    private static readonly DateTimeOffset s_start = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => s_start.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    private void AdvanceTo(long ticks)
    {
        long now;
        while ((now = GetTimestamp()) < ticks && Interlocked.CompareExchange(ref _ticks, ticks, now) != now)
        {
        }
    }

    /// <summary>The same clock as a machine has it whose wall clock is wrong.</summary>
    public MachineClock WrongBy(TimeSpan offset) => new(this) { Offset = offset };

    private sealed class Timer(AutoAdvancingTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private long _settings;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            long setting = Interlocked.Increment(ref _settings);
            if (dueTime < TimeSpan.Zero || dueTime == RequestTimeout)
                return true;
            long due = clock.GetTimestamp() + dueTime.Ticks;
            ThreadPool.QueueUserWorkItem(_ =>
            {
                if (Interlocked.Read(ref _settings) != setting)
                    return;
                clock.AdvanceTo(due);
                callback(state);
            });
            return true;
        }

        public void Dispose() => Interlocked.Increment(ref _settings);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>The clock of a machine, which can be set while it goes on.</summary>
    internal sealed class MachineClock(AutoAdvancingTimeProvider clock) : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Offset;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            clock.CreateTimer(callback, state, dueTime, period);
    }
}
