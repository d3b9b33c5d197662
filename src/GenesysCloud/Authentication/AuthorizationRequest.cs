using System.Security.Cryptography;
using System.Text;

namespace GenesysCloud.Authentication;

/// <summary>
/// One request for an authorization code, with PKCE (RFC 7636): whoever intercepts the code can't exchange it, since only this process
/// knows the verifier.
/// </summary>
internal sealed class AuthorizationRequest
{
    internal const string Resource = "GET /oauth/authorize";

    /// <param name="loginAddress">The login host; ends with a slash.</param>
    /// <param name="signIn">Who signs in.</param>
    /// <param name="redirectUri">Where the browser is sent with the code.</param>
    public AuthorizationRequest(Uri loginAddress, BrowserSignIn signIn, string redirectUri)
    {
        ClientId = signIn.ClientId;
        RedirectUri = redirectUri;
        // 86 and 43 characters; a verifier has 43 to 128.
        Verifier = Base64Url(signIn.RandomBytes(64));
        State = Base64Url(signIn.RandomBytes(32));
        string challenge = Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        Address = new Uri(
            loginAddress,
            $"oauth/authorize?response_type=code&client_id={Uri.EscapeDataString(ClientId)}" +
            $"&redirect_uri={Uri.EscapeDataString(RedirectUri)}&code_challenge={challenge}&code_challenge_method=S256&state={State}");
    }

    /// <summary>The OAuth client's ID.</summary>
    public string ClientId { get; }

    /// <summary>Where the browser is sent with the code; the same text in both requests.</summary>
    public string RedirectUri { get; }

    /// <summary>What the code is exchanged with. Secret.</summary>
    public string Verifier { get; }

    /// <summary>Comes back with the code, so that no one else's code is taken for the user's.</summary>
    public string State { get; }

    /// <summary>What the user opens. Holds no secret: it is of no use to anybody else.</summary>
    public Uri Address { get; }

    public override string ToString() => nameof(AuthorizationRequest);

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
