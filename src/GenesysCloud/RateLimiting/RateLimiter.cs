namespace GenesysCloud.RateLimiting;

/// <summary>
/// Lets requests go as fast as the server's rate limit allows, and no faster: one per session, for all its calls and tokens.
/// What is left of a token's window is spent at once, then everyone waits for the next one; a resource that responds 429 is
/// left alone while the others go on. Safe from many threads.
/// </summary>
internal sealed partial class RateLimiter : IDisposable
{
    // Timers take no more than 49 days; waking up in between does no harm.
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromDays(1);

    private readonly object _sync = new();
    private readonly RateLimiterOptions _options;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly ITimer _timer;
    private readonly RateLane[] _lanes;
    private readonly RequestsPerMinute _ownLimit;
    private readonly RefusalStreaks _streaks;
    private readonly WaitQueue _line = new();
    private TimeSpan _wakesAt = TimeSpan.MaxValue;
    private EndpointCircuitBreaker? _gate;
    private bool _disposed;

    /// <param name="options">What is known beforehand.</param>
    /// <param name="time">The clock of all waits.</param>
    /// <param name="tokens">How many tokens the session may have. The first is there, or is requested by those who send with it.</param>
    public RateLimiter(RateLimiterOptions options, TimeProvider time, int tokens = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.AssumedAllowed, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.AssumedWindow, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRequestsPerMinute ?? 1, 1);
        _options = options;
        _time = time;
        _origin = time.GetTimestamp();
        _lanes = [.. Enumerable.Range(0, tokens).Select(number => new RateLane(number, options))];
        _lanes[0].State = RateLaneState.Open;
        _ownLimit = new RequestsPerMinute(options.MaxRequestsPerMinute);
        _streaks = new RefusalStreaks(options.AssumedWindow);
        _timer = time.CreateTimer(
            static rateLimiter => ((RateLimiter)rateLimiter!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What is left of the present windows of all tokens, and of what the caller keeps to.</summary>
    public RateLimitQuota Quota
    {
        get
        {
            lock (_sync)
            {
                TimeSpan now = Now;
                RateWindow first = FirstOpen.Window;
                (int allowed, int remaining, TimeSpan turn) = (0, 0, TimeSpan.MaxValue);
                // Those that have no token yet can get one, and what is known of the first holds for them. Those that failed can't now.
                foreach (RateLane lane in _lanes.Where(lane => lane.State == RateLaneState.Open || lane.CanOpen(now)))
                {
                    int own = lane.State == RateLaneState.Open ? lane.Window.Allowed : first.Allowed;
                    allowed += own;
                    remaining += Math.Min(own, lane.Window.Remaining(now));
                    turn = Earlier(turn, lane.Window.Turn);
                }

                return new RateLimitQuota(
                    Math.Min(allowed, _ownLimit.Limit),
                    Math.Min(remaining, _ownLimit.Remaining(now)),
                    Clock(turn == TimeSpan.MaxValue ? now + _options.AssumedWindow : turn, now),
                    first.FromServer)
                {
                    AllowedPerToken = Math.Min(first.Allowed, _ownLimit.Limit),
                };
            }
        }
    }

    // Monotonic: a wall clock that is set does not move a window.
    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Lets a request go if nothing holds it; null if it has to wait.</summary>
    public RateLimitLease? TryGo(in RateLimitRequest request)
    {
        lock (_sync)
        {
            return _disposed ? null : TryIssue(request, Now, out _);
        }
    }

    /// <summary>Lets a request go whatever holds others back. It counts as they do.</summary>
    /// <param name="lane">The lane that it goes on.</param>
    /// <param name="resource">Method and path template.</param>
    public RateLimitLease Force(int lane, string resource)
    {
        lock (_sync)
            return Issue(_lanes[lane], resource, Now);
    }

    /// <summary>Waits until the request may be sent. At once, and without a task, when nothing holds it.</summary>
    /// <exception cref="RateLimitExceededException">The wait would be longer than <see cref="RateLimitRequest.MaxRetryAfter"/>.</exception>
    /// <exception cref="ObjectDisposedException">The session is closed.</exception>
    public ValueTask<RateLimitLease> WaitAsync(RateLimitRequest request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<RateLimitLease>(cancellationToken);

        RateLimitWait wait;
        lock (_sync)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            TimeSpan now = Now;
            if (TryIssue(request, now, out RateObstacle obstacle) is { } lease)
                return new ValueTask<RateLimitLease>(lease);
            if (TooLong(request, obstacle, now) is { } tooLong)
                return ValueTask.FromException<RateLimitLease>(tooLong);
            wait = new RateLimitWait(obstacle.Reason, Clock(obstacle.Until, now));
        }

        // Outside the lock, and before the request stands in line: what the caller does here can harm no one else.
        request.Waiting?.Invoke(wait);
        return Enqueue(new Waiter(request), cancellationToken);
    }

    /// <summary>Takes in the limit that the service reports elsewhere than in its responses' headers, which count more.</summary>
    public void Allow(int allowed)
    {
        lock (_sync)
        {
            foreach (RateLane lane in _lanes)
                lane.Window.Allow(allowed);
            Release(Now);
        }
    }

    /// <summary>Ends all waits with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        lock (_sync)
        {
            _disposed = true;
            foreach (Waiter waiter in _line.InOrder())
                Fail(waiter, new ObjectDisposedException(nameof(RateLimiter)));
        }

        _timer.Dispose();
    }

