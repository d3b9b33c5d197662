namespace GenesysCloud.RateLimiting;

/// <summary>
/// Lets requests go as fast as the server's rate limit allows, and no faster: one per session, for all its calls.
/// What is left of the token's window is spent at once, then everyone waits for the next one; a resource that responds 429 is
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
    private readonly RateWindow _window;
    private readonly RequestsPerMinute _ownLimit;
    private readonly Dictionary<string, EndpointCircuitBreaker> _gates = new(StringComparer.Ordinal);
    private readonly RefusalStreaks _streaks;
    private readonly WaitQueue _line = new();
    private TimeSpan _wakesAt = TimeSpan.MaxValue;
    private bool _disposed;

    public RateLimiter(RateLimiterOptions options, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.AssumedAllowed, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.AssumedWindow, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRequestsPerMinute ?? 1, 1);
        _options = options;
        _time = time;
        _origin = time.GetTimestamp();
        _window = new RateWindow(options.AssumedAllowed, options.AssumedWindow);
        _ownLimit = new RequestsPerMinute(options.MaxRequestsPerMinute);
        _streaks = new RefusalStreaks(options.AssumedWindow);
        _timer = time.CreateTimer(
            static rateLimiter => ((RateLimiter)rateLimiter!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What is left of the present window, and of what the caller keeps to.</summary>
    public RateLimitQuota Quota
    {
        get
        {
            lock (_sync)
            {
                TimeSpan now = Now;
                TimeSpan turn = _window.Turn == TimeSpan.MaxValue ? now + _options.AssumedWindow : _window.Turn;
                return new RateLimitQuota(
                    Math.Min(_window.Allowed, _ownLimit.Limit),
                    Math.Min(_window.Remaining(now), _ownLimit.Remaining(now)),
                    Clock(turn, now),
                    _window.FromServer);
            }
        }
    }

    // Monotonic: a wall clock that is set does not move a window.
    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Lets a request go if nothing holds it; null if it has to wait.</summary>
    public RateLimitLease? TryGo(string resource)
    {
        lock (_sync)
        {
            return _disposed ? null : TryIssue(resource, Now, out _);
        }
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
            if (TryIssue(request.Resource, now, out (RateLimitWaitReason Reason, TimeSpan Until) obstacle) is { } lease)
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
            _window.Allow(allowed);
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
            _window.Received(lease.Sending, now, headers);
            _streaks.Received(lease.Resource);
            if (lease.Probes is { } gate && !gate.IsClosed(now) && _gates.GetValueOrDefault(lease.Resource) == gate)
                _gates.Remove(lease.Resource);
            Release(now);
        }
    }

    internal void Lost(RateLimitLease lease)
    {
        lock (_sync)
        {
            TimeSpan now = Now;
            _window.Lost(lease.Sending, now);
            lease.Probes?.ProbeEnded();
            Release(now);
        }
    }

    internal void NotSent(RateLimitLease lease)
    {
        lock (_sync)
        {
            _window.NotSent(lease.Sending);
            _ownLimit.NotSent(lease.Sending.At);
            lease.Probes?.ProbeEnded();
            Release(Now);
        }
    }

    private ValueTask<RateLimitLease> Enqueue(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_sync)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            TimeSpan now = Now;
            if (Obstacle(waiter.Request.Resource, now) is { } obstacle && TooLong(waiter.Request, obstacle, now) is { } tooLong)
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
        while (First(now, ref next) is { } first)
        {
            if (TokenObstacle(now) is { } obstacle)
            {
                next = obstacle.Until;
                if (TooLong(first.Request, obstacle, now) is not null)
                    RejectOverdue(now);
                break;
            }

            _line.Remove(first);
            first.Cancellation.Unregister();
            first.SetResult(Issue(first.Request.Resource, now));
            next = TimeSpan.MaxValue;
        }

        SleepUntil(next, now);
    }

    // The first in line whose resource is open; if there is none, when the next resource opens.
    private Waiter? First(TimeSpan now, ref TimeSpan opensNext)
    {
        if (_line.IsEmpty)
            return null;
        foreach (Waiter waiter in _line.InOrder())
        {
            if (GateOpensAt(waiter.Request.Resource, now) is not { } opensAt)
                return waiter;
            if (opensAt < opensNext)
                opensNext = opensAt;
        }

        return null;
    }

    // Those who wait go first.
    private RateLimitLease? TryIssue(string resource, TimeSpan now, out (RateLimitWaitReason Reason, TimeSpan Until) obstacle)
    {
        if (!_line.IsEmpty)
            Release(now);
        (RateLimitWaitReason, TimeSpan)? inTheWay = Obstacle(resource, now);
        obstacle = inTheWay.GetValueOrDefault();
        return inTheWay is null ? Issue(resource, now) : null;
    }

    private RateLimitLease Issue(string resource, TimeSpan now)
    {
        _ownLimit.Sent(now);
        EndpointCircuitBreaker? gate = _gates.Count == 0 ? null : _gates.GetValueOrDefault(resource);
        gate?.Probe(now);
        return new RateLimitLease(this, resource, _window.Send(now), gate);
    }

    private (RateLimitWaitReason Reason, TimeSpan Until)? Obstacle(string resource, TimeSpan now) =>
        GateOpensAt(resource, now) is { } opensAt ? (RateLimitWaitReason.Resource, opensAt) : TokenObstacle(now);

    private (RateLimitWaitReason Reason, TimeSpan Until)? TokenObstacle(TimeSpan now)
    {
        if (!_window.MaySend(now, out TimeSpan until))
            return (RateLimitWaitReason.Quota, until);
        return _ownLimit.MaySend(now, out until) ? null : (RateLimitWaitReason.MaxRequestsPerMinute, until);
    }

    // Null when it is open.
    private TimeSpan? GateOpensAt(string resource, TimeSpan now) =>
        _gates.Count > 0 && _gates.TryGetValue(resource, out EndpointCircuitBreaker? gate) && gate.OpensAt(now) is var at && at > now
            ? at
            : null;

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
