using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GenesysCloud.Http;
using GenesysCloud.RateLimiting;

namespace GenesysCloud.Architect;

/// <summary>Flows and their executions: the calls of the platform's Architect API that launching needs.</summary>
/// <remarks>Every call throws <see cref="GenesysCloudException"/> when it does not succeed, except <see cref="LaunchAsync"/>, which
/// tells.</remarks>
public sealed partial class ArchitectApi
{
    private const string Flows = "/api/v2/flows";

    // The response is a page like any other, and lookup has no page size: so many fit on one that no one asked to be larger.
    private const int IdsPerLookup = 25;

    private readonly ApiConnection _connection;
    private readonly ApiRequest _launch;

    internal ArchitectApi(ApiConnection connection, ExecutedVersions versions)
    {
        (_connection, Versions) = (connection, versions);
        _launch = connection.Prepare(new ApiRequest(HttpMethod.Post, Flows + "/executions", "api/v2/flows/executions")
        {
            IsRepeatable = false,
            Priority = RequestPriority.Launch,
        });
    }

    /// <summary>
    /// <c>POST /api/v2/flows/executions</c>: launches a flow and returns as soon as it runs. Sent again only after 429, after a
    /// failure before anything was sent, and once after a 401 with a renewed token. Needs <c>architect:flow:launch</c>.
    /// </summary>
    /// <param name="request">What to launch.</param>
    /// <param name="options">Limits of waiting, and what ends a request on its way.</param>
    /// <param name="cancellationToken">Stops before sending: the outcome is then <see cref="LaunchOutcome.NotSent"/>.</param>
    public async Task<LaunchOutcome> LaunchAsync(
        FlowExecutionLaunchRequest request, LaunchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        options ??= LaunchOptions.Default;
        ApiRequest call = _launch with
        {
            Body = options.BeforeSend is null ? request.ToJson() : null,
            BeforeSend = options.BeforeSend is { } name ? async () => request.ToJson(await name().ConfigureAwait(false)) : null,
            MaxRetryAfter = options.MaxRetryAfter,
            Abandon = options.Abandon,
        };
        ApiResponse response;
        try
        {
            response = await _connection.SendAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException stopped)
        {
            return new LaunchOutcome.NotSent(SendObstacle.Stopped, stopped);
        }
        catch (SignInException unsent)
        {
            return new LaunchOutcome.NotSent(SendObstacle.SignIn, unsent);
        }
        catch (BeforeSendException unsent)
        {
            return new LaunchOutcome.NotSent(SendObstacle.Preparation, unsent.Reason);
        }
        catch (GenesysCloudException unsent)
        {
            return unsent.Outcome == SendOutcome.NotSent
                ? new LaunchOutcome.NotSent(SendObstacle.Connection, unsent) { Attempts = unsent.Attempts }
                : new LaunchOutcome.Refused(unsent) { Attempts = unsent.Attempts };
        }

        return ToOutcome(response) with { Attempts = response.Attempts };
    }

    /// <summary><c>GET /api/v2/flows/executions/{id}</c>. Needs <c>architect:flowExecution:view</c>; kept for several days.</summary>
    public Task<FlowRuntimeExecution> GetExecutionAsync(string executionId, CancellationToken cancellationToken = default) =>
        GetExecutionAsync(executionId, RequestPriority.Normal, cancellationToken);

    /// <summary><c>GET /api/v2/flows</c>, all pages. Needs <c>architect:flow:view</c>.</summary>
    public async IAsyncEnumerable<Flow> GetFlowsAsync(
        FlowQuery? query = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        query ??= new FlowQuery();
        string? firstOfLastPage = null;
        for (int page = 1; ; page++)
        {
            EntityListing<Flow> listing = await GetFlowPageAsync(query, page, cancellationToken).ConfigureAwait(false);

            // A page number past the end has been seen to repeat the last page, so the count alone is not relied on.
            if (listing.Entities.Count == 0 || listing.Entities[0].Id == firstOfLastPage)
                yield break;
            foreach (Flow flow in listing.Entities)
                yield return flow;
            if (page >= listing.PageCount)
                yield break;
            firstOfLastPage = listing.Entities[0].Id;
        }
    }

    /// <summary>
    /// <c>GET /api/v2/flows/lookup</c>: flows by id. Ids that do not exist are left out. Needs <c>architect:flow:view</c>.
    /// </summary>
    public async Task<IReadOnlyList<Flow>> LookUpFlowsAsync(
        IReadOnlyCollection<string> flowIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(flowIds);
        var flows = new List<Flow>();
        foreach (string[] ids in flowIds.Chunk(IdsPerLookup))
        {
            var request = new ApiRequest(HttpMethod.Get, Flows + "/lookup", "api/v2/flows/lookup")
            {
                Query = string.Join('&', ids.Select(id => "id=" + Uri.EscapeDataString(id))),
            };
            flows.AddRange((await _connection.SendAsync(request, GenesysJson.Default.EntityListingFlow, cancellationToken).ConfigureAwait(
                false)).Entities);
        }

        return flows;
    }

