namespace GenesysCloud.RateLimiting;

/// <summary>What the <see cref="RateLimiter"/> needs to know of a request that wants to go.</summary>
/// <param name="Resource">Method and path template, such as <c>POST /api/v2/flows/executions</c>: what a 429 closes.</param>
/// <param name="Priority">Its place among those that may go.</param>
/// <param name="MaxRetryAfter">The longest wait for the resource the caller will bear; beyond it, <see
/// cref="RateLimitExceededException"/>.</param>
/// <param name="Waiting">Called at most once, on the caller's thread and before the wait, when the request cannot go at once.</param>
internal readonly record struct RateLimitRequest(
    string Resource,
    RequestPriority Priority,
    TimeSpan MaxRetryAfter,
    Action<RateLimitWait>? Waiting = null)
{
    /// <summary>The lane that it has to go on; null for any.</summary>
    public int? Lane { get; init; }

    /// <summary>
    /// Begins to get the token of a lane, and reports later what came of it. Called with the limiter's lock held. Null if no further token
    /// is to be had for this request.
    /// </summary>
    public Action<int>? OpenLane { get; init; }
}
