using GenesysCloud.Http;

namespace GenesysCloud.Authentication;

/// <summary>
/// Tokens by the client-credentials grant. Such tokens come without a refresh token: a new one is simply asked for,
/// before the old one ends, or once the service has responded 401 to it.
/// </summary>
/// <remarks>Single-flight: however many callers find the token ended, one request goes to the login host.</remarks>
internal sealed class ClientCredentialsTokenSource(
    OAuthEndpoint endpoint, ClientCredentials credentials, TimeProvider time) : AccessTokenSource
{
    private static readonly TimeSpan s_longestMargin = TimeSpan.FromSeconds(60);

    // Tokens live for 48 hours at most; what claims more is not added to any clock.
    private static readonly TimeSpan s_longestLife = TimeSpan.FromDays(365);

    private readonly object _lock = new();

    // Forgotten with the session, whatever the caller does with his own.
    private readonly ClientCredentials _credentials = credentials.Copy();
    private readonly CancellationTokenSource _forgotten = new();
    private AccessToken? _token;
    private Task<AccessToken>? _renewal;
    private bool _hadToken;

    public override string ClientId => _credentials.ClientId;

    public override DateTimeOffset? ExpiresAt => Volatile.Read(ref _token)?.ExpiresAt;

    public override ValueTask<AccessToken> GetAsync(IClientObserver? observer, CancellationToken cancellationToken)
    {
        AccessToken? token = Volatile.Read(ref _token);
        return token is not null && !IsPast(token.RenewAt)
            ? ValueTask.FromResult(token)
            : new ValueTask<AccessToken>(RenewedAsync(observer, cancellationToken));
    }

    public override bool Rejected(AccessToken token)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_token, token))
                _token = null;
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (_forgotten.IsCancellationRequested)
            return;
        _forgotten.Cancel();
        lock (_lock)
        {
            _token = null;
            _credentials.Dispose();
        }

        _forgotten.Dispose();
    }

    private async Task<AccessToken> RenewedAsync(IClientObserver? observer, CancellationToken cancellationToken)
    {
        Task<AccessToken> renewal;
        lock (_lock)
        {
            if (_token is not null && !IsPast(_token.RenewAt))
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
            AccessToken token = Issue(await endpoint.GetClientCredentialsTokenAsync(_credentials, observer, closing).ConfigureAwait(false));
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

    private bool IsPast(long? timestamp) => timestamp is { } then && time.GetTimestamp() >= then;
}
