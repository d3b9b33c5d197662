namespace GenesysCloud.RateLimiting;

/// <summary>What the rate limiter assumes until the server reports, and how much of the quota it leaves to others.</summary>
public sealed record RateLimiterOptions
{
    /// <summary>Requests per window until the server reports: the platform's documented 300 per minute and token.</summary>
    public int AssumedAllowed { get; init; } = 300;

    /// <summary>Length of a window whose end the server does not report.</summary>
    public TimeSpan AssumedWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>At most so many requests in any 60 seconds, to leave room for others; null is as many as the server allows.</summary>
    public int? MaxRequestsPerMinute { get; init; }
}
