using GenesysCloud.Http;

namespace GenesysCloud.Authentication;

/// <summary>
/// Tokens that can be had again: a new one is requested before the old one expires, or once the service has responded 401 to it. How one
/// token is had is all that derived classes say.
/// </summary>
/// <remarks>Single-flight: however many callers find the token expired, one of them is requested.</remarks>
/// <param name="time">The clock of every expiry.</param>
internal abstract class RenewableTokenSource(TimeProvider time) : AccessTokenSource
{
    private static readonly TimeSpan s_longestMargin = TimeSpan.FromSeconds(60);

    // Tokens live for 48 hours at most; what claims more is not added to any clock.
    private static readonly TimeSpan s_longestLife = TimeSpan.FromDays(365);

    private readonly object _lock = new();
    private readonly CancellationTokenSource _forgotten = new();
    private AccessToken? _token;
    private Task<AccessToken>? _renewal;
    private bool _hadToken;

    public sealed override DateTimeOffset? ExpiresAt => Volatile.Read(ref _token)?.ExpiresAt;

    public sealed override AccessToken? Present => Volatile.Read(ref _token) is { } token && !IsPast(token.EndsAt) ? token : null;

    public sealed override ValueTask<AccessToken> GetAsync(IClientObserver? observer, CancellationToken cancellationToken)
    {
        AccessToken? token = Volatile.Read(ref _token);
        return token is not null && !IsDue(token)
            ? ValueTask.FromResult(token)
            : new ValueTask<AccessToken>(RenewedAsync(observer, cancellationToken));
    }

    public override bool Rejected(AccessToken token)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_token, token))
                _token = null;
            return _token is not null || CanRenew;
        }
    }

    protected sealed override void Dispose(bool disposing)
    {
        if (_forgotten.IsCancellationRequested)
            return;
        _forgotten.Cancel();
        lock (_lock)
        {
            _token = null;
            Forget();
        }

        _forgotten.Dispose();
    }

    /// <summary>Gets one token. Never called twice at once.</summary>
    /// <param name="observer">Gets events; null for none.</param>
    /// <param name="closing">Canceled when the session is closed.</param>
    /// <exception cref="SignInException">None can be had.</exception>
    protected abstract Task<OAuthToken> RequestTokenAsync(IClientObserver? observer, CancellationToken closing);

    /// <summary>Discards whatever tokens are had with.</summary>
    protected abstract void Forget();

    /// <summary>Begins with a token that was had elsewhere.</summary>
    protected void Begin(OAuthToken token) => (_token, _hadToken) = (Issue(token), true);

    private async Task<AccessToken> RenewedAsync(IClientObserver? observer, CancellationToken cancellationToken)
    {
        Task<AccessToken> renewal;
        lock (_lock)
        {
            if (_token is not null && !IsDue(_token))
                return _token;

            if (_forgotten.IsCancellationRequested)
                throw Closed();

            // The renewal belongs to all who wait for it, so the first caller's cancellation must not end it.
            renewal = _renewal ??= RenewAsync(observer);
        }

        return await renewal.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<AccessToken> RenewAsync(IClientObserver? observer)
    {
        CancellationToken closing = _forgotten.Token;
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        AccessToken? old;
        lock (_lock)
            old = _token;
        try
        {
            bool renewed;
            AccessToken token = Issue(await RequestTokenAsync(observer, closing).ConfigureAwait(false));
            lock (_lock)
            {
                if (_forgotten.IsCancellationRequested)
                    throw Closed();
                _token = token;
                _renewal = null;
                (renewed, _hadToken) = (_hadToken, true);
            }

            observer?.Notify(new SignedIn(token.ExpiresAt, renewed));
            return token;
        }
        catch (SignInException) when (old is not null && !IsPast(old.EndsAt) && !closing.IsCancellationRequested)
        {
            // Renewed early, so that a login host in trouble is survived: the old token is still good. It is tried again
            // at the next request.
            lock (_lock)
                _renewal = null;
            return old;
        }
        catch (Exception failure)
        {
            lock (_lock)
                _renewal = null;
            if (closing.IsCancellationRequested && failure is not GenesysCloudException { Code: GenesysCloudException.SessionClosed })
                throw Closed();
            throw;
        }
    }

    private AccessToken Issue(OAuthToken response)
    {
        if (response.ExpiresIn is not { } seconds)
            return new AccessToken(response.AccessToken, null, null, null);

        var life = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, s_longestLife.TotalSeconds));
        TimeSpan margin = life / 10 < s_longestMargin ? life / 10 : s_longestMargin;
        long now = time.GetTimestamp();
        return new AccessToken(response.AccessToken, time.GetUtcNow() + life, now + Ticks(life - margin), now + Ticks(life));
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private bool IsDue(AccessToken token) => IsPast(CanRenew ? token.RenewAt : token.EndsAt);

    private bool IsPast(long? timestamp) => timestamp is { } then && time.GetTimestamp() >= then;
}
