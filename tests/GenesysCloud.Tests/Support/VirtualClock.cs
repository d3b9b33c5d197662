namespace GenesysCloud.Tests.Support;

/// <summary>A clock that stands still until it is moved; timers ring when it is moved to or past them.</summary>
internal sealed class VirtualClock : TimeProvider
{
    private static readonly TimeSpan s_requestTimeOut = new GenesysCloudClientOptions().Timeout;
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<VirtualTimer> _armed = [];
    private TimeSpan _now;

    public VirtualClock() => ServerSide = new ServerView(this);

    /// <summary>The same clock for the other end of the wire: a request that waits on one of its timers is being kept waiting.</summary>
    public TimeProvider ServerSide { get; }

    /// <summary>Called when a timer is set.</summary>
    public Action<VirtualTimerKind>? Armed { get; set; }

    /// <summary>Called right before a timer rings.</summary>
    public Action<VirtualTimerKind>? Rings { get; set; }

    /// <summary>How many time-outs of requests were begun. A request sets its own right before it leaves.</summary>
    public int TimeOuts { get; private set; }

    public TimeSpan Now
    {
        get
        {
            lock (_lock)
                return _now;
        }
    }

    public TimeSpan? NextDue
    {
        get
        {
            lock (_lock)
                return _armed.Count == 0 ? null : _armed.Min(timer => timer.Due);
        }
    }

    /// <summary>How many time-outs of requests run: each belongs to one that has not ended.</summary>
    public int RunningTimeOuts
    {
        get
        {
            lock (_lock)
                return _armed.Count(timer => timer.Kind == VirtualTimerKind.RequestTimeOut);
        }
    }

    public int ServerTimers
    {
        get
        {
            lock (_lock)
                return _armed.Count(timer => timer.Kind == VirtualTimerKind.Server);
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public override DateTimeOffset GetUtcNow() => s_start + Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        CreateTimer(callback, state, dueTime, period, serverSide: false);

    /// <summary>Moves the clock; what becomes due on the way rings at its own moment, in order.</summary>
    public void Advance(TimeSpan by)
    {
        TimeSpan target = Now + by;
        while (true)
        {
            VirtualTimer? due;
            lock (_lock)
            {
                due = _armed.MinBy(timer => timer.Due);
                if (due is null || due.Due > target)
                {
                    _now = target;
                    return;
                }

                _armed.Remove(due);
                _now = due.Due > _now ? due.Due : _now;
            }

            Rings?.Invoke(due.Kind);
            due.Ring();
        }
    }

    private VirtualTimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period, bool serverSide)
    {
        VirtualTimerKind kind = serverSide ? VirtualTimerKind.Server
            : state is CancellationTokenSource && dueTime == s_requestTimeOut ? VirtualTimerKind.RequestTimeOut
            : VirtualTimerKind.Wait;
        var timer = new VirtualTimer(this, () => callback(state), kind);
        if (kind == VirtualTimerKind.RequestTimeOut)
        {
            lock (_lock)
                TimeOuts++;
        }

        timer.Change(dueTime, period);
        return timer;
    }

    private void Set(VirtualTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return;
            timer.Due = _now + dueTime;
            if (dueTime > TimeSpan.Zero)
                _armed.Add(timer);
        }

        // Like any timer, one that is due at once does not ring inside the call that sets it.
        if (dueTime <= TimeSpan.Zero)
            ThreadPool.QueueUserWorkItem(_ => timer.Ring());
        Armed?.Invoke(timer.Kind);
    }

    private sealed class VirtualTimer(VirtualClock clock, Action rings, VirtualTimerKind kind) : ITimer
    {
        public TimeSpan Due { get; set; }

        public VirtualTimerKind Kind => kind;

        public void Ring() => rings();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period > TimeSpan.Zero)
                throw new NotSupportedException("Nothing here rings more than once.");
            clock.Set(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Set(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class ServerView(VirtualClock clock) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            clock.CreateTimer(callback, state, dueTime, period, serverSide: true);
    }
}

/// <summary>Who set a timer, and what for.</summary>
internal enum VirtualTimerKind
{
    /// <summary>The code under test, to go on when it rings.</summary>
    Wait,

    /// <summary>The code under test, for a request that is about to leave.</summary>
    RequestTimeOut,

    /// <summary>The other end of the wire: a request waits for it.</summary>
    Server,
}
