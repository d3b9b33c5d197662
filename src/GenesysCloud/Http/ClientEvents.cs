using GenesysCloud.RateLimiting;

namespace GenesysCloud.Http;

/// <summary>Hears what a client does, from any thread. Must not throw and must not block.</summary>
public interface IClientObserver
{
    /// <summary>Whether <see cref="RequestSent"/> is wanted; saves making it for no one.</summary>
    bool WantsRequests { get; }

    /// <summary>Something happened.</summary>
    void Notify(ClientEvent clientEvent);
}

/// <summary>Something a client did. Holds no secret, token, header or body.</summary>
public abstract record ClientEvent;

/// <summary>One request was sent and got a response, or failed.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without query.</param>
/// <param name="Status">HTTP status; 0 when there was no response.</param>
/// <param name="Attempt">1 for the first sending of this call.</param>
/// <param name="Elapsed">Until the whole response was read.</param>
/// <param name="CorrelationId">The service's own id of the request.</param>
/// <param name="QuotaLeft">Requests left in this window, as the response reports.</param>
/// <param name="Failure">Why there was no response.</param>
public sealed record RequestSent(
    string Method, string Path, int Status, int Attempt, TimeSpan Elapsed,
    string? CorrelationId, int? QuotaLeft, string? Failure) : ClientEvent;

/// <summary>A request will be sent again.</summary>
public sealed record RetryScheduled(string Resource, string Reason, int Attempt, TimeSpan Delay) : ClientEvent;

/// <summary>A request has to wait for the rate limit.</summary>
public sealed record RateLimitWaiting(string Resource, RateLimitWaitReason Reason, DateTimeOffset Until) : ClientEvent;

/// <summary>The rate limit was read, because responses do not report it.</summary>
/// <param name="RequestsPerMinute">Of each token.</param>
internal sealed record RateLimitRead(int RequestsPerMinute) : ClientEvent;

/// <summary>A token was issued.</summary>
public sealed record SignedIn(DateTimeOffset? ExpiresAt, bool Renewed) : ClientEvent;

/// <summary>One of several tokens can't be used; requests are sent with the others.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Count">How many the session may have.</param>
/// <param name="Reason">Why.</param>
internal sealed record TokenUnavailable(int Number, int Count, string Reason) : ClientEvent;

/// <summary>A user is expected to sign in with a browser.</summary>
/// <param name="Address">What the user opens.</param>
/// <param name="IsOpened">Whether a browser was started with it.</param>
internal sealed record BrowserSignInStarted(Uri Address, bool IsOpened) : ClientEvent;
