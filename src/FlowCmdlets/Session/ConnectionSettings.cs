using System.Management.Automation;
using System.Security;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Profiles;
using GenesysCloud;
using GenesysCloud.Authentication;

namespace FlowCmdlets.Session;

/// <summary>Where to sign in and as whom, gathered from parameters, the environment, and a profile.</summary>
internal sealed record ConnectionSettings
{
    private const string AccessTokenVariable = "GENESYSCLOUD_ACCESS_TOKEN";

    // The names of the official command line client, and those of tutorials, which some scripts still set.
    private static readonly string[] s_idVariables = ["GENESYSCLOUD_OAUTHCLIENT_ID", "GENESYS_CLOUD_CLIENT_ID"];
    private static readonly string[] s_secretVariables =
        ["GENESYSCLOUD_OAUTHCLIENT_SECRET", "GENESYS_CLOUD_CLIENT_SECRET", "GENESYS_CLOUD_SECRET"];
    private static readonly string[] s_regionVariables = ["GENESYSCLOUD_REGION", "GENESYS_CLOUD_REGION", "GENESYS_CLOUD_ENVIRONMENT"];

    private readonly string? _emptyVariable;

    private ConnectionSettings(ConnectionSources sources, string? region)
    {
        Setting? setting = sources.Find("Region", region, s_regionVariables, "environment");
        Region = setting is null ? GenesysCloudRegion.Default
            : GenesysCloudRegion.TryParse(setting.Value, out GenesysCloudRegion? parsed, out string? problem) ? parsed
            : throw Errors.RegionInvalid(setting.Value, problem, setting.Source);
        RegionSource = setting?.Source ?? ConnectionOrigin.Default;
        RegionOrigin = setting?.Origin;
        _emptyVariable = setting is null ? sources.FindEmpty(s_regionVariables) : null;
        if (setting is { Origin: SettingOrigin.Environment } && sources.Profile?["environment"] is { } other && other != setting.Value)
            Overriding = [setting.Source];
    }

    public GenesysCloudRegion Region { get; }

    /// <summary>For people: the parameter, variable, or profile that the region comes from.</summary>
    public string RegionSource { get; }

    /// <summary>The same for comparisons; null for the default.</summary>
    public SettingOrigin? RegionOrigin { get; }

    public ClientCredentials? Credentials { get; private init; }

    public string? AccessToken { get; private init; }

    /// <summary>For people: what <see cref="Credentials"/> or <see cref="AccessToken"/> come from.</summary>
    public required string CredentialSource { get; init; }

    /// <summary>Where all of it comes from.</summary>
    public ConnectionOrigin Origin => new(RegionSource, CredentialSource) { EmptyVariable = _emptyVariable };

    /// <summary>The environment variables that were used although the profile has something else.</summary>
    public IReadOnlyList<string> Overriding { get; private init; } = [];

    // Also keeps a generated ToString from printing the token.
    public override string ToString() => Region.Name;

    /// <exception cref="CmdletErrorException">The region is not one, or a part of the credential is empty.</exception>
    public static ConnectionSettings FromCredential(ConnectionSources sources, string? region, PSCredential credential) =>
        new(sources, region) { Credentials = Pair(credential.UserName, credential.Password), CredentialSource = "-Credential" };

    /// <summary>From <c>-ClientId</c> and <c>-ClientSecret</c>; one that is null is looked up as without parameters.</summary>
    /// <exception cref="CmdletErrorException">The region is not one, or a part is missing or empty.</exception>
    public static ConnectionSettings FromClient(ConnectionSources sources, string? region, string? clientId, SecureString? secret)
    {
        Setting id = FindId(sources, clientId, "ClientSecret");
        if (secret is not null)
        {
            var given = new ConnectionSettings(sources, region)
            {
                Credentials = Pair(id.Value, secret),
                CredentialSource = id.Origin == SettingOrigin.Parameter ? id.Source : $"{id.Source}, -ClientSecret",
            };
            return given.Naming(sources.Profile, id);
        }

        Setting kept = sources.Find("ClientSecret", null, s_secretVariables, "client_secret")
            ?? throw Errors.ClientIncomplete("ClientSecret", "ClientId", s_secretVariables[0]);
        return FromPair(sources, region, id, kept);
    }

    /// <summary>Without credentials: the user has them.</summary>
    /// <exception cref="CmdletErrorException">The region is not one.</exception>
    public static ConnectionSettings FromBrowser(ConnectionSources sources, string? region) =>
        new(sources, region) { CredentialSource = "-Interactive" };

    /// <summary>The id of an OAuth client; one that is null is looked up.</summary>
    /// <param name="sources">The environment and the profile.</param>
    /// <param name="clientId">The parameter; null if it wasn't given.</param>
    /// <param name="given">The parameter that needs an id.</param>
    /// <exception cref="CmdletErrorException">There is none.</exception>
    public static string FindClientId(ConnectionSources sources, string? clientId, string given) =>
        FindId(sources, clientId, given) is { Value.Length: > 0 } id ? id.Value : throw Errors.CredentialsEmpty("client ID");

