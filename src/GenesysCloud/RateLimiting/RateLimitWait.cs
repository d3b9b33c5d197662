namespace GenesysCloud.RateLimiting;

/// <summary>Why a request has to wait, and until when as far as is known: for progress, not for decisions.</summary>
/// <param name="Reason">What holds it.</param>
/// <param name="Until">When it can go at the earliest, by the wall clock; the present, if that is for a response in flight to say.</param>
public readonly record struct RateLimitWait(RateLimitWaitReason Reason, DateTimeOffset Until);

/// <summary>What holds a request back.</summary>
public enum RateLimitWaitReason
{
    /// <summary>The token's requests for this window are spent.</summary>
    Quota,

    /// <summary>The resource responded 429 and is left alone for a while.</summary>
    Resource,

    /// <summary><see cref="RateLimiterOptions.MaxRequestsPerMinute"/> is reached.</summary>
    MaxRequestsPerMinute,
}