    internal void Received(RateLimitLease lease, RateLimitHeaders? headers)
    {
        lock (_sync)
        {
            TimeSpan now = Now;
            lease.Lane.Window.Received(lease.Sending, now, headers);
            _streaks.Received(lease.Resource);
            lease.Lane.Received(lease, now);
            if (_gate is not null && lease.ProbesAll == _gate && !_gate.IsClosed(now))
                _gate = null;
            Release(now);
        }
    }

    internal void Lost(RateLimitLease lease)
    {
        lock (_sync)
        {
            TimeSpan now = Now;
            lease.Lane.Window.Lost(lease.Sending, now);
            lease.ProbesEnded();
            Release(now);
        }
    }

    internal void NotSent(RateLimitLease lease)
    {
        lock (_sync)
        {
            lease.Lane.Window.NotSent(lease.Sending);
            _ownLimit.NotSent(lease.Sending.At);
            lease.ProbesEnded();
            Release(Now);
        }
    }

    private ValueTask<RateLimitLease> Enqueue(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_sync)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            TimeSpan now = Now;
            if (Choose(waiter.Request, now, out RateObstacle obstacle) is null && TooLong(waiter.Request, obstacle, now) is { } tooLong)
                return ValueTask.FromException<RateLimitLease>(tooLong);
            _line.Add(waiter);
            // A token canceled meanwhile calls back right here; the lock is ours already, and the waiter is gone again.
            waiter.Cancellation = cancellationToken.UnsafeRegister((state, token) => Cancel((Waiter)state!, token), waiter);
            Release(now);
        }

        return new ValueTask<RateLimitLease>(waiter.Task);
    }

    private void Cancel(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_sync)
        {
            if (_line.Remove(waiter))
                waiter.SetCanceled(cancellationToken);
        }
    }

    private void Wake()
    {
        lock (_sync)
        {
            _wakesAt = TimeSpan.MaxValue;
            Release(Now);
        }
    }

    // Lets all go who may, and sets the timer for the next moment at which time alone lets another one go.
    private void Release(TimeSpan now)
    {
        TimeSpan next = TimeSpan.MaxValue;
        foreach (Waiter waiter in _line.InOrder())
        {
            if (Choose(waiter.Request, now, out RateObstacle obstacle) is { } lane)
            {
                _line.Remove(waiter);
                waiter.Cancellation.Unregister();
                waiter.SetResult(Issue(lane, waiter.Request.Resource, now));
                continue;
            }

            next = Earlier(next, obstacle.Until);
            OpenAnother(waiter.Request, obstacle, now);
            if (HasRoom(now, ref next))
                continue;
            if (TooLong(waiter.Request, obstacle, now) is not null)
                RejectOverdue(now);
            break;
        }

        SleepUntil(next, now);
    }

    // Those who wait go first.
    private RateLimitLease? TryIssue(in RateLimitRequest request, TimeSpan now, out RateObstacle obstacle)
    {
        if (!_line.IsEmpty)
            Release(now);
        return Choose(request, now, out obstacle) is { } lane ? Issue(lane, request.Resource, now) : null;
    }

    private RateLimitLease Issue(RateLane lane, string resource, TimeSpan now)
    {
        _ownLimit.Sent(now);
        _gate?.Probe(now);
        return new RateLimitLease(this, lane, resource, now, _gate);
    }

    private DateTimeOffset Clock(TimeSpan moment, TimeSpan now) =>
        _time.GetUtcNow() + (moment > now && moment < TimeSpan.MaxValue ? moment - now : TimeSpan.Zero);

    private void SleepUntil(TimeSpan moment, TimeSpan now)
    {
        if (moment == _wakesAt || _disposed)
            return;
        _wakesAt = moment;
        TimeSpan sleep = moment - now < s_longestSleep ? moment - now : s_longestSleep;
        // Timers count whole milliseconds: one that rings early would only have to be set again.
        _timer.Change(
            moment == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Math.Ceiling(sleep.TotalMilliseconds)),
            Timeout.InfiniteTimeSpan);
    }
}
