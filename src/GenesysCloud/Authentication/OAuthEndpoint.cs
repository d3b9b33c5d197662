using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using GenesysCloud.Http;
using GenesysCloud.Json;
using GenesysCloud.RateLimiting;
using Polly;

namespace GenesysCloud.Authentication;

/// <summary>What <c>/oauth/token</c> responds.</summary>
internal sealed record OAuthToken(string AccessToken, double? ExpiresIn)
{
    // A record's own ToString would print the token.
    public override string ToString() => nameof(OAuthToken);
}

/// <summary>
/// The login host: <c>POST /oauth/token</c>, as the official clients call it (id and secret by Basic authentication, nothing but
/// the grant in the form).
/// </summary>
/// <remarks>
/// Its errors are OAuth errors (<c>error</c>, <c>error_description</c>), not Genesys error bodies, and its own rate limit responds
/// 400 <c>invalid_request</c> "rate limit exceeded; …" where everyone else says 429.
/// Asking for a token twice does no harm, so everything that may pass is tried again.
/// </remarks>
internal sealed class OAuthEndpoint(
    HttpMessageInvoker http, Uri loginAddress, ResiliencePipeline<SendResult> retry, TimeSpan timeout, ServiceClock time)
{
    internal const string Resource = "POST /oauth/token";
    private static readonly byte[] s_grant = "grant_type=client_credentials"u8.ToArray();

    // A name that was never resolved is likely misspelled; one that was is likely to be resolved again soon.
    private const int FirstNameRetries = 2;

    private readonly Uri _address = new(loginAddress, "oauth/token");
    private volatile bool _wasReached;

    public async Task<OAuthToken> GetClientCredentialsTokenAsync(
        ClientCredentials credentials, IClientObserver? observer, CancellationToken cancellationToken)
    {
        var sender = new RequestSender(http, timeout, time, observer, Resource, "oauth/token");
        string basic = credentials.ToBasic();

        var call = new RetryCall(Resource, IsRepeatable: true, observer, MaxRetryAfter: TimeSpan.FromSeconds(60))
        {
            NameRetries = _wasReached ? null : FirstNameRetries,
        };
        SendResult result = await RetryPipelines.SendAsync(retry, call, SendAsync, cancellationToken).ConfigureAwait(false);
        if (result.Failure is null)
            _wasReached = true;
        return Read(result, sender.Attempts);

        Task<SendResult> SendAsync(CancellationToken token) => sender.SendAsync(CreateRequest(basic), token, token);
    }

    private HttpRequestMessage CreateRequest(string basic)
    {
        var content = new TrackedContent(s_grant, "application/x-www-form-urlencoded");
        var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
        return request;
    }

    private OAuthToken Read(SendResult result, int attempts)
    {
        if (result.Failure is not null)
        {
            string what = result.Failure is ResponseTooLargeException ? "sent no token" : "could not be reached";
            throw new SignInException($"The login host {_address.Host} {what}: {result.FailureText}.", SendOutcome.NotSent, result.Failure)
            {
                Attempts = attempts,
                Resource = Resource,
            };
        }

        if (result.Status == HttpStatusCode.OK && ReadToken(result.Body.Span) is { } token)
            return token;

        (string? error, string? description) = OAuthError.Read(result.Body.Span);
        ForeignResponse? foreign = error is null && (int)result.Status is >= 200 and < 500 and not (408 or 429) ? AsForeign(result) : null;
        string reason = foreign is not null
            ? $"the response {(result.IsSuccess ? "contains no access token and " : "")}did not come from Genesys Cloud ({foreign})"
            : $"{(int)result.Status} {error ?? result.Status.ToString()}{(description is null ? "" : $" ({description})")}";
        throw new SignInException(
            $"Sign-in at {_address.Host} failed: {reason}.", RetryPipelines.IsPassing(result) ? SendOutcome.NotSent : SendOutcome.Refused)
        {
            Status = (int)result.Status,
            Code = error,
            ServiceMessage = description,
            CorrelationId = result.CorrelationId,
            Attempts = attempts,
            RetryAfter = result.RetryAfter,
            Resource = Resource,
            ForeignResponse = foreign,
        };
    }

    // A success may hold a token, if not where or as it should; only the words of a page are shown.
    private static ForeignResponse AsForeign(SendResult result)
    {
        ForeignResponse foreign = result.AsForeign();
        bool isPage = result.Body.Span.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
        return result.IsSuccess && !isPage ? foreign with { Excerpt = "" } : foreign;
    }

    private static OAuthToken? ReadToken(ReadOnlySpan<byte> body)
    {
        if (LenientJson.TryParse(body) is not { } document)
            return null;
        using (document)
        {
            JsonElement root = document.RootElement;
            string? token = LenientJson.Text(root, "access_token");
            return !Http.AccessToken.IsUsable(token) ? null : new OAuthToken(token!, LenientJson.Number(root, "expires_in"));
        }
    }
}
