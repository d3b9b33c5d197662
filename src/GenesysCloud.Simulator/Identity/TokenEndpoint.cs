using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace GenesysCloud.Simulator;

/// <summary><c>/oauth/token</c> of the login host and <c>/api/v2/tokens/me</c>.</summary>
internal static class TokenEndpoint
{
    public static void Issue(CloudState cloud, Exchange exchange)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(exchange.RequestBody.Span));
        if (!exchange.Is("application/x-www-form-urlencoded") || !form.TryGetValue("grant_type", out var grant))
        {
            RefuseGrant(exchange, 400, "invalid_request", "grant_type is required");
            return;
        }
        if (grant != "client_credentials")
        {
            RefuseGrant(exchange, 400, "unsupported_grant_type", "grant type not supported");
            return;
        }
        var (id, secret) = Credentials(exchange.Http.Request.Headers.Authorization.ToString());
        var client = cloud.Tokens.Client(id);
        if (client is null)
        {
            RefuseGrant(exchange, 400, "invalid_client", "client not found");
            return;
        }
        exchange.Client = client;
        if (client.Secret != secret)
        {
            RefuseGrant(exchange, 401, "invalid_client", "authentication failed");
            return;
        }
        if (cloud.Settings.TokenRequestLimit is { } limit
            && !cloud.Tokens.RequestsOf(client).TrySpend(cloud.Time, limit, cloud.Settings, out var budget))
        {
            RefuseGrant(exchange, 400, "invalid_request", $"rate limit exceeded; retry in {budget.ResetSeconds} seconds");
            return;
        }
        var token = cloud.Tokens.Issue(client, cloud.Settings.TokenLifetime);
        var json = exchange.Answering(200);
        json.WriteStartObject();
        json.WriteString("access_token"u8, token.Text);
        json.WriteString("token_type"u8, "bearer"u8);
        json.WriteNumber("expires_in"u8, (long)token.Lifetime.TotalSeconds);
        json.WriteEndObject();
    }

    public static void Me(CloudState cloud, Exchange exchange)
    {
        switch (exchange.Method)
        {
            case "HEAD":
                exchange.Answering(200);
                break;
            case "DELETE":
                cloud.Tokens.End(exchange.Token!);
                exchange.Answering(200);
                break;
            case "GET":
                WriteTokenInfo(cloud, exchange);
                break;
            default:
                exchange.Refuse(405);
                break;
        }
    }

    private static void WriteTokenInfo(CloudState cloud, Exchange exchange)
    {
        var (id, name) = (cloud.Organization.Id, cloud.Organization.Name);
        var json = exchange.Answering(200);
        json.WriteStartObject();
        json.WriteReference("organization"u8, id, name);
        json.WriteReference("homeOrganization"u8, id, name);
        json.WriteStartArray("authorizedScope"u8);
        json.WriteEndArray();
        json.WriteStartObject("OAuthClient"u8);
        json.WriteString("id"u8, exchange.Client!.Id);
        json.WriteString("name"u8, exchange.Client.Name);
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
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return ("", "");
        var encoded = authorization.AsSpan(Scheme.Length);
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64Chars(encoded, bytes, out var length)) return ("", "");
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (pair, "") : (pair[..colon], pair[(colon + 1)..]);
    }

    /// <summary>The login host's own error shape, with its description under both names; not an ErrorBody.</summary>
    private static void RefuseGrant(Exchange exchange, int status, string error, string description)
    {
        var json = exchange.Answering(status);
        json.WriteStartObject();
        json.WriteString("error"u8, error);
        json.WriteString("description"u8, description);
        json.WriteString("error_description"u8, description);
        json.WriteEndObject();
    }
}
