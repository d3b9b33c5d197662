using System.Text.Json;

namespace GenesysCloud.Architect;

/// <summary>
/// What a flow declares: its identity, and the schemas of its published versions. No data of executions, and no configuration.
/// </summary>
/// <param name="Flow">The flow.</param>
/// <param name="Versions">Published versions with their schemas; the one that a launch runs comes last. Empty if it was never
/// published.</param>
internal sealed record FlowDefinition(Flow Flow, IReadOnlyList<FlowVersionDefinition> Versions)
{
    /// <summary>
    /// Reads a flow with the version that a launch runs, or with all that were published. Needs <c>architect:flow:view</c>.
    /// </summary>
    /// <exception cref="Http.GenesysCloudException">The service refused or could not be reached.</exception>
    public static async Task<FlowDefinition> ReadAsync(
        ArchitectApi api, string flowId, bool allVersions, CancellationToken cancellationToken)
    {
        Flow flow = await api.GetFlowAsync(flowId, cancellationToken).ConfigureAwait(false);
        var versions = new List<FlowVersionDefinition>();
        if (allVersions)
        {
            foreach (FlowVersion version in await api.GetFlowVersionsAsync(flow.Id, cancellationToken).ConfigureAwait(false))
            {
                if (IsPublished(version) && version.Id is { } id && id != flow.PublishedVersion?.Id)
                    versions.Add(await ReadVersionAsync(api, flow, id, version, cancellationToken).ConfigureAwait(false));
            }
        }

        if (flow.PublishedVersion is { Id: { } published } last)
        {
            FlowVersionDefinition known = new(published, flow.LaunchedInputSchema, flow.LaunchedOutputSchema);
            versions.Add(known is { InputSchema: not null, OutputSchema: not null }
                ? known
                : await ReadVersionAsync(api, flow, published, last, cancellationToken).ConfigureAwait(false));
        }

        return new FlowDefinition(flow, versions);
    }

    private static async Task<FlowVersionDefinition> ReadVersionAsync(
        ArchitectApi api, Flow flow, string id, FlowVersion listed, CancellationToken cancellationToken)
    {
        // Listings may leave schemas out.
        FlowVersion version = listed is { InputSchema: not null, OutputSchema: not null }
            ? listed
            : await api.GetFlowVersionAsync(flow.Id, id, cancellationToken).ConfigureAwait(false);
        return new FlowVersionDefinition(id, version.InputSchema, version.OutputSchema);
    }

    // A flow has versions that were only saved or checked in, too.
    private static bool IsPublished(FlowVersion version) =>
        version.Type is null ? version.DatePublished is not null : version.Type.Equals("PUBLISH", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a version of a flow declares.</summary>
/// <param name="Id">The version, such as <c>3.0</c>.</param>
/// <param name="InputSchema">The JSON Schema of its inputs; null if it has none.</param>
/// <param name="OutputSchema">The JSON Schema of its outputs; null if it has none.</param>
internal sealed record FlowVersionDefinition(string Id, JsonElement? InputSchema, JsonElement? OutputSchema);
