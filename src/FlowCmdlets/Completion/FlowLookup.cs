using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Schemas;

namespace FlowCmdlets.Completion;

/// <summary>
/// What one completion can find out about flows: what the session knows, and the response to one request at most. What would take a second
/// request is there for the next completion.
/// </summary>
/// <remarks>Requests are sent once and behind those of commands: a completion must not cost a running launch its quota.</remarks>
internal sealed class FlowLookup
{
    // The official Terraform provider asks for as many at once, so this many are known to be given.
    private const int FlowsPerPage = 500;
    private const int FlowsOfOneName = 25;
    private const string Workflow = "workflow";

    private static readonly ConditionalWeakTable<GenesysCloudClient, ResponseCache> s_caches = [];

    private readonly FlowCache _known;
    private readonly ArchitectApi _api;
    private readonly ResponseCache _responses;
    private bool _hasSent;

    /// <param name="client">The session's client.</param>
    public FlowLookup(GenesysCloudClient client)
    {
        _known = client.FlowCache;
        _api = client.Architect.SendingOnce();
        _responses = s_caches.GetValue(client, static client => new ResponseCache(client.TimeProvider));
    }

    /// <summary>
    /// The flows of an organization as far as they are known: each completion reads one page more of a long list, until it is complete.
    /// </summary>
    public IReadOnlyList<Flow> AllFlows() => List([]).Flows;

    /// <summary>The workflows, as <see cref="AllFlows"/>: what can be launched.</summary>
    public IReadOnlyList<Flow> Workflows()
    {
        (IReadOnlyList<Flow> flows, bool isComplete) = KnownFlows([]);
        return isComplete
            ? [.. flows.Where(flow => Workflow.Equals(flow.Type, StringComparison.OrdinalIgnoreCase))]
            : List([Workflow]).Flows;
    }

    /// <summary>The flow of this id or name; null if it can't be found now, or if several have that name.</summary>
    public Flow? Find(string idOrName)
    {
        idOrName = idOrName.Trim();
        if (idOrName.Length == 0)
            return null;
        if (_known.Known(idOrName) is { } known)
            return known;
        List<Flow> listed = [.. KnownFlows([]).Flows, .. KnownFlows([Workflow]).Flows];
        if (Guid.TryParse(idOrName, out Guid id))
        {
            return listed.Find(flow => Guid.TryParse(flow.Id, out Guid other) && other == id)
                ?? Get($"flow {id}", token => _api.GetFlowAsync(id.ToString(), token));
        }

        return Pick(listed.DistinctBy(flow => flow.Id), idOrName) ?? FindByName(idOrName);
    }

    /// <summary>The versions of a flow, newest first; those that the flow itself names where no more is known.</summary>
    public IReadOnlyList<FlowVersion> Versions(Flow flow) =>
        Get($"versions {flow.Id}", token => _api.GetFlowVersionPageAsync(flow.Id, 1, token)) is { } versions
            ? [.. versions.Entities.OrderByDescending(NumberOf)]
            : [.. new[] { flow.PublishedVersion, flow.CheckedInVersion, flow.SavedVersion }.OfType<FlowVersion>()];

    /// <summary>The inputs that a flow declares; empty if they are not known now.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="version">A version; null for the published one.</param>
    public IReadOnlyList<FlowInput> Inputs(Flow flow, string? version) =>
        (_known.KnownInputSchema(flow, version) ?? ReadInputSchema(flow, FlowCache.VersionName(version))) is { } schema
            ? FlowInputSchema.Parse(schema).Inputs
            : [];

    private static decimal NumberOf(FlowVersion version) => decimal.TryParse(
        version.Id, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number)
        ? number
        : 0;

    private static Flow? Pick(IEnumerable<Flow> flows, string name)
    {
        try
        {
            return FlowCache.Pick([.. flows], name);
        }
        catch (FlowNameAmbiguousException)
        {
            return null;
        }
    }

    private Flow? FindByName(string name)
    {
        // With the schemas, so that the inputs are there too. However the service compares names, it finds a whole one.
        var query = new FlowQuery { Name = name, IncludeSchemas = true, PageSize = FlowsOfOneName };
        return Get($"name {name}", token => _api.GetFlowPageAsync(query, 1, token)) is { } named ? Pick(named.Entities, name) : null;
    }

    private JsonElement? ReadInputSchema(Flow flow, string? version)
    {
        if (version is null)
        {
            // A flow that came out of a listing has no schema with it, and the one of a flow may be with its published version only.
            Flow? whole = Get($"flow {flow.Id}", token => _api.GetFlowAsync(flow.Id, token));
            if (whole?.LaunchedInputSchema is { } schema)
                return schema;
            version = whole?.PublishedVersion?.Id;
        }

        return version is null
            ? null
            : Get($"version {flow.Id} {version}", token => _api.GetFlowVersionAsync(flow.Id, version, token))?.InputSchema;
    }

    private (IReadOnlyList<Flow> Flows, bool IsComplete) KnownFlows(string[] types) => List(types, maySend: false);

    private (IReadOnlyList<Flow> Flows, bool IsComplete) List(string[] types, bool maySend = true)
    {
        var query = new FlowQuery { Types = types, PageSize = FlowsPerPage };
        var flows = new List<Flow>();
        for (int page = 1; ; page++)
        {
            int number = page;
            EntityListing<Flow>? listing = Get(
                $"flows {string.Join(',', types)} {number}", token => _api.GetFlowPageAsync(query, number, token), maySend);
            if (listing is null)
                return (flows, false);
            flows.AddRange(listing.Entities);
            if (listing.Entities.Count == 0 || !(page < listing.PageCount))
                return (flows, true);
        }
    }

    private T? Get<T>(string request, Func<CancellationToken, Task<T>> send, bool maySend = true)
        where T : class
    {
        T? response = _responses.Get(request, maySend && !_hasSent ? send : null, out bool isSent);
        _hasSent |= isSent;
        return response;
    }
}
