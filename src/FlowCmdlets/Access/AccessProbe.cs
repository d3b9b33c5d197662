using System.Globalization;
using System.Management.Automation;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace FlowCmdlets.Access;

/// <summary>The checks of one session, in their order. They only read; about ten requests are sent.</summary>
internal sealed class AccessProbe
{
    private const string NoSignIn = "Not tested because sign-in failed.";

    private readonly GenesysCloudSession _session;
    private readonly AccessCalls _calls;
    private readonly FlowChecks _flows;
    private AuthorizationSubject? _subject;
    private bool _isSignedIn;

    /// <param name="session">The session.</param>
    /// <param name="observer">Gets the client's events, on any thread.</param>
    /// <param name="flow">A flow, by id or name, whose schema and executions are read; null for any.</param>
    public AccessProbe(GenesysCloudSession session, IClientObserver observer, string? flow)
    {
        _session = session;
        _calls = new AccessCalls(session.Client, observer);
        _flows = new FlowChecks(_calls, flow);
        Checks =
        [
            SignInAsync,
            stop => Task.FromResult<IReadOnlyList<AccessCheck>>([Region(), Clock(), Proxy()]),
            PermissionsAsync,
            stop => IfSignedIn(CheckName.Schemas, _flows.SchemasAsync, stop),
            stop => IfSignedIn(CheckName.ExecutionData, _flows.ExecutionDataAsync, stop),
            RateLimitAsync,
        ];
    }

    /// <summary>The checks of the session, to be made one after the other: later ones use what earlier ones found.</summary>
    public IReadOnlyList<Func<CancellationToken, Task<IReadOnlyList<AccessCheck>>>> Checks { get; }

    /// <summary>Whether a flow can be launched; after <see cref="Checks"/>.</summary>
    /// <param name="flow">The flow's id or name; null if there is none to test.</param>
    /// <param name="stop">Ends it.</param>
    public Task<IReadOnlyList<AccessCheck>> FlowAsync(string? flow, CancellationToken stop) => flow is null
        ? Task.FromResult<IReadOnlyList<AccessCheck>>([NotTested(CheckName.Flow, "No flow was specified.", "Specify a flow with -Flow.")])
        : IfSignedIn(CheckName.Flow, token => _flows.LaunchableAsync(flow, _subject, token), stop);

    /// <summary>The checks where there is no session.</summary>
    /// <param name="closed">The session that was disconnected; null if there never was one.</param>
    public static IEnumerable<AccessCheck> WithoutSession(GenesysCloudSession? closed)
    {
        ErrorDetails error = Errors.NotConnected(closed).ErrorDetails;
        yield return new AccessCheck(CheckName.SignIn, AccessResult.Failed, error.Message, error.RecommendedAction);
        yield return NotTested(CheckName.Region, NoSignIn);
        yield return NotTested(CheckName.Clock, NoSignIn);
        yield return closed is null
            ? Proxy(GenesysCloudRegion.Default, new ProxyRoute().ProxyOf)
            : Proxy(closed.Client.Region, closed.Client.ProxyFor);
        foreach (AccessCheck check in PermissionChecks.NotTested(NoSignIn))
            yield return check;
        foreach (string name in (string[])
            [CheckName.Schemas, CheckName.ExecutionData, CheckName.RateLimit, CheckName.RateLimitHeaders, CheckName.Flow])
        {
            yield return NotTested(name, NoSignIn);
        }
    }

    internal static AccessCheck NotTested(string check, string reason, string? action = null) =>
        new(check, AccessResult.NotTested, reason, action);

    private async Task<IReadOnlyList<AccessCheck>> SignInAsync(CancellationToken stop)
    {
        if (await _calls.FailureToConnectAsync(CheckName.SignIn, _session, stop).ConfigureAwait(false) is { } failed)
            return [failed];

        _isSignedIn = true;
        string who = _session.ClientId is { } id ? $"OAuth client {id}" : "the owner of the specified access token";
        string where = _session.Organization is { } name ? $"'{DisplayText.OneLine(name)}' ({_session.OrganizationId})"
            : "an organization whose name the token can't read";
        string until = _session.TokenExpiresAt is { } end
            ? string.Create(CultureInfo.InvariantCulture, $" The token expires at {end:yyyy-MM-dd HH:mm:ss}")
            : " It is not known when the token expires";
        string renewal = _session.Client.CanRenewToken ? ", and is renewed before that." : ", and it can't be renewed.";
        return [new AccessCheck(CheckName.SignIn, AccessResult.Ok, $"Signed in to {where} as {who}.{until}{renewal}")];
    }

    private AccessCheck Region()
    {
        GenesysCloudRegion region = _session.Client.Region;
        string hosts = $"{region.Name}: API host {region.ApiAddress.Authority}, login host {region.LoginAddress.Authority}.";
        return _isSignedIn
            ? new AccessCheck(CheckName.Region, AccessResult.Ok, hosts)
            : NotTested(CheckName.Region, $"{hosts} {NoSignIn}", "Check that the organization is in this region.");
    }

