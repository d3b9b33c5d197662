using System.Text.Json;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Flows;

/// <summary>A flow as far as it needs to be known to launch it.</summary>
/// <param name="FlowId">Its id.</param>
/// <param name="FlowName">Its name; null if it may not be read.</param>
/// <param name="FlowType">Its type; null if it may not be read.</param>
/// <param name="Version">The version asked for; null for the published one.</param>
/// <param name="Inputs">Its declared inputs; null if they may not be read.</param>
public sealed record LaunchTarget(string FlowId, string? FlowName, string? FlowType, string? Version, FlowInputSchema? Inputs)
{
    /// <summary>The flow as a person knows it.</summary>
    public string DisplayName => FlowName ?? FlowId;

    /// <summary>
    /// Finds a flow by id or name and reads what it takes. Without the permission to read flows, an id is taken at its word; only Genesys
    /// Cloud itself can say that the permission is missing.
    /// </summary>
    /// <exception cref="FlowNotFoundException">There is none.</exception>
    /// <exception cref="FlowNameAmbiguousException">Several flows have that name.</exception>
    /// <exception cref="FlowNotPublishedException">It was never published, and no version was asked for.</exception>
    /// <exception cref="GenesysCloudException">The service refused or could not be reached.</exception>
    internal static async Task<LaunchTarget> ResolveAsync(
        GenesysCloudClient client, string idOrName, string? version, CancellationToken cancellationToken)
    {
        version = FlowCache.VersionName(version);
        Flow flow;
        try
        {
            flow = await client.FlowCache.FindAsync(client.Architect, idOrName, cancellationToken).ConfigureAwait(false);
        }
        catch (GenesysCloudException refused) when (refused is { Outcome: SendOutcome.Refused, Status: 403 }
            && Guid.TryParse(idOrName, out Guid id))
        {
            return new LaunchTarget(id.ToString(), null, null, version, null);
        }

        if (flow.PublishedVersion is null && version is null)
            throw new FlowNotPublishedException(flow);
        return new LaunchTarget(
            flow.Id, flow.Name, flow.Type, version, await ReadInputsAsync(client, flow, version, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<FlowInputSchema?> ReadInputsAsync(
        GenesysCloudClient client, Flow flow, string? version, CancellationToken cancellationToken)
    {
        try
        {
            JsonElement? schema = await client.FlowCache.GetInputSchemaAsync(
                client.Architect, flow, version, cancellationToken).ConfigureAwait(false);
            return FlowInputSchema.Parse(schema ?? default);
        }
        catch (GenesysCloudException refused) when (refused is { Outcome: SendOutcome.Refused, Status: 403 })
        {
            return null;
        }
    }
}

/// <summary>A flow that was never published cannot be launched without naming a version.</summary>
public sealed class FlowNotPublishedException(Flow flow)
    : Exception($"The flow '{flow.Name}' ({flow.Id}) has never been published, so it can't be launched.")
{
    /// <summary>The flow.</summary>
    public Flow Flow { get; } = flow;
}
