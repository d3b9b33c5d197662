namespace GenesysCloud.RateLimiting;

/// <summary>What a 429 does: it closes a resource or the window, and fails those who do not want to wait that long.</summary>
internal sealed partial class RateLimiter
{
    internal void Refused(RateLimitLease lease, RateLimitHeaders? headers, TimeSpan? retryAfter)
    {
        lock (_sync)
        {
            TimeSpan now = Now;
            lease.Probes?.ProbeEnded();
            if (!_window.Refused(lease.Sending, now, headers, retryAfter))
                Close(lease, now, retryAfter);
            TimeSpan opensAt = Obstacle(lease.Resource, now) is { Until: var until } && until < TimeSpan.MaxValue ? until : now;
            _streaks.Refused(lease.Resource, lease.Sending.At, now, opensAt);
            RejectOverdue(now);
            Release(now);
        }
    }

    private void Close(RateLimitLease lease, TimeSpan now, TimeSpan? retryAfter)
    {
        if (!_gates.TryGetValue(lease.Resource, out EndpointCircuitBreaker? gate))
            _gates.Add(lease.Resource, gate = new EndpointCircuitBreaker());
        gate.Close(now, retryAfter, again: lease.Probes == gate, _window.Turn, _options.AssumedWindow);
    }

    // Waiting for the next window is the ordinary course of a long run, so only an unusually long one counts as closed.
    private RateLimitExceededException? TooLong(
        RateLimitRequest request, (RateLimitWaitReason Reason, TimeSpan Until) obstacle, TimeSpan now)
    {
        TimeSpan ordinary = obstacle.Reason == RateLimitWaitReason.Resource ? TimeSpan.Zero : 2 * _options.AssumedWindow;
        TimeSpan longest = request.MaxRetryAfter > ordinary ? request.MaxRetryAfter : ordinary;
        if (obstacle.Until == TimeSpan.MaxValue)
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
            if (Obstacle(waiter.Request.Resource, now) is { } obstacle
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
