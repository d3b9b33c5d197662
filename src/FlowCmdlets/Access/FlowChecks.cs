using System.Text.Json;
using FlowCmdlets.Pipeline;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Schemas;
using GenesysCloud.Wording;

namespace FlowCmdlets.Access;

/// <summary>What can be read of flows and their executions, and whether one can be launched.</summary>
/// <param name="calls">The calls.</param>
/// <param name="flow">A flow, by id or name; null for any.</param>
internal sealed class FlowChecks(AccessCalls calls, string? flow)
{
    private const string Workflow = "WORKFLOW";

    // Execution data is kept for ten days; a short span is found quickly, and most organizations launch something every day.
    private static readonly TimeSpan s_searched = TimeSpan.FromDays(1);

    private string? _flowId;

    /// <summary>Whether schemas can be read: that of the flow, or else of any published workflow.</summary>
    public async Task<AccessCheck> SchemasAsync(CancellationToken stop)
    {
        (Flow? found, AccessCheck? failed) = await calls.TryAsync(CheckName.Schemas, FindAsync, stop).ConfigureAwait(false);
        if (failed is not null)
            return failed;
        if (found is not { Id.Length: > 0 })
        {
            return new AccessCheck(
                CheckName.Schemas, AccessResult.Warning, "Not tested on a flow: the OAuth client can't see any workflow.",
                "Publish a workflow, or grant the role in the divisions of your flows.");
        }

        _flowId = found.Id;
        (FlowInputSchema? schema, failed) = await calls.TryAsync(
            CheckName.Schemas,
            async token => FlowInputSchema.Parse(
                await calls.Client.FlowCache.GetInputSchemaAsync(calls.Client.Architect, found, null, token).ConfigureAwait(false)
                    ?? default(JsonElement)),
            stop).ConfigureAwait(false);
        return failed ?? new AccessCheck(
            CheckName.Schemas, AccessResult.Ok,
            $"Can be read: {Quantity.Format(schema!.Inputs.Count, "input")} of the flow '{found.Name}'.");
    }

    /// <summary>Whether executions can be searched for, and are stored at all.</summary>
    public async Task<AccessCheck> ExecutionDataAsync(CancellationToken stop)
    {
        DateTimeOffset now = calls.Client.ServiceClock.GetUtcNow();
        (IReadOnlyList<FlowInstance>? found, AccessCheck? failed) = await calls.TryAsync(
            CheckName.ExecutionData,
            token => calls.Client.Architect.QueryInstancesAsync(
                flow is null ? null : _flowId, now - s_searched, now, token, pageSize: 1),
            stop).ConfigureAwait(false);
        if (failed is not null)
            return failed;
        if (found!.Count > 0)
        {
            return new AccessCheck(
                CheckName.ExecutionData, AccessResult.Ok, "Is stored: the search returned an execution of the last day.");
        }

        (ExecutionDataSettings? settings, _) = await calls.TryAsync(
            CheckName.ExecutionData, calls.Client.Architect.GetExecutionDataSettingsAsync, stop).ConfigureAwait(false);
        return settings?.Enabled switch
        {
            true => new AccessCheck(
                CheckName.ExecutionData, AccessResult.Ok, "Is turned on. The search returned no execution of the last day."),
            false => new AccessCheck(
                CheckName.ExecutionData, AccessResult.Warning,
                "Is turned off, so launches that received no response can't be recovered.",
                "Turn on execution data in Architect, then publish the flows again. -Journal and Find-GenesysFlowInstance use it."),
            null => new AccessCheck(
                CheckName.ExecutionData, AccessResult.Warning,
                "The search is permitted, but returned no execution of the last day; execution data may be turned off.",
                "If flows were executed during the last day, turn on execution data in Architect, then publish the flows again. " +
                "-Journal and Find-GenesysFlowInstance use it."),
        };
    }

    /// <summary>Whether a flow can be launched, as far as that can be read.</summary>
    /// <param name="idOrName">The flow.</param>
    /// <param name="subject">What was granted; null if that can't be read.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<AccessCheck> LaunchableAsync(string idOrName, AuthorizationSubject? subject, CancellationToken stop)
    {
        (LaunchTarget? target, AccessCheck? failed) = await calls.TryAsync(
            CheckName.Flow, token => LaunchTarget.ResolveAsync(calls.Client, idOrName, null, token), stop).ConfigureAwait(false);
        if (failed is not null)
            return failed.As(AccessResult.Failed);
        if (target!.FlowType is { } type && !type.Equals(Workflow, StringComparison.OrdinalIgnoreCase))
        {
            return new AccessCheck(
                CheckName.Flow, AccessResult.Failed,
                $"The flow '{target.DisplayName}' is of type {type}. Genesys Cloud launches only workflows.",
                "Specify a workflow: Get-GenesysFlow -Type workflow lists them.");
        }

        if (subject is { ListsPermissions: true } && await LacksLaunchAsync(target, subject, stop).ConfigureAwait(false) is { } where)
        {
            return new AccessCheck(
                CheckName.Flow, AccessResult.Failed,
                $"The OAuth client can't launch the flow '{target.DisplayName}': {Permission.LaunchFlow} is not granted{where}.",
                $"Grant {Permission.LaunchFlow}. {Permission.HowToGrant}");
        }

        if (target.Inputs is not { } inputs)
        {
            return new AccessCheck(
                CheckName.Flow, AccessResult.Warning,
                $"The flow '{target.DisplayName}' can't be read, so it is not known whether it is published, and inputs aren't validated.",
                $"Grant {Permission.ViewFlow}. {Permission.HowToGrant}");
        }

        string permission = subject is { ListsPermissions: true } ? "" : " Whether the permission to launch it is granted is not known.";
        return new AccessCheck(
            CheckName.Flow, AccessResult.Ok,
            $"The workflow '{target.DisplayName}' is published and takes {Quantity.Format(inputs.Inputs.Count, "input")}.{permission}");
    }

    /// <summary>In which division the permission to launch the flow is missing; null if it is granted, or the division unknown.</summary>
    private async Task<string?> LacksLaunchAsync(LaunchTarget target, AuthorizationSubject subject, CancellationToken stop)
    {
        IReadOnlyList<AuthorizationDivision> granted = subject.DivisionsOf(Permission.LaunchFlow);
        if (granted.Count == 0)
            return "";
        if (granted.Any(division => division.IsAll) || target.FlowName is null)
            return null;

        // Kept since it was found a moment ago.
        Flow found = await calls.Client.FlowCache.FindAsync(calls.Client.Architect, target.FlowId, stop).ConfigureAwait(false);
        return found.Division is not { Id: { } home } || granted.Any(division => division.Id == home)
            ? null
            : $" in its division '{found.Division}'";
    }

    private async Task<Flow> FindAsync(CancellationToken cancellationToken)
    {
        if (flow is not null)
            return await calls.Client.FlowCache.FindAsync(calls.Client.Architect, flow, cancellationToken).ConfigureAwait(false);

        // One page: that a listing of many has no published workflow is as good as none.
        var workflows = new FlowQuery { Types = [Workflow], PageSize = 25 };
        var listed = new List<Flow>();
        await foreach (Flow next in calls.Client.Architect.GetFlowsAsync(workflows, cancellationToken).ConfigureAwait(false))
        {
            listed.Add(next);
            if (next.PublishedVersion is not null || listed.Count == workflows.PageSize)
                break;
        }

        return listed.LastOrDefault() ?? new Flow();
    }
}
