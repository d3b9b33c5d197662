namespace GenesysCloud.RateLimiting;

/// <summary>A resource has to be left alone for longer than the caller is willing to wait. Nothing was sent.</summary>
public sealed class RateLimitExceededException : Exception
{
    /// <summary>Says which resource is closed, for how long, and until when.</summary>
    public RateLimitExceededException(string resource, TimeSpan retryAfter, DateTimeOffset retryAt, TimeSpan? refusedFor = null)
        : base($"The rate limit blocks '{resource}' for another {retryAfter:c}, until {retryAt:u}.")
    {
        RefusedFor = refusedFor;
        Resource = resource;
        RetryAfter = retryAfter;
        RetryAt = retryAt;
    }

    /// <summary>Method and path template of the request that could not go.</summary>
    public string Resource { get; }

    /// <summary>How long to stay away.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>
    /// How long every request for the resource has been refused, where that is the reason; null where only the wait is too long.
    /// </summary>
    public TimeSpan? RefusedFor { get; }

    /// <summary>When to come back, by the wall clock.</summary>
    public DateTimeOffset RetryAt { get; }
}