    /// <summary><c>GET /api/v2/flows/{id}</c>. Needs <c>architect:flow:view</c>.</summary>
    public Task<Flow> GetFlowAsync(string flowId, CancellationToken cancellationToken = default) =>
        GetAsync(Flows + "/{flowId}", $"api/v2/flows/{Escape(flowId)}", GenesysJson.Default.Flow, cancellationToken);

    /// <summary><c>GET /api/v2/flows/{id}/versions</c>, all pages. Needs <c>architect:flow:view</c>.</summary>
    public async Task<IReadOnlyList<FlowVersion>> GetFlowVersionsAsync(string flowId, CancellationToken cancellationToken = default)
    {
        var versions = new List<FlowVersion>();
        for (int page = 1; ; page++)
        {
            EntityListing<FlowVersion> listing = await GetFlowVersionPageAsync(flowId, page, cancellationToken).ConfigureAwait(false);
            if (listing.Entities.Count == 0 || versions.Exists(version => version.Id == listing.Entities[0].Id))
                return versions;
            versions.AddRange(listing.Entities);
            if (page >= listing.PageCount)
                return versions;
        }
    }

    /// <summary><c>GET /api/v2/flows/{id}/versions/{version}</c>. Needs <c>architect:flow:view</c>.</summary>
    public Task<FlowVersion> GetFlowVersionAsync(string flowId, string version, CancellationToken cancellationToken = default) =>
        GetAsync(
            Flows + "/{flowId}/versions/{versionId}",
            $"api/v2/flows/{Escape(flowId)}/versions/{Escape(version)}",
            GenesysJson.Default.FlowVersion,
            cancellationToken);

    /// <summary>The versions that executions ran, each kept once for all views of a client.</summary>
    internal ExecutedVersions Versions { get; }

    /// <summary>The same calls, each sent once and behind all others. See <see cref="ApiConnection.SendingOnce"/>.</summary>
    internal ArchitectApi SendingOnce(bool isObserved = false) => new(_connection.SendingOnce(isObserved), Versions);

    /// <summary>All of <see cref="GetFlowsAsync"/> in one list.</summary>
    internal async Task<List<Flow>> ListFlowsAsync(FlowQuery query, CancellationToken cancellationToken)
    {
        var flows = new List<Flow>();
        await foreach (Flow flow in GetFlowsAsync(query, cancellationToken).ConfigureAwait(false))
            flows.Add(flow);
        return flows;
    }

    /// <summary>One page of <see cref="GetFlowsAsync"/>; the first is 1.</summary>
    internal Task<EntityListing<Flow>> GetFlowPageAsync(FlowQuery query, int page, CancellationToken cancellationToken) =>
        _connection.SendAsync(
            new ApiRequest(HttpMethod.Get, Flows, "api/v2/flows") { Query = query.ToQuery(page) },
            GenesysJson.Default.EntityListingFlow,
            cancellationToken);

    /// <summary>One page of <see cref="GetFlowVersionsAsync"/>; the first is 1.</summary>
    internal Task<EntityListing<FlowVersion>> GetFlowVersionPageAsync(string flowId, int page, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, Flows + "/{flowId}/versions", $"api/v2/flows/{Escape(flowId)}/versions")
        {
            Query = $"pageNumber={page}&pageSize=100",
        };
        return _connection.SendAsync(request, GenesysJson.Default.EntityListingFlowVersion, cancellationToken);
    }

    internal async Task<FlowRuntimeExecution> GetExecutionAsync(
        string executionId, RequestPriority priority, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, Flows +
            "/executions/{flowExecutionId}", $"api/v2/flows/executions/{Escape(executionId)}") { Priority = priority };
        ApiResponse response = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        FlowRuntimeExecution execution = response.Read(GenesysJson.Default.FlowRuntimeExecution);
        try
        {
            execution.FlowVersion = Versions.Of(response.Body.Span);
            return execution;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The latter where a property's name is not valid Unicode.
            throw response.Unreadable(unreadable);
        }
    }

    private static string Escape(string id) => Uri.EscapeDataString(id);

    private static LaunchOutcome ToOutcome(ApiResponse response) => response.Outcome switch
    {
        SendOutcome.Done when FlowExecutionLaunchResponse.TryRead(response.Body.Span) is { } execution =>
            new LaunchOutcome.Launched(execution),
        SendOutcome.Done => new LaunchOutcome.Unknown(response.Unreadable(null)),
        SendOutcome.Refused => new LaunchOutcome.Refused(response.ToException()),
        SendOutcome.NotSent => new LaunchOutcome.NotSent(SendObstacle.Connection, response.ToException()),
        _ => new LaunchOutcome.Unknown(response.ToException()),
    };

    private Task<T> GetAsync<T>(string template, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class, IApiModel =>
        _connection.SendAsync(new ApiRequest(HttpMethod.Get, template, path), type, cancellationToken);
}
