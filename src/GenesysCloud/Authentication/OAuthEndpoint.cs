using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GenesysCloud.Http;
using GenesysCloud.Json;
using GenesysCloud.RateLimiting;
using Polly;

namespace GenesysCloud.Authentication;

/// <summary>What <c>/oauth/token</c> responds.</summary>
/// <param name="AccessToken">The token.</param>
/// <param name="ExpiresIn">Seconds from now; null if the response doesn't say.</param>
/// <param name="RefreshToken">What another one can be had with; null if none came.</param>
internal sealed record OAuthToken(string AccessToken, double? ExpiresIn, string? RefreshToken)
{
    // A record's own ToString would print the tokens.
    public override string ToString() => nameof(OAuthToken);
}

/// <summary>
/// The login host: <c>POST /oauth/token</c>, as the official clients call it. A client with a secret proves itself by Basic
/// authentication; one without names itself in the form.
/// </summary>
/// <remarks>
/// Its errors are OAuth errors (<c>error</c>, <c>error_description</c>), not Genesys error bodies, and its own rate limit responds
/// 400 <c>invalid_request</c> "rate limit exceeded; …" where everyone else says 429.
/// Asking for a token twice does no harm, so everything that may pass is tried again. That holds for codes and refresh tokens too, which
/// can be used once: if the lost response was a token, the second request is refused, and nothing is left that could be lost by it.
/// </remarks>
internal sealed class OAuthEndpoint(
    HttpMessageInvoker http, Uri loginAddress, ResiliencePipeline<SendResult> retry, TimeSpan timeout, ServiceClock time)
{
    internal const string Resource = "POST /oauth/token";

    // A name that was never resolved is likely misspelled; one that was is likely to be resolved again soon.
    private const int FirstNameRetries = 2;

    private readonly Uri _address = new(loginAddress, "oauth/token");
    private volatile bool _wasReached;

    public Task<OAuthToken> GetClientCredentialsTokenAsync(
        ClientCredentials credentials, IClientObserver? observer, CancellationToken cancellationToken) =>
        SendAsync(new Grant(GrantTypes.ClientCredentials, [], [], credentials.ToBasic()), observer, cancellationToken);

    /// <summary>Exchanges an authorization code, which can be done once, for a token.</summary>
    public Task<OAuthToken> ExchangeCodeAsync(
        AuthorizationRequest request, string code, IClientObserver? observer, CancellationToken cancellationToken) =>
        SendAsync(
            new Grant(
                GrantTypes.AuthorizationCode,
                [
                    ("code", code), ("code_verifier", request.Verifier), ("client_id", request.ClientId),
                    ("redirect_uri", request.RedirectUri),
                ],
                [code, request.Verifier]),
            observer,
            cancellationToken);

    /// <summary>Gets another token with a refresh token, which may be of no use afterwards.</summary>
    public Task<OAuthToken> RefreshAsync(
        string clientId, string refreshToken, IClientObserver? observer, CancellationToken cancellationToken) =>
        SendAsync(
            new Grant(GrantTypes.RefreshToken, [("refresh_token", refreshToken), ("client_id", clientId)], [refreshToken]),
            observer,
            cancellationToken);

    private async Task<OAuthToken> SendAsync(Grant grant, IClientObserver? observer, CancellationToken cancellationToken)
    {
        var sender = new RequestSender(http, timeout, time, observer, Resource, "oauth/token");
        var call = new RetryCall(Resource, IsRepeatable: true, observer, MaxRetryAfter: TimeSpan.FromSeconds(60))
        {
            NameRetries = _wasReached ? null : FirstNameRetries,
        };
        SendResult result = await RetryPipelines.SendAsync(retry, call, SendOnceAsync, cancellationToken).ConfigureAwait(false);
        if (result.Failure is null)
            _wasReached = true;
        return Read(result, sender.Attempts, grant.Type);

        Task<SendResult> SendOnceAsync(CancellationToken token) => sender.SendAsync(grant.CreateRequest(_address), token, token);
    }

    private OAuthToken Read(SendResult result, int attempts, string grant)
    {
        if (result.Failure is not null)
        {
            string what = result.Failure is ResponseTooLargeException ? "sent no token" : "could not be reached";
            throw new SignInException($"The login host {_address.Host} {what}: {result.FailureText}.", SendOutcome.NotSent, result.Failure)
            {
                Attempts = attempts,
                Resource = Resource,
                Grant = grant,
            };
        }

        if (result.Status == HttpStatusCode.OK && ReadToken(result.Body.Span) is { } token)
            return token;

        (string? error, string? description) = result.OAuthError;
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
            Grant = grant,
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
            if (!Http.AccessToken.IsUsable(token))
                return null;
            string? refreshToken = LenientJson.Text(root, "refresh_token");
            return new OAuthToken(
                token!, LenientJson.Number(root, "expires_in"), string.IsNullOrEmpty(refreshToken) ? null : refreshToken);
        }
    }

    /// <summary>What is asked with: the form, and for a client with a secret the header. Not a record, which would print both.</summary>
    private sealed class Grant(
        string type, IReadOnlyList<(string Name, string Value)> parameters, IReadOnlyList<string> secrets, string? basic = null)
    {
        private readonly byte[] _form = Encoding.ASCII.GetBytes(
            $"grant_type={type}" +
            string.Concat(parameters.Select(parameter => $"&{parameter.Name}={Uri.EscapeDataString(parameter.Value)}")));

        public string Type => type;

        public HttpRequestMessage CreateRequest(Uri address)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new TrackedContent(_form, "application/x-www-form-urlencoded"),
            };
            RequestSecrets.AddTo(request, secrets);
            if (basic is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
            return request;
        }
    }
}
