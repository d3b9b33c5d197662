using System.Net;
using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.RateLimiting;

namespace GenesysCloud;

/// <summary>What a client needs to know before its first request.</summary>
public sealed class GenesysCloudClientOptions
{
    /// <summary>Where the organization lives.</summary>
    public GenesysCloudRegion Region { get; init; } = GenesysCloudRegion.Default;

    /// <summary>The OAuth client to sign in as. Either this or <see cref="AccessToken"/>.</summary>
    public ClientCredentials? Credentials { get; init; }

    /// <summary>An existing token, which this client does not renew by itself.</summary>
    public string? AccessToken { internal get; init; }

    /// <summary>When the existing token expires; null if that is not known.</summary>
    internal DateTimeOffset? AccessTokenExpiresAt { get; init; }

    /// <summary>
    /// Gets another token when the existing one is rejected, or about to expire; null if it can't be renewed. Called on any thread, never
    /// twice at once.
    /// </summary>
    internal Func<CancellationToken, Task<string>>? RenewAccessToken { get; init; }

    /// <summary>How a user signs in with a browser.</summary>
    internal BrowserSignIn? Browser { get; init; }

    /// <summary>How long one request may take, connection and response included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is known of the rate limit beforehand.</summary>
    public RateLimiterOptions Pacing { get; init; } = new();

    /// <summary>
    /// How many tokens of the OAuth client the session may use, 1 to 10, each with a rate limit of its own. More than one needs
    /// <see cref="Credentials"/>.
    /// </summary>
    public int TokenPoolSize { get; init; } = 1;

    /// <summary>The clock of every delay, timeout and expiry.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>0 to 1, for the jitter of delays.</summary>
    public Func<double> Randomizer { get; init; } = Random.Shared.NextDouble;

    /// <summary>
    /// The proxy for all hosts but this machine, with its credentials; when null, that of the process or the machine. A proxy without an
    /// address, such as <c>new WebProxy()</c>, stands for none.
    /// </summary>
    public IWebProxy? Proxy { internal get; init; }

    /// <summary>What requests are sent with; when null, a handler of the client's own.</summary>
    internal HttpMessageHandler? Handler { get; init; }
}