    private AccessCheck Clock()
    {
        ServiceClock clock = _session.Client.ServiceClock;
        if (clock.Offset is not { } offset)
            return NotTested(CheckName.Clock, "No response has reported the time.");
        if (!clock.IsCertain)
        {
            return new AccessCheck(
                CheckName.Clock, AccessResult.Warning,
                "Responses report times that differ by more than 30 seconds, or the clock of this computer was changed.",
                "Check the clock of this computer, and whether a proxy responds from its cache.");
        }

        string difference = offset.Duration().ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);
        difference = difference.StartsWith("0.", StringComparison.Ordinal) ? difference[2..] : difference;
        string detail = offset == TimeSpan.Zero
            ? "The clock of this computer and that of Genesys Cloud agree within 2 seconds."
            : $"The clock of this computer is {difference} {(offset > TimeSpan.Zero ? "behind" : "ahead of")} Genesys Cloud's.";
        return offset.Duration() <= TimeSpan.FromSeconds(30)
            ? new AccessCheck(CheckName.Clock, AccessResult.Ok, detail)
            : new AccessCheck(
                CheckName.Clock, AccessResult.Warning,
                $"{detail} Journals use the time of Genesys Cloud; the times that are displayed are off.",
                "Set the clock of this computer, or turn on its time service (NTP).");
    }

    private AccessCheck Proxy()
    {
        AccessCheck route = Proxy(_session.Client.Region, _session.Client.ProxyFor);
        return _isSignedIn || _calls.ConnectionFault is not { Proxy: not null } fault
            ? route
            : new AccessCheck(
                CheckName.Proxy, AccessResult.Failed, $"{route.Detail} No connection was made: {fault}.", "See the check Sign-in.");
    }

    private static AccessCheck Proxy(GenesysCloudRegion region, Func<Uri, Uri?> proxyFor)
    {
        (string api, string login) = (region.ApiAddress.Host, region.LoginAddress.Host);
        (Uri? apiProxy, Uri? loginProxy) = (proxyFor(region.ApiAddress), proxyFor(region.LoginAddress));
        string route = api == login ? $"Requests to {api} {Way(apiProxy)}."
            : apiProxy == loginProxy ? $"Requests to {api} and {login} {Way(apiProxy)}."
            : $"Requests to {api} {Way(apiProxy)}, and those to {login} {Way(loginProxy)}.";
        string gateway = region.Gateway is { } between ? $" They go to the gateway {between}." : "";
        return new AccessCheck(CheckName.Proxy, AccessResult.Ok, route + gateway);
    }

    private static string Way(Uri? proxy) => proxy is null ? "use no proxy" : $"go through the proxy {proxy}";

    private async Task<IReadOnlyList<AccessCheck>> PermissionsAsync(CancellationToken stop)
    {
        if (!_isSignedIn)
            return PermissionChecks.NotTested(NoSignIn);
        (_subject, AccessCheck? failed) = await _calls.TryAsync(
            CheckName.Permissions, _calls.Client.GetAuthorizationSubjectAsync, stop).ConfigureAwait(false);
        if (_subject is not null)
            return PermissionChecks.Of(_subject);
        return
        [
            failed!.Result == AccessResult.Warning
                ? failed.As(failed.Result, "Check the roles of the OAuth client: Admin > Integrations > OAuth > the client > Roles.")
                : failed,
            .. PermissionChecks.NotTested("Not tested because the granted permissions can't be read.").Skip(1),
        ];
    }

    private async Task<IReadOnlyList<AccessCheck>> RateLimitAsync(CancellationToken stop)
    {
        if (!_isSignedIn)
            return [NotTested(CheckName.RateLimit, NoSignIn), NotTested(CheckName.RateLimitHeaders, NoSignIn)];
        AccessCheck? failed = await _calls.FailureOfAsync(
            CheckName.RateLimit, _calls.Client.ReadRateLimitAsync, stop).ConfigureAwait(false);
        return [failed ?? RateLimit(), RateLimitHeaders()];
    }

    private AccessCheck RateLimit()
    {
        int tokens = _session.TokenPoolSize;
        string limit = $"{_session.Client.RateLimitQuota.AllowedPerToken} requests per minute and token" +
            $"{(tokens == 1 ? "" : $" with up to {tokens} tokens")}";
        return _calls.HaveSeenRateLimitHeaders
            ? new AccessCheck(CheckName.RateLimit, AccessResult.Ok, $"{limit}, as responses report.")
            : _session.Client.RateLimitQuota.FromServer
                ? new AccessCheck(CheckName.RateLimit, AccessResult.Ok, $"{limit}, as read from the limits of the organization.")
                : new AccessCheck(
                    CheckName.RateLimit, AccessResult.Warning,
                    $"{limit}, as documented: responses don't report the limit, and it can't be read.",
                    "If your organization has another limit, specify it with Connect-GenesysCloud -MaxRequestsPerMinute.");
    }

    private AccessCheck RateLimitHeaders() => new(
        CheckName.RateLimitHeaders, AccessResult.Ok,
        _calls.HaveSeenRateLimitHeaders
            ? "Responses report the rate limit in their headers."
            : "Responses don't report the rate limit in their headers. The session counts its own requests.");

    private Task<IReadOnlyList<AccessCheck>> IfSignedIn(
        string check, Func<CancellationToken, Task<AccessCheck>> test, CancellationToken stop) => _isSignedIn
        ? ListAsync(test, stop)
        : Task.FromResult<IReadOnlyList<AccessCheck>>([NotTested(check, NoSignIn)]);

    private static async Task<IReadOnlyList<AccessCheck>> ListAsync(
        Func<CancellationToken, Task<AccessCheck>> test, CancellationToken stop) => [await test(stop).ConfigureAwait(false)];
}
