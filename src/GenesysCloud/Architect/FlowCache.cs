using System.Collections.Concurrent;
using System.Text.Json;
using GenesysCloud.Http;
using GenesysCloud.Suggestions;

namespace GenesysCloud.Architect;

/// <summary>
/// Finds flows by id or name and their schemas, and keeps what it found for a while: listing flows has a rate limit
/// of its own, and a run of many rows asks for the same flow again and again.
/// </summary>
/// <remarks>
/// What was found is kept for all views of a client. What was not found is kept for one of them, which is one command: names that are wrong
/// cost a run one listing of all flows, and a flow that was made since then is found by the next command.
/// </remarks>
internal sealed class FlowCache
{
    /// <summary>Long enough for a bulk run's rows, short enough that a newly published version is met by the next command.</summary>
    private static readonly TimeSpan s_keptFor = TimeSpan.FromMinutes(2);

    private readonly TimeProvider _time;

    // By id and by name as it was asked for: two names may differ in case alone.
    private readonly ConcurrentDictionary<string, (Flow Flow, long At)> _flows;
    private readonly ConcurrentDictionary<string, bool> _nameless;
    private readonly ConcurrentDictionary<(SchemaKind Kind, string FlowId, string Version), (JsonElement? Schema, long At)> _schemas;
    private List<Flow>? _all;

    public FlowCache(TimeProvider time)
    {
        _time = time;
        _flows = new(StringComparer.Ordinal);
        _nameless = new(StringComparer.OrdinalIgnoreCase);
        _schemas = new();
    }

    private FlowCache(FlowCache shared) =>
        (_time, _flows, _nameless, _schemas) = (shared._time, shared._flows, shared._nameless, shared._schemas);

    /// <summary>The cache of another command: what was found so far, without what was not.</summary>
    public FlowCache ForCommand() => new(this);

    /// <summary>The flow of this id or name as it was found before; null if it was not, or too long ago. Sends nothing.</summary>
    public Flow? Known(string idOrName) =>
        _flows.TryGetValue(Guid.TryParse(idOrName, out Guid id) ? id.ToString() : idOrName.Trim(), out (Flow Flow, long At) known)
            && IsFresh(known.At)
            ? known.Flow
            : null;

    /// <summary>
    /// The input schema of a flow's version, or of its published version, as it was read before; null if it was not, or too long ago, or if
    /// there is none. Sends nothing.
    /// </summary>
    public JsonElement? KnownInputSchema(Flow flow, string? version)
    {
        version = VersionName(version);
        if (version is null && SchemaKind.Input.Of(flow) is { } schema)
            return schema;
        return _schemas.TryGetValue((SchemaKind.Input, flow.Id, version ?? ""), out (JsonElement? Schema, long At) known)
            && IsFresh(known.At)
            ? known.Schema
            : null;
    }

    /// <summary>The flow with this id, or of this name in any case.</summary>
    /// <exception cref="FlowNotFoundException">There is none; names that are near are named.</exception>
    /// <exception cref="FlowNameAmbiguousException">Several flows have that name.</exception>
    /// <exception cref="GenesysCloudException">The service refused or could not be reached.</exception>
    public async Task<Flow> FindAsync(ArchitectApi api, string idOrName, CancellationToken cancellationToken)
    {
        bool isId = Guid.TryParse(idOrName, out Guid id);
        string key = isId ? id.ToString() : idOrName.Trim();
        if (_flows.TryGetValue(key, out (Flow Flow, long At) known) && IsFresh(known.At))
            return known.Flow;

        Flow flow = isId
            ? await FindByIdAsync(api, key, cancellationToken).ConfigureAwait(false)
            : await FindByNameAsync(api, key, cancellationToken).ConfigureAwait(false);
        Keep(key, flow);
        Keep(flow.Id, flow);
        return flow;
    }

