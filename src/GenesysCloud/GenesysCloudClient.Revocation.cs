using GenesysCloud.Http;

namespace GenesysCloud;

/// <content>The end of tokens.</content>
public sealed partial class GenesysCloudClient
{
    /// <summary>Whether there is a token that has not expired.</summary>
    internal bool HasToken => _tokens.Present.Count > 0;

    /// <summary>When the last of the present tokens expires; null if there is none, or one of them doesn't say.</summary>
    internal DateTimeOffset? LastTokenExpiresAt
    {
        get
        {
            IReadOnlyList<(int Lane, AccessToken Token)> present = _tokens.Present;
            return present.Any(one => one.Token.ExpiresAt is null) ? null : present.Max(one => one.Token.ExpiresAt);
        }
    }

    /// <summary><c>DELETE /api/v2/tokens/me</c>: ends the token, or each of several, for everyone who uses it.</summary>
    /// <remarks>
    /// Takes no longer than one request may: it doesn't wait for the rate limit, and is sent at most twice. Nothing is sent for a token
    /// that was never requested or has expired.
    /// </remarks>
    /// <exception cref="GenesysCloudException">A token was not revoked. It stays valid until it expires.</exception>
    public Task RevokeTokenAsync(CancellationToken cancellationToken = default)
    {
        var revocation = new TokenRevocation(_http, Region.ApiAddress, _rateLimiter, Timeout, ServiceClock, Observer);
        return Task.WhenAll(_tokens.Present.Select(one => revocation.RevokeAsync(one.Token, one.Lane, cancellationToken)));
    }
}
