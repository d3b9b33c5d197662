using System.Management.Automation;
using System.Net;
using System.Runtime.InteropServices;
using System.Security;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Authentication;
using GenesysCloud.Http;

namespace FlowCmdlets.Session;

/// <summary>Where to sign in and as whom, gathered from parameters or from the environment.</summary>
internal sealed record ConnectionSettings(GenesysCloudRegion Region, ClientCredentials? Credentials, string? AccessToken)
{
    private const string AccessTokenVariable = "GENESYSCLOUD_ACCESS_TOKEN";

    // The names of the official command line client, and the older ones that some scripts still set.
    private static readonly string[] s_idVariables = ["GENESYSCLOUD_OAUTHCLIENT_ID", "GENESYS_CLOUD_CLIENT_ID"];
    private static readonly string[] s_secretVariables = ["GENESYSCLOUD_OAUTHCLIENT_SECRET", "GENESYS_CLOUD_CLIENT_SECRET"];
    private static readonly string[] s_regionVariables = ["GENESYSCLOUD_REGION", "GENESYS_CLOUD_REGION"];

    // Also keeps a generated ToString from printing the token.
    public override string ToString() => Region.Name;

    /// <exception cref="CmdletErrorException">The region is not one.</exception>
    public static ConnectionSettings FromCredential(string? region, PSCredential credential) =>
        new(ReadRegion(region), Credential(credential.UserName, credential.Password), null);

    /// <exception cref="CmdletErrorException">The region is not one.</exception>
    public static ConnectionSettings FromClient(string? region, string clientId, SecureString secret) =>
        new(ReadRegion(region), Credential(clientId, secret), null);

    /// <exception cref="CmdletErrorException">The region is not one.</exception>
    public static ConnectionSettings FromAccessToken(string? region, SecureString token)
    {
        // A token read from a file often ends in a line break.
        string text = Reveal(token).Trim();
        return text.Length == 0 ? throw Errors.CredentialsEmpty("access token") : new(ReadRegion(region), null, Usable(text));
    }

    /// <summary>Without credentials: the user has them.</summary>
    /// <exception cref="CmdletErrorException">The region is not one.</exception>
    public static ConnectionSettings FromBrowser(string? region) => new(ReadRegion(region), null, null);

    /// <exception cref="CmdletErrorException">The region is not one, or variables are missing.</exception>
    public static ConnectionSettings FromEnvironment(string? region)
    {
        if (Read([AccessTokenVariable]) is { } token)
            return new(ReadRegion(region), null, Usable(token));

        string? id = Read(s_idVariables);
        string? secret = Read(s_secretVariables);
        if (id is null || secret is null)
        {
            throw Errors.EnvironmentIncomplete(
                missing: [.. new[] { id is null ? s_idVariables[0] : null, secret is null ? s_secretVariables[0] : null }.OfType<string>()],
                AccessTokenVariable);
        }

        return new(ReadRegion(region), new ClientCredentials(id, secret), null);
    }

    private static string Usable(string token) => GenesysCloud.Http.AccessToken.IsUsable(token) ? token : throw Errors.AccessTokenInvalid();

    private static GenesysCloudRegion ReadRegion(string? region)
    {
        if (ConnectionSources.OfProcess.Find("Region", region, s_regionVariables) is not { } setting)
            return GenesysCloudRegion.Default;
        return GenesysCloudRegion.TryParse(setting.Value, out GenesysCloudRegion? parsed, out string? problem)
            ? parsed
            : throw Errors.RegionInvalid(setting.Value, problem);
    }

    private static ClientCredentials Credential(string clientId, SecureString secret)
    {
        if (string.IsNullOrWhiteSpace(clientId))
            throw Errors.CredentialsEmpty("client ID");
        if (secret.Length == 0)
            throw Errors.CredentialsEmpty("client secret");

        // A string could not be overwritten.
        char[] characters = new char[secret.Length];
        IntPtr copy = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            Marshal.Copy(copy, characters, 0, characters.Length);
            return new ClientCredentials(clientId, characters);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(copy);
            Array.Clear(characters);
        }
    }

    private static string? Read(string[] names) => ConnectionSources.OfProcess.Find("", null, names)?.Value;

    private static string Reveal(SecureString secret) => new NetworkCredential("", secret).Password;
}