    /// <summary>
    /// Looks up flows by id, many with one request, so that <see cref="FindAsync"/> has them. Ids that are none, or that no flow has, are
    /// left out. The flows come without their schemas.
    /// </summary>
    /// <exception cref="GenesysCloudException">The service refused or could not be reached.</exception>
    public async Task LookUpAsync(ArchitectApi api, IEnumerable<string> flowIds, CancellationToken cancellationToken)
    {
        string[] unknown =
        [
            .. flowIds.Select(id => Guid.TryParse(id, out Guid guid) ? guid.ToString() : "")
                .Where(id => id.Length > 0 && !(_flows.TryGetValue(id, out (Flow Flow, long At) known) && IsFresh(known.At)))
                .Distinct(),
        ];
        foreach (Flow flow in await api.LookUpFlowsAsync(unknown, cancellationToken).ConfigureAwait(false))
            Keep(flow.Id, flow);
    }

    /// <summary>The name of the flow with this id; null if it may not be read or is gone, which is remembered too.</summary>
    public async Task<string?> FindNameAsync(ArchitectApi api, string flowId, CancellationToken cancellationToken)
    {
        if (_nameless.ContainsKey(flowId))
            return null;
        try
        {
            await LookUpAsync(api, [flowId], cancellationToken).ConfigureAwait(false);
        }
        catch (GenesysCloudException hidden) when (hidden is { Outcome: SendOutcome.Refused, Status: 403 })
        {
            _nameless[flowId] = true;
            return null;
        }
        catch (GenesysCloudException)
        {
            // Names are a courtesy: trouble on the way must not cost the execution they belong to.
            return null;
        }

        if (_flows.TryGetValue(flowId, out (Flow Flow, long At) found))
            return found.Flow.Name;
        _nameless[flowId] = true;
        return null;
    }

    /// <summary>The input schema of a flow's version, or of its published version; null if it has none.</summary>
    /// <exception cref="FlowVersionNotFoundException">The flow has no such version.</exception>
    /// <exception cref="GenesysCloudException">The service refused or could not be reached.</exception>
    public Task<JsonElement?> GetInputSchemaAsync(ArchitectApi api, Flow flow, string? version, CancellationToken cancellationToken) =>
        GetSchemaAsync(SchemaKind.Input, api, flow, version, cancellationToken);

    /// <summary>The output schema of a flow's version, or of its published version; null if it has none.</summary>
    /// <exception cref="FlowVersionNotFoundException">The flow has no such version.</exception>
    /// <exception cref="GenesysCloudException">The service refused or could not be reached.</exception>
    public Task<JsonElement?> GetOutputSchemaAsync(ArchitectApi api, Flow flow, string? version, CancellationToken cancellationToken) =>
        GetSchemaAsync(SchemaKind.Output, api, flow, version, cancellationToken);

    /// <summary>A version as Genesys Cloud names it: <c>4</c> is <c>4.0</c>.</summary>
    /// <param name="version">The version as a person names it; null or empty for the published one.</param>
    public static string? VersionName(string? version)
    {
        string name = version?.Trim() ?? "";
        return name.Length == 0 ? null
            : name.All(char.IsAsciiDigit) ? $"{name}.0"
            : name;
    }

    private async Task<JsonElement?> GetSchemaAsync(
        SchemaKind kind, ArchitectApi api, Flow flow, string? version, CancellationToken cancellationToken)
    {
        version = VersionName(version);
        (SchemaKind, string, string) key = (kind, flow.Id, version ?? "");
        if (_schemas.TryGetValue(key, out (JsonElement? Schema, long At) known) && IsFresh(known.At))
            return known.Schema;

        JsonElement? schema = version is null
            ? await GetPublishedSchemaAsync(kind, api, flow, cancellationToken).ConfigureAwait(false)
            : kind.OfVersion(await GetVersionAsync(api, flow, version, cancellationToken).ConfigureAwait(false));
        _schemas[key] = (schema, _time.GetTimestamp());
        return schema;
    }

