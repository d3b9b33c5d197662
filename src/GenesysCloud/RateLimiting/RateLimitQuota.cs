namespace GenesysCloud.RateLimiting;

/// <summary>What is left of the session's requests in the present window; the windows of several tokens are added up.</summary>
/// <param name="Allowed">Requests the window holds, or fewer where the caller keeps to fewer a minute.</param>
/// <param name="Remaining">Requests that can still go in it; those in flight are taken off.</param>
/// <param name="ResetsAt">When the next window of a token is expected, by the wall clock; now, if the last one is over.</param>
/// <param name="FromServer">True when <paramref name="Allowed"/> was told by the server, false while it is assumed.</param>
public sealed record RateLimitQuota(int Allowed, int Remaining, DateTimeOffset ResetsAt, bool FromServer)
{
    /// <summary>The same as <see cref="Allowed"/>, of one token.</summary>
    internal int AllowedPerToken { get; init; } = Allowed;
}