    /// <exception cref="CmdletErrorException">The region is not one, or the token is empty or can't be one.</exception>
    public static ConnectionSettings FromAccessToken(ConnectionSources sources, string? region, SecureString token)
    {
        string text = SecretText.Reveal(token);
        return text.Length == 0
            ? throw Errors.CredentialsEmpty("access token")
            : new(sources, region) { AccessToken = Usable(text), CredentialSource = "-AccessToken" };
    }

    /// <summary>Without parameters for the credentials.</summary>
    /// <param name="sources">The environment and the profile.</param>
    /// <param name="region">The parameter; null if it wasn't given.</param>
    /// <param name="now">The present time, by which a kept token may have expired.</param>
    /// <exception cref="CmdletErrorException">The region is not one, or credentials are missing.</exception>
    public static ConnectionSettings FromSources(ConnectionSources sources, string? region, DateTimeOffset now)
    {
        Setting? token = sources.Find("AccessToken", null, [AccessTokenVariable], "access_token");
        Setting? id = sources.Find("ClientId", null, s_idVariables, "client_credentials");
        Setting? secret = sources.Find("ClientSecret", null, s_secretVariables, "client_secret");

        // A client of the environment goes before a token of the profile: the environment goes before the profile.
        bool isOverridden = token is { Origin: SettingOrigin.Profile }
            && (id, secret) is ({ Origin: SettingOrigin.Environment }, { Origin: SettingOrigin.Environment });
        if (token is not null && !isOverridden)
            return FromToken(sources, region, token);

        // A new token, which can be renewed, is better than one that the official client kept.
        if (id is not null && secret is not null && (sources.Profile is not { UsesBrowser: true } || id.Origin != SettingOrigin.Profile))
            return FromPair(sources, region, id, secret);

        return sources.Profile is not { } profile ? throw Errors.EnvironmentIncomplete(Missing(id, secret), AccessTokenVariable)
            : profile.CachedToken(now) is { } kept
            ? FromToken(sources, region, new Setting(kept, profile.Source, SettingOrigin.Profile))
            : profile.UsesBrowser ? throw Errors.ProfileNeedsBrowser(profile.Name, profile.File, id?.Value)
            : throw Errors.ProfileIncomplete(profile.Name, profile.File, MissingKeys(id, secret), CliProfileFile.NamesBeside(profile));
    }

    private static Setting FindId(ConnectionSources sources, string? clientId, string given) =>
        sources.Find("ClientId", clientId, s_idVariables, "client_credentials")
            ?? throw Errors.ClientIncomplete("ClientId", given, s_idVariables[0]);

    private static ConnectionSettings FromPair(ConnectionSources sources, string? region, Setting id, Setting secret)
    {
        var settings = new ConnectionSettings(sources, region)
        {
            Credentials = Pair(id.Value, secret.Value),
            CredentialSource = Join(id, secret),
        };
        return settings.Naming(sources.Profile, id, secret);
    }

    private static ConnectionSettings FromToken(ConnectionSources sources, string? region, Setting token)
    {
        var settings = new ConnectionSettings(sources, region) { AccessToken = Usable(token.Value), CredentialSource = token.Source };
        return settings.Naming(sources.Profile, token);
    }

    private static string[] Missing(Setting? id, Setting? secret) =>
        [.. new[] { id is null ? s_idVariables[0] : null, secret is null ? s_secretVariables[0] : null }.OfType<string>()];

    private static string[] MissingKeys(Setting? id, Setting? secret) =>
        [.. new[] { id is null ? "client_credentials" : null, secret is null ? "client_secret" : null }.OfType<string>()];

    private static string Usable(string token) => GenesysCloud.Http.AccessToken.IsUsable(token) ? token : throw Errors.AccessTokenInvalid();

    private static ClientCredentials Pair(string clientId, SecureString secret) => string.IsNullOrWhiteSpace(clientId)
        ? throw Errors.CredentialsEmpty("client ID")
        : SecretText.Pair(clientId, secret) ?? throw Errors.CredentialsEmpty("client secret");

    private static ClientCredentials Pair(string clientId, string secret) => clientId.Length == 0
        ? throw Errors.CredentialsEmpty("client ID")
        : new ClientCredentials(clientId, secret);

    // Both from parameters, both from the environment, or both from the profile: one name says it.
    private static string Join(Setting id, Setting secret) => id.Origin == secret.Origin ? id.Source : $"{id.Source}, {secret.Source}";

    private ConnectionSettings Naming(CliProfile? profile, params Setting[] credentials) => profile is not { HasCredentials: true }
        ? this
        : this with
        {
            Overriding =
            [
                .. Overriding,
                .. credentials.Where(setting => setting.Origin == SettingOrigin.Environment).Select(setting => setting.Source),
            ],
        };
}