    private static async Task<JsonElement?> GetPublishedSchemaAsync(
        SchemaKind kind, ArchitectApi api, Flow flow, CancellationToken cancellationToken)
    {
        // A flow that came out of a listing has no schema with it; one that was read by id may have it in either place.
        if (kind.Of(flow) is { } schema)
            return schema;
        Flow whole = await api.GetFlowAsync(flow.Id, cancellationToken).ConfigureAwait(false);
        if (kind.Of(whole) is { } read)
            return read;
        return whole.PublishedVersion?.Id is { } published
            ? kind.OfVersion(await api.GetFlowVersionAsync(flow.Id, published, cancellationToken).ConfigureAwait(false))
            : null;
    }

    private static async Task<FlowVersion> GetVersionAsync(ArchitectApi api, Flow flow, string version, CancellationToken cancellationToken)
    {
        try
        {
            return await api.GetFlowVersionAsync(flow.Id, version, cancellationToken).ConfigureAwait(false);
        }
        catch (GenesysCloudException deleted) when (deleted is { Outcome: SendOutcome.Refused, Code: ErrorCodes.FlowDeleted })
        {
            throw new FlowNotFoundException(flow.Id, deleted);
        }
        catch (GenesysCloudException missing) when (missing is { Outcome: SendOutcome.Refused, Status: 404 or 410 })
        {
            throw new FlowVersionNotFoundException(flow, version, missing);
        }
    }

    private static async Task<Flow> FindByIdAsync(ArchitectApi api, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await api.GetFlowAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (GenesysCloudException missing) when (missing is { Outcome: SendOutcome.Refused, Status: 404 or 410 })
        {
            throw new FlowNotFoundException(id, missing);
        }
    }

    private async Task<Flow> FindByNameAsync(ArchitectApi api, string name, CancellationToken cancellationToken)
    {
        // How the service's name filter compares (whole, part, wildcards, case) is not documented. Whatever it does, an exact
        // match is either in its response or in the whole list, which the suggestions need anyway.
        if (_all is null)
        {
            List<Flow> filtered = await api.ListFlowsAsync(new FlowQuery { Name = name }, cancellationToken).ConfigureAwait(false);
            if (Pick(filtered, name) is { } flow)
                return flow;
            _all = await api.ListFlowsAsync(new FlowQuery(), cancellationToken).ConfigureAwait(false);
        }

        return Pick(_all, name) ?? throw new FlowNotFoundException(name, NameSuggestions.Nearest(name, _all.Select(other => other.Name)));
    }

    /// <summary>The flow of this name among others, in any case; null if there is none.</summary>
    /// <exception cref="FlowNameAmbiguousException">Several flows have that name.</exception>
    public static Flow? Pick(List<Flow> flows, string name)
    {
        List<Flow> named = flows.FindAll(flow => flow.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (named.Count == 0)
            named = flows.FindAll(flow => NameSuggestions.AreAlike(flow.Name, name));
        if (named.Count > 1 && named.FindAll(flow => flow.Name == name) is { Count: > 0 } sameCase)
            named = sameCase;

        // Names are unique within a type only, and workflows are what can be launched.
        if (named.Count > 1
            && named.FindAll(flow => "WORKFLOW".Equals(flow.Type, StringComparison.OrdinalIgnoreCase)) is { Count: > 0 } workflows)
        {
            named = workflows;
        }

        return named.Count > 1 ? throw new FlowNameAmbiguousException(name, named) : named.FirstOrDefault();
    }

    private void Keep(string key, Flow flow) => _flows[key] = (flow, _time.GetTimestamp());

    private bool IsFresh(long at) => _time.GetElapsedTime(at) < s_keptFor;

    /// <summary>Which of a flow's two schemas, and where a flow or a version has it.</summary>
    private sealed record SchemaKind(Func<Flow, JsonElement?> Of, Func<FlowVersion, JsonElement?> OfVersion)
    {
        public static readonly SchemaKind Input = new(flow => flow.LaunchedInputSchema, version => version.InputSchema);
        public static readonly SchemaKind Output = new(flow => flow.LaunchedOutputSchema, version => version.OutputSchema);
    }
}
