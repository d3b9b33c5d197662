using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace GenesysCloud.Simulator.Api;

/// <summary>
/// <c>/oauth/authorize</c> of the login host: where a browser is sent to sign in. There is no page: the user approves at once, or the
/// setting <c>authorizationError</c> says why not.
/// </summary>
internal static class OAuthAuthorizeEndpoint
{
    public static void Authorize(CloudState cloud, RequestContext context)
    {
        IQueryCollection query = context.Http.Request.Query;
        if (cloud.Tokens.Client(query["client_id"].ToString()) is not { } client)
        {
            context.WriteOAuthError(400, "invalid_client", "client not found");
            return;
        }

        context.Client = client;
        string redirectUri = query["redirect_uri"].ToString();
        if (!client.AllowsRedirectTo(redirectUri))
        {
            // Never redirected to: it may be anyone's.
            context.WriteOAuthError(400, "invalid_request", "redirect_uri is not registered for this client");
            return;
        }

        string challenge = query["code_challenge"].ToString();
        (string Error, string Description)? problem =
            client.Grant != ClientGrant.Code ? ("unauthorized_client", "the client is not authorized for this grant type")
            : query["response_type"] != "code" ? ("unsupported_response_type", "response_type must be code")
            : query["code_challenge_method"] != "S256" || challenge.Length != 43
                ? ("invalid_pkce_package", "code_challenge and code_challenge_method S256 are required")
            : cloud.Settings.AuthorizationError is { } error ? (error, Description(error))
            : null;

        string state = query["state"].ToString();
        var parameters = new Dictionary<string, string?>();
        if (problem is { } refused)
            (parameters["error"], parameters["error_description"]) = refused;
        else
            parameters["code"] = cloud.Codes.Issue(client, SimulatedUser.Operator, redirectUri, challenge);
        if (state.Length > 0)
            parameters["state"] = state;
        context.StartResponse(302);
        context.Location = QueryHelpers.AddQueryString(redirectUri, parameters);
    }

    private static string Description(string error) =>
        error == "access_denied" ? "the user denied the request" : $"the request ended with {error}";
}
