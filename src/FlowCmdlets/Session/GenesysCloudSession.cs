using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace FlowCmdlets.Session;

/// <summary>
/// A signed-in client of one organization, as a person sees it. It may be used from any runspace and thread; it shows neither token nor
/// secret.
/// </summary>
public sealed class GenesysCloudSession
{
    internal GenesysCloudSession(GenesysCloudClient client, bool ownsToken, ConnectionOrigin? origin = null, string? name = null)
    {
        Client = client;
        OwnsToken = ownsToken;
        Name = name;
        Origin = origin ?? new ConnectionOrigin(ConnectionOrigin.Default, Credential: null);
        ConnectedAt = client.TimeProvider.GetUtcNow().LocalDateTime;
    }

    /// <summary>The name given by <c>Connect-GenesysCloud -Name</c>; null if none was.</summary>
    public string? Name { get; }

    /// <summary>Whether cmdlets of the calling runspace use this session when none is specified.</summary>
    public bool IsDefault => ReferenceEquals(DefaultSession.Current, this);

    /// <summary>The region's AWS name, or the base address's host.</summary>
    public string Region => Client.Region.Name;

    /// <summary>
    /// What the region comes from: a parameter (<c>-Region</c>), an environment variable, a profile (<c>profile 'DEFAULT'</c>), or
    /// <c>default</c>.
    /// </summary>
    public string RegionSource => Origin.Region;

    /// <summary>Host and port of the private gateway that requests go to; null if there is none.</summary>
    public string? Gateway => Client.Region.Gateway?.ToString();

    /// <summary>
    /// The proxy that requests to the API host go through, such as <c>http://proxy.example:8080/</c>, without its credentials; null if
    /// there is none.
    /// </summary>
    public string? Proxy => Client.ProxyFor(Client.Region.ApiAddress)?.ToString();

    /// <summary>The organization's name; null if the token may not read it.</summary>
    public string? Organization => Client.Organization?.Name;

    /// <summary>The organization's id; null if the token may not read it.</summary>
    public string? OrganizationId => Client.Organization?.Id;

    /// <summary>The OAuth client's id; null for an existing token.</summary>
    public string? ClientId => Client.ClientId;

    /// <summary>What the credentials come from, as <see cref="RegionSource"/>; null if unknown.</summary>
    public string? CredentialSource => Origin.Credential;

    /// <summary>How this session was signed in.</summary>
    public SignInMethod SignIn { get; internal init; }

    /// <summary>When this session was opened, local time.</summary>
    public DateTime ConnectedAt { get; }

    /// <summary>
    /// How many tokens of the OAuth client the session can use, each with a rate limit of its own; 1 unless specified. Further ones are
    /// requested when the rate limit holds requests back.
    /// </summary>
    public int TokenPoolSize => Client.TokenPoolSize;

    /// <summary>
    /// When the present token ends, or the first of several, local time; null if unknown. It is renewed before that, if it can be.
    /// </summary>
    public DateTime? TokenExpiresAt => Client.TokenExpiresAt?.LocalDateTime;

    /// <summary>Requests allowed in the present window of the rate limit, of all tokens together.</summary>
    public int RequestsAllowed => Client.RateLimitQuota.Allowed;

    /// <summary>
    /// Where <see cref="RequestsAllowed"/> comes from: <c>Reported</c> by Genesys Cloud in its responses, or <c>Assumed</c> to be the
    /// documented default while its responses do not say.
    /// </summary>
    public RateLimitSource RateLimitSource => Client.RateLimitQuota.FromServer ? RateLimitSource.Reported : RateLimitSource.Assumed;

    /// <summary>Requests left in it.</summary>
    public int RequestsLeft => Client.RateLimitQuota.Remaining;

    /// <summary>When the window ends, local time.</summary>
    public DateTime QuotaResetsAt => Client.RateLimitQuota.ResetsAt.LocalDateTime;

    /// <summary>False after <c>Disconnect-GenesysCloud</c>.</summary>
    public bool IsConnected { get; private set; } = true;

    internal GenesysCloudClient Client { get; }

    internal ConnectionOrigin Origin { get; }

    /// <summary>Whether the token was got by this session, so that it may end it.</summary>
    internal bool OwnsToken { get; }

    /// <summary>The script block that renews the token; null if there is none.</summary>
    internal TokenRenewalScript? Renewal { get; init; }

    /// <inheritdoc />
    public override string ToString() => DisplayText.OneLine(
        $"{(Name is null ? "" : $"{Name}: ")}{(Organization is null ? Region : $"{Organization} ({Region})")}");

    internal void Close()
    {
        IsConnected = false;
        Client.Dispose();
    }
}
