using System.Net;
using System.Runtime.CompilerServices;
using GenesysCloud.Analytics;
using GenesysCloud.Architect;
using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.People;
using GenesysCloud.Platform;
using GenesysCloud.RateLimiting;
using Polly;

namespace GenesysCloud;

/// <summary>
/// One signed-in client of one organization. Safe for any number of threads; all calls share its connections, its tokens and
/// their rate quota.
/// </summary>
public sealed partial class GenesysCloudClient : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly TokenPool _tokens;
    private readonly RateLimiter _rateLimiter;
    private readonly ApiConnection _connection;
    private readonly ResiliencePipeline<SendResult> _retryDownload;
    private readonly StrongBox<Organization?> _organization;
    private readonly ProxyRoute _route;
    private readonly Func<double> _randomizer;

    /// <summary>Creates the client. Nothing is sent before the first call.</summary>
    public GenesysCloudClient(GenesysCloudClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Region = options.Region;
        TimeProvider = options.TimeProvider;
        Timeout = options.Timeout;
        ServiceClock = new ServiceClock(options.TimeProvider);
        _randomizer = options.Randomizer;
        _route = options.Proxy as ProxyRoute ?? new ProxyRoute(options.Proxy);
        _http = new HttpMessageInvoker(new ProductHeaders(options.Handler ?? CreateTransport(_route)));
        _rateLimiter = new RateLimiter(options.Pacing, options.TimeProvider, options.TokenPoolSize);
        _tokens = new TokenPool([.. CreateTokenSources(options)], _rateLimiter);
        _connection = new ApiConnection(
            _http, Region.ApiAddress, _tokens, _rateLimiter,
            RetryPipelines.ForApi(options.TimeProvider, options.Randomizer, options.TokenPoolSize), options.Timeout, ServiceClock);
        Architect = new ArchitectApi(_connection, new ExecutedVersions());
        Platform = new PlatformApi(_connection, new ResourceTemplates());
        Analytics = new AnalyticsApi(_connection);
        _retryDownload = RetryPipelines.ForSignIn(options.TimeProvider, options.Randomizer);
        Downloads = new SignedDownload(_http, Region.ApiAddress, _retryDownload, options.Timeout, options.TimeProvider, observer: null);
        FlowCache = new FlowCache(options.TimeProvider);
        FlowDurations = new FlowDurations();
        People = new PeopleApi(_connection);
        PersonDirectory = new PersonDirectory(options.TimeProvider);
        _organization = new StrongBox<Organization?>();
    }

    private GenesysCloudClient(GenesysCloudClient original, IClientObserver observer)
    {
        Region = original.Region;
        TimeProvider = original.TimeProvider;
        Timeout = original.Timeout;
        ServiceClock = original.ServiceClock;
        (_http, _tokens, _rateLimiter, _route) = (original._http, original._tokens, original._rateLimiter, original._route);
        _connection = original._connection.ObservedBy(observer);
        (Observer, _randomizer) = (observer, original._randomizer);
        Architect = new ArchitectApi(_connection, original.Architect.Versions);
        Platform = new PlatformApi(_connection, original.Platform.Templates);
        Analytics = new AnalyticsApi(_connection);
        _retryDownload = original._retryDownload;
        Downloads = new SignedDownload(_http, Region.ApiAddress, _retryDownload, Timeout, TimeProvider, observer);
        FlowCache = original.FlowCache.ForCommand();
        FlowDurations = original.FlowDurations;
        People = new PeopleApi(_connection);
        PersonDirectory = original.PersonDirectory.ForCommand();
        _organization = original._organization;
    }

    /// <summary>Where the organization lives.</summary>
    public GenesysCloudRegion Region { get; }

    /// <summary>The OAuth client's id; null when an existing token was given.</summary>
    public string? ClientId => _tokens.First.ClientId;

    /// <summary>
    /// The organization, once <see cref="GetOrganizationAsync"/> has read it; null until then, and where the token may not read it. All
    /// views of the client share it.
    /// </summary>
    public Organization? Organization => Volatile.Read(ref _organization.Value);

    /// <summary>How many tokens the session may use at once; further ones are requested when the rate limit holds requests back.</summary>
    public int TokenPoolSize => _tokens.Size;

    /// <summary>When the present token ends, or the first of several; null when unknown.</summary>
    public DateTimeOffset? TokenExpiresAt => _tokens.ExpiresAt;

    /// <summary>Whether another token can be had when the present one expires.</summary>
    internal bool CanRenewToken => _tokens.First.CanRenew;

    /// <summary>What is left of the rate limit.</summary>
    public RateLimitQuota RateLimitQuota => _rateLimiter.Quota;

    /// <summary>Flows and their executions.</summary>
    public ArchitectApi Architect { get; }

    /// <summary>All other operations of the API.</summary>
    internal PlatformApi Platform { get; }
    /// <summary>What the platform counts.</summary>
    internal AnalyticsApi Analytics { get; }

    /// <summary>Files at signed addresses.</summary>
    internal SignedDownload Downloads { get; }

    internal TimeProvider TimeProvider { get; }

    /// <summary>How long one request may take.</summary>
    internal TimeSpan Timeout { get; }

    /// <summary>The time of day by the service's clock.</summary>
    internal ServiceClock ServiceClock { get; }

    internal IClientObserver? Observer { get; }

    /// <summary>Flows that were looked up, kept for a while; what was found is shared by all views of this client.</summary>
    internal FlowCache FlowCache { get; }

    /// <summary>How long executions took that were seen to end; shared by all views of this client.</summary>
    internal FlowDurations FlowDurations { get; }

    /// <summary>The calls that find people.</summary>
    internal PeopleApi People { get; }

    /// <summary>People who were looked up, kept for a while; who was found is shared by all views of this client.</summary>
    internal PersonDirectory PersonDirectory { get; }

    /// <summary>A view of the same client that reports to <paramref name="observer"/> what it does. Not to be disposed.</summary>
    public GenesysCloudClient ObservedBy(IClientObserver observer) => new(this, observer);

    /// <summary>Makes sure there is a token. The first call of any kind does so too.</summary>
    /// <exception cref="SignInException">Id, secret or region are wrong, or the login host cannot be reached.</exception>
    public async Task SignInAsync(CancellationToken cancellationToken = default) =>
        await _tokens.First.GetAsync(Observer, cancellationToken).ConfigureAwait(false);

    /// <summary>The text of a token that is good now, for another program; it is renewed first if need be.</summary>
    /// <exception cref="SignInException">None can be had.</exception>
    internal async Task<string> GetAccessTokenAsync(CancellationToken cancellationToken) =>
        (await _tokens.First.GetAsync(Observer, cancellationToken).ConfigureAwait(false)).Value;

    /// <summary><c>GET /api/v2/organizations/me</c>, kept as <see cref="Organization"/>. Needs no permission.</summary>
    public async Task<Organization> GetOrganizationAsync(CancellationToken cancellationToken = default)
    {
        Organization organization = await _connection.SendAsync(
            new ApiRequest(HttpMethod.Get, "/api/v2/organizations/me", "api/v2/organizations/me"),
            GenesysJson.Default.Organization,
            cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _organization.Value, organization);
        return organization;
    }

    /// <summary>
    /// <c>GET /api/v2/organizations/limits/namespaces/platform.api</c>: reads the rate limit where responses do not report it. Where it
    /// can't be read, the documented one is assumed as before.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    internal async Task ReadRateLimitAsync(CancellationToken cancellationToken)
    {
        const string Path = "api/v2/organizations/limits/namespaces/" + OrganizationLimit.PlatformApi;
        if (RateLimitQuota.FromServer)
            return;
        EntityListing<OrganizationLimit> limits;
        try
        {
            limits = await _connection.SendAsync(
                // In turn with the launches, which would otherwise go first for the whole run.
                new ApiRequest(HttpMethod.Get, "/" + Path, Path) { Priority = RequestPriority.Launch },
                GenesysJson.Default.EntityListingOrganizationLimit,
                cancellationToken).ConfigureAwait(false);
        }
        catch (GenesysCloudException)
        {
            // Not permitted, or not there: nothing that the caller asked for has failed.
            return;
        }

        if (limits.Entities.FirstOrDefault(limit => limit.Key == OrganizationLimit.TokenRatePerMinute) is
            { Value: >= 1 and <= int.MaxValue and var allowed })
        {
            _rateLimiter.Allow((int)allowed);
            Observer?.Notify(new RateLimitRead((int)allowed));
        }
    }

    /// <summary>
    /// <c>GET /api/v2/authorization/subjects/me</c>: the roles, divisions, and permissions of the token. Needs no permission. Where the
    /// roles come without their permissions, it is sent once more and asks for them.
    /// </summary>
    /// <exception cref="GenesysCloudException">The service refused or could not be reached.</exception>
    internal async Task<AuthorizationSubject> GetAuthorizationSubjectAsync(CancellationToken cancellationToken)
    {
        const string Path = "api/v2/authorization/subjects/me";
        var request = new ApiRequest(HttpMethod.Get, "/" + Path, Path);
        AuthorizationSubject subject = await _connection.SendAsync(
            request, GenesysJson.Default.AuthorizationSubject, cancellationToken).ConfigureAwait(false);
        return subject.ListsPermissions
            ? subject
            : await _connection.SendAsync(
                request with { Query = "includeFullRoles=true" },
                GenesysJson.Default.AuthorizationSubject,
                cancellationToken).ConfigureAwait(false);
    }

    /// <summary><c>HEAD /api/v2/tokens/me</c>: whether the token is good. The cheapest call there is.</summary>
    public async Task CheckTokenAsync(CancellationToken cancellationToken = default) =>
        (await _connection.SendAsync(
            new ApiRequest(HttpMethod.Head, "/api/v2/tokens/me", "api/v2/tokens/me"),
            cancellationToken).ConfigureAwait(false)).ThrowIfFailed();

    /// <inheritdoc />
    /// <remarks>Also forgets the secret and the token: no further call can sign in.</remarks>
    public void Dispose()
    {
        _rateLimiter.Dispose();
        _tokens.Dispose();
        _http.Dispose();
    }

    private IEnumerable<AccessTokenSource> CreateTokenSources(GenesysCloudClientOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.TokenPoolSize, 10);
        if (options is { TokenPoolSize: > 1, Credentials: null })
            throw new ArgumentException("Several tokens need the credentials of an OAuth client.", nameof(options));
        return Enumerable.Range(0, options.TokenPoolSize).Select(_ => CreateTokenSource(options));
    }

    private AccessTokenSource CreateTokenSource(GenesysCloudClientOptions options) => options switch
    {
        { Credentials: { } credentials, AccessToken: null, Browser: null } =>
            new ClientCredentialsTokenSource(CreateOAuthEndpoint(options), credentials, options.TimeProvider),
        { Credentials: null, AccessToken: null, Browser: { } browser } => new AuthorizationCodeTokenSource(
            CreateOAuthEndpoint(options), options.Region.LoginAddress, browser, options.TimeProvider),
        { Credentials: null, AccessToken: { Length: > 0 } token, Browser: null, RenewAccessToken: { } renew } =>
            new SuppliedTokenSource(token, options.AccessTokenExpiresAt, renew, options.TimeProvider),
        { Credentials: null, AccessToken: { Length: > 0 } token, Browser: null } => new GivenTokenSource(token),
        _ => throw new ArgumentException("Specify the credentials of an OAuth client, an access token, or a browser.", nameof(options)),
    };

    private OAuthEndpoint CreateOAuthEndpoint(GenesysCloudClientOptions options) => new(
        _http, options.Region.LoginAddress,
        RetryPipelines.ForSignIn(options.TimeProvider, options.Randomizer), options.Timeout, ServiceClock);

    /// <summary>The proxy that requests to a host go through, without user name and password; null if there is none.</summary>
    public Uri? ProxyFor(Uri host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return _route.ProxyOf(host);
    }

    /// <summary>What requests are sent with unless the options say otherwise.</summary>
    /// <param name="proxy">The proxy for all hosts but this machine; when null, that of the process or the machine.</param>
    /// <param name="configure">Changes each handler before it is used.</param>
    internal static HttpMessageHandler CreateTransport(IWebProxy? proxy = null, Action<SocketsHttpHandler>? configure = null)
    {
        ProxyRoute route = proxy as ProxyRoute ?? new ProxyRoute(proxy);
        SocketsHttpHandler kept = CreateHandler(route);
        SocketsHttpHandler fresh = CreateHandler(route);
        configure?.Invoke(kept);
        configure?.Invoke(fresh);
        fresh.PooledConnectionLifetime = TimeSpan.Zero;
        return new ConnectionFaultHandler(new FreshConnections(kept, fresh), route);
    }

    /// <param name="proxy">The proxy for all hosts but this machine; when null, that of the process or the machine.</param>
    internal static SocketsHttpHandler CreateHandler(IWebProxy? proxy = null) => new()
    {
        Proxy = proxy as ProxyRoute ?? new ProxyRoute(proxy),
        SslOptions = { RemoteCertificateValidationCallback = CertificateCheck.Verify },
        PlaintextStreamFilter = ProxyReplyStream.Watch,
        // A redirect would repeat the request at another place; a launch is never repeated on anyone's word.
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        // Shorter than the shortest keep-alive time in common use (5 s), so that no launch goes over a connection that is just being
        // closed.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    };
}
