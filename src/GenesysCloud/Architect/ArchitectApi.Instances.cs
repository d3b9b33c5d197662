using GenesysCloud.Http;
using GenesysCloud.Json;

namespace GenesysCloud.Architect;

/// <content>Execution data: what the platform recorded of runs, which is a store of its own beside the executions.</content>
public sealed partial class ArchitectApi
{
    /// <summary>As many instances as one search gives.</summary>
    internal const int MaxInstances = 200;

    private const string Instances = "api/v2/flows/instances";
    private const string Expand = "expand=name,type,logLevelCharacteristics.characteristics";

    /// <summary>
    /// <c>POST /api/v2/flows/instances/query</c>: runs of a flow that began in a span of time. The service gives 200 at the most and does
    /// not say whether there are more. Needs <c>architect:flowInstance:search</c>, and execution data switched on.
    /// </summary>
    internal Task<IReadOnlyList<FlowInstance>> QueryInstancesAsync(
        string? flowId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken, int pageSize = MaxInstances) =>
        QueryInstancesAsync(new FlowInstanceCriteria { FlowId = flowId }, from, to, cancellationToken, pageSize);

    /// <inheritdoc cref="QueryInstancesAsync(string?, DateTimeOffset, DateTimeOffset, CancellationToken, int)" />
    internal async Task<IReadOnlyList<FlowInstance>> QueryInstancesAsync(
        FlowInstanceCriteria criteria, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken,
        int pageSize = MaxInstances)
    {
        var request = new ApiRequest(HttpMethod.Post, Flows + "/instances/query", Instances + "/query")
        {
            Query = $"pageSize={pageSize}",
            Body = FlowInstanceQuery.ToJson(criteria, from, to),
        };
        return (await _connection.SendAsync(
            request, GenesysJson.Default.EntityListingFlowInstance, cancellationToken).ConfigureAwait(false)).Entities;
    }

    /// <summary>
    /// <c>POST /api/v2/flows/instances/jobs</c>: begins to prepare the data of instances for download. Needs
    /// <c>architect:flowInstance:view</c>. Sent again after trouble: a second job does no harm.
    /// </summary>
    internal Task<ExecutionDataJob> StartInstanceJobAsync(IReadOnlyList<string> instanceIds, CancellationToken cancellationToken) =>
        _connection.SendAsync(
            new ApiRequest(HttpMethod.Post, Flows + "/instances/jobs", Instances + "/jobs")
            {
                Body = PooledJsonWriter.Of(instanceIds, static (json, ids) =>
                {
                    json.WriteStartObject();
                    json.WriteStartArray("ids");
                    foreach (string id in ids)
                        json.WriteStringValue(id);
                    json.WriteEndArray();
                    json.WriteEndObject();
                }),
            },
            GenesysJson.Default.ExecutionDataJob,
            cancellationToken);

    /// <summary><c>GET /api/v2/flows/instances/jobs/{id}</c>. Needs <c>architect:flowInstance:view</c>.</summary>
    internal Task<ExecutionDataJob> GetInstanceJobAsync(string jobId, CancellationToken cancellationToken) => GetAsync(
        Flows + "/instances/jobs/{jobId}", $"{Instances}/jobs/{Escape(jobId)}", GenesysJson.Default.ExecutionDataJob, cancellationToken);

    /// <summary>
    /// <c>GET /api/v2/flows/instances/settings/executiondata</c>. Needs <c>architect:flowinstanceexecutiondata:view</c>.
    /// </summary>
    internal Task<ExecutionDataSettings> GetExecutionDataSettingsAsync(CancellationToken cancellationToken) => GetAsync(
        Flows + "/instances/settings/executiondata",
        Instances + "/settings/executiondata",
        GenesysJson.Default.ExecutionDataSettings,
        cancellationToken);

    /// <summary>
    /// The log level of a flow, or of the organization: <c>GET …/instances/settings/loglevels</c>. Needs
    /// <c>architect:flowLogLevel:view</c> or <c>architect:flowLogLevelDefault:view</c>.
    /// </summary>
    /// <param name="flowId">The flow; null for the organization's default.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The level; null where the flow has none of its own.</returns>
    internal async Task<LogLevelSettings?> FindLogLevelAsync(string? flowId, CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.SendAsync(
                LogLevel(HttpMethod.Get, flowId), GenesysJson.Default.LogLevelSettings, cancellationToken).ConfigureAwait(false);
        }
        catch (GenesysCloudException none) when (flowId is not null && none is { Outcome: SendOutcome.Refused, Status: 404 })
        {
            return null;
        }
    }

    /// <summary>
    /// Sets a log level: <c>PUT</c>; for a flow that has none of its own, <c>POST</c>. Which of the two the service wants then is not
    /// documented, so the refusal of one leads to the other.
    /// </summary>
    /// <param name="flowId">The flow; null for the organization's default.</param>
    /// <param name="level">Such as <c>Base</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<LogLevelSettings> SetLogLevelAsync(string? flowId, string level, CancellationToken cancellationToken)
    {
        byte[] body = PooledJsonWriter.Of(level, static (json, text) =>
        {
            json.WriteStartObject();
            json.WriteStartObject("logLevelCharacteristics");
            json.WriteString("level", text);
            json.WriteEndObject();
            json.WriteEndObject();
        });
        Task<LogLevelSettings> SendAsync(HttpMethod method) => _connection.SendAsync(
            LogLevel(method, flowId) with { Body = body }, GenesysJson.Default.LogLevelSettings, cancellationToken);

        try
        {
            return await SendAsync(HttpMethod.Put).ConfigureAwait(false);
        }
        catch (GenesysCloudException none) when (flowId is not null && none is { Outcome: SendOutcome.Refused, Status: 404 })
        {
            // It has no level of its own yet.
        }

        try
        {
            return await SendAsync(HttpMethod.Post).ConfigureAwait(false);
        }
        catch (GenesysCloudException exists) when (exists is { Outcome: SendOutcome.Refused, Status: 409 })
        {
            // The response to the first POST was lost, or someone else was quicker.
            return await SendAsync(HttpMethod.Put).ConfigureAwait(false);
        }
    }

    /// <summary>Removes the log level of a flow, or resets that of the organization: <c>DELETE</c>.</summary>
    /// <param name="flowId">The flow; null for the organization's default. One that has no level of its own stays so.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task ResetLogLevelAsync(string? flowId, CancellationToken cancellationToken)
    {
        ApiResponse response = await _connection.SendAsync(
            LogLevel(HttpMethod.Delete, flowId) with { Query = null }, cancellationToken).ConfigureAwait(false);
        if (flowId is null || response.Outcome != SendOutcome.Refused || response.ToException().Status != 404)
            response.ThrowIfFailed();
    }

    private static ApiRequest LogLevel(HttpMethod method, string? flowId) => flowId is null
        ? new ApiRequest(method, Flows + "/instances/settings/loglevels/default", Instances + "/settings/loglevels/default")
        {
            Query = Expand,
        }
        : new ApiRequest(
            method, Flows + "/{flowId}/instances/settings/loglevels", $"api/v2/flows/{Escape(flowId)}/instances/settings/loglevels")
        {
            Query = Expand,
        };
}
