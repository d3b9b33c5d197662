using GenesysCloud.RateLimiting;

namespace GenesysCloud.Http;

/// <summary>The tokens of a session, one for each lane of its rate limiter. Safe for any number of callers at once.</summary>
/// <remarks>
/// The first token is requested by whoever needs it first, and its failure is theirs. The others are requested in the background, one at a
/// time and only while requests wait for the rate limit, so that one that can't be had fails no call.
/// </remarks>
internal sealed class TokenPool(IReadOnlyList<AccessTokenSource> sources, RateLimiter rateLimiter) : IDisposable
{
    /// <summary>How many tokens there may be.</summary>
    public int Size => sources.Count;

    /// <summary>Where the token of the first lane in use comes from.</summary>
    public AccessTokenSource First => sources[Size == 1 ? 0 : rateLimiter.FirstOpenLane];

    /// <summary>When the first of the present tokens expires; null when unknown or not signed in yet.</summary>
    public DateTimeOffset? ExpiresAt => sources.Min(static source => source.ExpiresAt);

    /// <summary>The present tokens, each with its lane.</summary>
    public IReadOnlyList<(int Lane, AccessToken Token)> Present =>
        [.. from lane in Enumerable.Range(0, Size) let token = sources[lane].Present where token is not null select (lane, token)];

    /// <summary>Where the token of a lane comes from.</summary>
    public AccessTokenSource this[int lane] => sources[lane];

    /// <summary>Begins to request the token of a lane, and opens the lane when it is there.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="observer">Gets events; null for none.</param>
    public void Open(int lane, IClientObserver? observer) => _ = Task.Run(() => OpenAsync(lane, observer));

    /// <summary>Takes a lane out of use for a while because its token is of no use.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="reason">Why.</param>
    /// <param name="observer">Gets events; null for none.</param>
    /// <returns>False if it is the only one, whose failure is that of the call.</returns>
    public bool TrySuspend(int lane, string reason, IClientObserver? observer)
    {
        bool hasOthers = rateLimiter.Suspend(lane, out bool isNew);
        if (isNew)
            observer?.Notify(new TokenUnavailable(lane + 1, Size, reason));
        return hasOthers;
    }

    public void Dispose()
    {
        foreach (AccessTokenSource source in sources)
            source.Dispose();
    }

    private async Task OpenAsync(int lane, IClientObserver? observer)
    {
        try
        {
            await sources[lane].GetAsync(observer, CancellationToken.None).ConfigureAwait(false);
            rateLimiter.Opened(lane);
        }
        catch (Exception failure)
        {
            // Whatever it is, the session has other tokens. It is tried again when requests wait for longer.
            rateLimiter.NotOpened(lane);
            if (failure is GenesysCloudException { Code: GenesysCloudException.SessionClosed })
                return;
            string reason = failure is GenesysCloudException ? failure.Message : failure.GetType().Name;
            observer?.Notify(new TokenUnavailable(lane + 1, Size, reason));
        }
    }
}
