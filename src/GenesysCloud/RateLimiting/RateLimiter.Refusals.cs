namespace GenesysCloud.RateLimiting;

/// <summary>What a 429 does: it closes a resource or the window, and fails those who do not want to wait that long.</summary>
internal sealed partial class RateLimiter
{
    internal void Refused(RateLimitLease lease, RateLimitHeaders? headers, TimeSpan? retryAfter, bool concernsAll)
    {
        lock (_sync)
        {
            TimeSpan now = Now;
            lease.ProbesEnded();
            if (!lease.Lane.Window.Refused(lease.Sending, now, headers, retryAfter))
            {
                if (concernsAll && _lanes.Length > 1)
                    CloseAll(lease, now, retryAfter);
                else
                    lease.Lane.Close(lease, now, retryAfter);
            }

            // A request is refused for as long as no lane takes it.
            bool isOpen = Choose(new RateLimitRequest(lease.Resource, default, default), now, out RateObstacle obstacle) is not null;
            _streaks.Refused(lease.Resource, lease.Sending.At, now, isOpen || obstacle.Until == TimeSpan.MaxValue ? now : obstacle.Until);
            RejectOverdue(now);
            Release(now);
        }
    }

    // Other tokens would be refused for the same reason.
    private void CloseAll(RateLimitLease lease, TimeSpan now, TimeSpan? retryAfter) => (_gate ??= new EndpointCircuitBreaker()).Close(
        now, retryAfter, again: lease.ProbesAll == _gate, lease.Lane.Window.Turn, _options.AssumedWindow);

    // Waiting for the next window is the ordinary course of a long run, so only an unusually long one counts as closed.
    private RateLimitExceededException? TooLong(in RateLimitRequest request, in RateObstacle obstacle, TimeSpan now)
    {
        TimeSpan ordinary = obstacle.Reason == RateLimitWaitReason.Resource ? TimeSpan.Zero : 2 * _options.AssumedWindow;
        TimeSpan longest = request.MaxRetryAfter > ordinary ? request.MaxRetryAfter : ordinary;
        if (obstacle.MayOpen || obstacle.Until == TimeSpan.MaxValue)
            return null;
        TimeSpan? refusedFor = _streaks.LongerThan(request.Resource, request.MaxRetryAfter);
        return refusedFor is null && obstacle.Until - now <= longest
            ? null
            : new RateLimitExceededException(request.Resource, obstacle.Until - now, Clock(obstacle.Until, now), refusedFor);
    }

    private void RejectOverdue(TimeSpan now)
    {
        foreach (Waiter waiter in _line.InOrder())
        {
            if (Choose(waiter.Request, now, out RateObstacle obstacle) is null
                && TooLong(waiter.Request, obstacle, now) is { } tooLong)
            {
                Fail(waiter, tooLong);
            }
        }
    }

    private void Fail(Waiter waiter, Exception exception)
    {
        _line.Remove(waiter);
        waiter.Cancellation.Unregister();
        waiter.SetException(exception);
    }
}
