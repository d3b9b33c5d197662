namespace GenesysCloud.Tests.Pacing;

/// <summary>
/// A clock that is also the event loop: time jumps to the next thing that is due, be it an event of the simulation or a
/// timer of the code under test, so every run with the same seed is the same run.
/// </summary>
internal sealed class VirtualTime : TimeProvider
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly PriorityQueue<Action, (TimeSpan Due, int Order)> _events = new();
    private int _order;

    public TimeSpan Now { get; private set; }

    /// <summary>How far somebody has set the wall clock; durations must not care.</summary>
    public TimeSpan WallClockIsOff { get; set; }

    /// <summary>Called when time has moved, before what is due happens.</summary>
    public Action? Moved { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public override DateTimeOffset GetUtcNow() => s_start + Now + WallClockIsOff;

    public void After(TimeSpan delay, Action happens) => _events.Enqueue(happens, (Now + delay, _order++));

    /// <summary>Lets the next due thing happen; false if nothing is left or it lies beyond the limit.</summary>
    public bool Step(TimeSpan limit)
    {
        if (!_events.TryPeek(out Action? happens, out (TimeSpan Due, int Order) at) || at.Due > limit)
            return false;
        _events.Dequeue();
        Now = at.Due;
        Moved?.Invoke();
        happens();
        return true;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class VirtualTimer(VirtualTime time, Action rings) : ITimer
    {
        private int _set;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            int set = ++_set;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                time.After(dueTime, () =>
                {
                    if (set == _set)
                        rings();
                });
            }

            return true;
        }

        public void Dispose() => _set++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
