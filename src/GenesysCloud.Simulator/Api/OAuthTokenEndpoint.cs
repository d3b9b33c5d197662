using System.Text;
using System.Text.Json;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace GenesysCloud.Simulator.Api;

/// <summary>
/// <c>/oauth/token</c> of the login host, for three grants. The errors of the grants <c>authorization_code</c> and <c>refresh_token</c>
/// have the codes of the OAuth standard; the texts of the real service are not known.
/// </summary>
internal static class OAuthTokenEndpoint
{
    public static void Issue(CloudState cloud, RequestContext context)
    {
        Dictionary<string, StringValues> form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(context.RequestBody.Span));
        if (!context.HasContentType("application/x-www-form-urlencoded") || !form.TryGetValue("grant_type", out StringValues grant))
        {
            context.WriteOAuthError(400, "invalid_request", "grant_type is required");
            return;
        }

        IssuedToken? token = grant.ToString() switch
        {
            "client_credentials" => IssueToClient(cloud, context),
            "authorization_code" => Exchange(cloud, context, form),
            "refresh_token" => Refresh(cloud, context, form),
            _ => Refuse(context, 400, "unsupported_grant_type", "grant type not supported"),
        };
        if (token is not null)
            Write(context, token);
    }

    private static IssuedToken? IssueToClient(CloudState cloud, RequestContext context)
    {
        (string id, string secret) = Credentials(context);
        if (FindClient(cloud, context, id, ClientGrant.ClientCredentials) is not { } client)
            return null;
        if (client.Secret != secret)
            return Refuse(context, 401, "invalid_client", "authentication failed");
        return IsWithinLimit(cloud, context, client) ? cloud.Tokens.Issue(client, cloud.Settings.TokenLifetime) : null;
    }

    private static IssuedToken? Exchange(CloudState cloud, RequestContext context, Dictionary<string, StringValues> form)
    {
        if (FindClient(cloud, context, PublicClientId(context, form), ClientGrant.Code) is not { } client
            || !IsWithinLimit(cloud, context, client))
        {
            return null;
        }

        // A code is used up by any attempt to exchange it: whoever fails may have stolen it.
        if (cloud.Codes.Redeem(form.GetValueOrDefault("code").ToString()) is not { } grant || grant.Client != client)
            return Refuse(context, 400, "invalid_grant", "the authorization code is not valid");
        if (form.GetValueOrDefault("redirect_uri") != grant.RedirectUri)
            return Refuse(context, 400, "invalid_grant", "redirect_uri does not match");
        if (!grant.IsProvenBy(form.GetValueOrDefault("code_verifier").ToString()))
            return Refuse(context, 400, "invalid_grant", "code_verifier does not match");
        return cloud.Tokens.Issue(client, cloud.Settings.TokenLifetime, grant.User, cloud.Settings.RefreshTokens);
    }

    private static IssuedToken? Refresh(CloudState cloud, RequestContext context, Dictionary<string, StringValues> form)
    {
        if (FindClient(cloud, context, PublicClientId(context, form), ClientGrant.Code) is not { } client
            || !IsWithinLimit(cloud, context, client))
        {
            return null;
        }

        if (cloud.Tokens.Refresh(form.GetValueOrDefault("refresh_token").ToString()) is not { } old || old.Client != client)
            return Refuse(context, 400, "invalid_grant", "the refresh token is not valid");
        return cloud.Tokens.Issue(client, cloud.Settings.TokenLifetime, old.User, refreshable: true);
    }

    private static SimulatedClient? FindClient(CloudState cloud, RequestContext context, string id, ClientGrant grant)
    {
        SimulatedClient? client = cloud.Tokens.Client(id);
        if (client is null)
        {
            context.WriteOAuthError(400, "invalid_client", "client not found");
            return null;
        }

        context.Client = client;
        if (client.Grant == grant)
            return client;
        context.WriteOAuthError(400, "unauthorized_client", "the client is not authorized for this grant type");
        return null;
    }

    private static bool IsWithinLimit(CloudState cloud, RequestContext context, SimulatedClient client)
    {
        if (cloud.Settings.TokenRequestLimit is not { } limit
            || cloud.Tokens.TokenRequestWindow(client).TryAcquire(cloud.Time, limit, cloud.Settings, out RateLimitStatus status))
        {
            return true;
        }

        context.WriteOAuthError(400, "invalid_request", $"rate limit exceeded; retry in {status.ResetSeconds} seconds");
        return false;
    }

    private static IssuedToken? Refuse(RequestContext context, int status, string error, string description)
    {
        context.WriteOAuthError(status, error, description);
        return null;
    }

    private static void Write(RequestContext context, IssuedToken token)
    {
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteString("access_token"u8, token.Text);
        if (token.RefreshToken is { } refreshToken)
            json.WriteString("refresh_token"u8, refreshToken);
        json.WriteString("token_type"u8, "bearer"u8);
        json.WriteNumber("expires_in"u8, (long)token.Lifetime.TotalSeconds);
        json.WriteEndObject();
    }

    /// <summary>
    /// The client of a grant without a secret: in the form, or, as the official command-line client sends it, in the header.
    /// </summary>
    private static string PublicClientId(RequestContext context, Dictionary<string, StringValues> form) =>
        form.TryGetValue("client_id", out StringValues id) ? id.ToString() : Credentials(context).Id;

    private static (string Id, string Secret) Credentials(RequestContext context)
    {
        const string Scheme = "Basic ";
        string authorization = context.Http.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return ("", "");
        ReadOnlySpan<char> encoded = authorization.AsSpan(Scheme.Length);
        byte[] bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64Chars(encoded, bytes, out int length))
            return ("", "");
        string pair = Encoding.UTF8.GetString(bytes, 0, length);
        int colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (pair, "") : (pair[..colon], pair[(colon + 1)..]);
    }
}
