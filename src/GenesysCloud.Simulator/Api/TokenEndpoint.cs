using System.Text;
using System.Text.Json;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace GenesysCloud.Simulator.Api;

/// <summary><c>/oauth/token</c> of the login host and <c>/api/v2/tokens/me</c>.</summary>
internal static class TokenEndpoint
{
    public static void Issue(CloudState cloud, RequestContext context)
    {
        Dictionary<string, StringValues> form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(context.RequestBody.Span));
        if (!context.HasContentType("application/x-www-form-urlencoded") || !form.TryGetValue("grant_type", out StringValues grant))
        {
            WriteOAuthError(context, 400, "invalid_request", "grant_type is required");
            return;
        }

        if (grant != "client_credentials")
        {
            WriteOAuthError(context, 400, "unsupported_grant_type", "grant type not supported");
            return;
        }

        (string id, string secret) = Credentials(context.Http.Request.Headers.Authorization.ToString());
        SimulatedClient? client = cloud.Tokens.Client(id);
        if (client is null)
        {
            WriteOAuthError(context, 400, "invalid_client", "client not found");
            return;
        }

        context.Client = client;
        if (client.Secret != secret)
        {
            WriteOAuthError(context, 401, "invalid_client", "authentication failed");
            return;
        }

        if (cloud.Settings.TokenRequestLimit is { } limit
            && !cloud.Tokens.TokenRequestWindow(client).TryAcquire(cloud.Time, limit, cloud.Settings, out RateLimitStatus status))
        {
            WriteOAuthError(context, 400, "invalid_request", $"rate limit exceeded; retry in {status.ResetSeconds} seconds");
            return;
        }

        IssuedToken token = cloud.Tokens.Issue(client, cloud.Settings.TokenLifetime);
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteString("access_token"u8, token.Text);
        json.WriteString("token_type"u8, "bearer"u8);
        json.WriteNumber("expires_in"u8, (long)token.Lifetime.TotalSeconds);
        json.WriteEndObject();
    }

    public static void Me(CloudState cloud, RequestContext context)
    {
        switch (context.Method)
        {
            case "HEAD":
                context.StartResponse(200);
                break;
            case "DELETE":
                cloud.Tokens.Revoke(context.Token!);
                context.StartResponse(200);
                break;
            case "GET":
                WriteTokenInfo(cloud, context);
                break;
            default:
                context.WriteError(405);
                break;
        }
    }

    private static void WriteTokenInfo(CloudState cloud, RequestContext context)
    {
        string id = cloud.Organization.Id;
        string name = cloud.Organization.Name;
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteReference("organization"u8, id, name);
        json.WriteReference("homeOrganization"u8, id, name);
        json.WriteStartArray("authorizedScope"u8);
        json.WriteEndArray();
        json.WriteStartObject("OAuthClient"u8);
        json.WriteString("id"u8, context.Client!.Id);
        json.WriteString("name"u8, context.Client.Name);
        json.WriteString("authorizedGrantType"u8, "CLIENT-CREDENTIALS"u8);
        json.WriteStartArray("scope"u8);
        json.WriteEndArray();
        json.WriteString("state"u8, "active"u8);
        json.WriteReference("organization"u8, id, name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static (string Id, string Secret) Credentials(string authorization)
    {
        const string Scheme = "Basic ";
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

    /// <summary>Writes an error in the format of the login host: not an ErrorBody, and with the description under two names.</summary>
    private static void WriteOAuthError(RequestContext context, int status, string error, string description)
    {
        Utf8JsonWriter json = context.StartResponse(status);
        json.WriteStartObject();
        json.WriteString("error"u8, error);
        json.WriteString("description"u8, description);
        json.WriteString("error_description"u8, description);
        json.WriteEndObject();
    }
}
