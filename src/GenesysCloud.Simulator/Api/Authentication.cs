using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;

namespace GenesysCloud.Simulator.Api;

/// <summary>Checks the access token of a request, and what its OAuth client may do.</summary>
internal static class Authentication
{
    private const string Scheme = "Bearer ";

    /// <summary>The token of the request; null if it has no valid one, and then a 401 is written.</summary>
    public static IssuedToken? Authenticate(CloudState cloud, RequestContext context)
    {
        string authorization = context.Http.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            context.WriteError(401, "authentication.required", "No authentication bearer token specified in authorization header.");
            return null;
        }

        IssuedToken? token = cloud.Tokens.Find(authorization.AsSpan(Scheme.Length));
        if (token is null)
        {
            context.WriteError(401);
            return null;
        }

        context.Client = token.Client;
        if (cloud.Time.GetElapsedTime(token.Issued) >= token.Lifetime)
        {
            context.WriteError(401, "credentials.expired", "The supplied credentials are expired and cannot be used.");
            return null;
        }

        context.Token = token;
        return token;
    }

    /// <summary>Whether the client has the permission; if not, a 403 is written.</summary>
    public static bool TryAuthorize(this RequestContext context, string permission)
    {
        if (context.Client!.Permissions.Contains(permission))
            return true;
        context.WritePermissionError(permission);
        return false;
    }
}
