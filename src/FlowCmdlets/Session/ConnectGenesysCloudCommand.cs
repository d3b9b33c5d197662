using System.Management.Automation;
using System.Security;
using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Authentication;
using GenesysCloud.RateLimiting;

namespace FlowCmdlets.Session;

/// <summary>Signs in to Genesys Cloud and makes the session the default of this runspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "GenesysCloud", DefaultParameterSetName = FromEnvironment)]
[OutputType(typeof(GenesysCloudSession))]
public sealed partial class ConnectGenesysCloudCommand : GenesysCmdlet
{
    private const string FromEnvironment = "Environment";
    private const string FromCredential = "Credential";
    private const string FromClient = "Client";
    private const string FromAccessToken = "AccessToken";

    /// <summary>AWS region (<c>eu-central-1</c>), domain (<c>mypurecloud.de</c>) or base address; else environment, profile, us-east-1.
    /// </summary>
    [Parameter(Position = 0, HelpMessage = "Specifies the AWS region, Genesys Cloud domain, or HTTPS base URL.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The OAuth client: its id as user name, its secret as password.</summary>
    [Parameter(
        Mandatory = true, ParameterSetName = FromCredential,
        HelpMessage = "Specifies the OAuth client ID as the user name and the client secret as the password.")]
    [ClientCredentialTransformation]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>The OAuth client's id.</summary>
    /// <remarks>Not mandatory, as its secret: the engine would ask for the missing one, and a scheduled job would wait for ever.</remarks>
    [Parameter(ParameterSetName = FromClient, HelpMessage = "Specifies the ID of the OAuth client.")]
    [Parameter(ParameterSetName = FromBrowser, HelpMessage = "Specifies the ID of the OAuth client.")]
    public string? ClientId { get; set; }

    /// <summary>The OAuth client's secret.</summary>
    [Parameter(ParameterSetName = FromClient, HelpMessage = "Specifies the secret of the OAuth client.")]
    public SecureString? ClientSecret { get; set; }

    /// <summary>An existing token. Only <c>-RenewToken</c> renews it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FromAccessToken, HelpMessage = "Specifies an existing access token.")]
    public SecureString AccessToken { get; set; } = new();

    /// <summary>Keeps below the platform's limit, to leave room for other programs that use the same OAuth client.</summary>
    [Parameter(HelpMessage = "Limits the requests per minute, to leave quota for other programs.")]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxRequestsPerMinute { get; set; }

    /// <summary>How many seconds one request may take. Connecting, retries included, takes twice as long at most.</summary>
    [Parameter(HelpMessage = "Specifies how many seconds one request can take.")]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>Emits the session.</summary>
    [Parameter(HelpMessage = "Returns the session.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        BoundParameters.RequireValues(
            this, nameof(Proxy), nameof(ProxyCredential), nameof(GatewayUri), nameof(GatewayLoginPath), nameof(GatewayApiPath),
            nameof(RenewToken));
        ConnectionSources sources = ReadSources();
        ConnectionSettings settings = ReadSettings(sources);
        NetworkSettings network = ReadNetwork(sources);
        BrowserSignIn? browser = Browser(sources);
        TokenRenewalScript? renewal = Renewal();
        int tokens = ReadTokenPoolSize(sources, settings);
        var client = new GenesysCloudClient(new GenesysCloudClientOptions
        {
            Region = network.Locate(settings.Region, settings.RegionOrigin),
            Proxy = network.Proxy,
            Credentials = settings.Credentials,
            AccessToken = settings.AccessToken,
            Browser = browser,
            RenewAccessToken = renewal is null ? null : closing => renewal.RenewAsync(TimeProvider.System, closing),
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
            Pacing = new RateLimiterOptions { MaxRequestsPerMinute = MaxRequestsPerMinute },
            TokenPoolSize = tokens,
        });
        settings.Credentials?.Dispose();
        GenesysCloudSession session = SignIn(client, settings, browser, renewal);
        if (RunspaceSessions.Current.Add(session) is { } replaced)
            EndReplaced(replaced);
        WriteVerbose($"Connected to {session} as {session.ClientId ?? "the owner of the specified access token"}.");
        if (PassThru)
            WriteObject(session);
    }

    private GenesysCloudSession SignIn(
        GenesysCloudClient client, ConnectionSettings settings, BrowserSignIn? browser, TokenRenewalScript? renewal)
    {
        try
        {
            Wait(ConnectAsync(client, settings, browser), browser);
            return new GenesysCloudSession(
                client,
                ownsToken: settings.AccessToken is null,
                settings.Origin,
                Name?.Trim())
            {
                SignIn = browser is not null ? SignInMethod.AuthorizationCode
                    : settings.AccessToken is not null ? SignInMethod.AccessToken
                    : SignInMethod.ClientCredentials,
                Renewal = renewal,
            };
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task ConnectAsync(GenesysCloudClient client, ConnectionSettings settings, BrowserSignIn? browser)
    {
        try
        {
            // Retries within that time pass over a short disturbance; a host that never responds is reported soon.
            TimeSpan limit = (2 * client.Timeout) + (browser?.Timeout ?? TimeSpan.Zero);
            await Connector.ConnectAsync(client, Streams, limit, StopToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (Errors.TryDescribeConnecting(failure, settings.Region, settings.Origin) is { } error)
        {
            throw new CmdletErrorException(error);
        }
    }
}
