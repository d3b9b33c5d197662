using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Schemas;
using GenesysCloud.Wording;

namespace FlowCmdlets.Launching;

/// <summary>The flows of a run: each looked up once, whether it is found or not, and one plan for each by whatever rows name it.</summary>
internal sealed class LaunchPlans(GenesysCmdlet cmdlet, GenesysCloudClient client, LaunchRunOptions options)
{
    private readonly Dictionary<FlowKey, LaunchPlan> _plans = [];
    private readonly Dictionary<FlowKey, LaunchPlan> _plansById = [];
    private readonly Dictionary<FlowKey, Exception> _failures = [];

    /// <summary>The plan for a row's flow, or the error of the row.</summary>
    public bool TryGet(
        InputRow row, RowParameters parameters, [NotNullWhen(true)] out LaunchPlan? plan, [NotNullWhen(false)] out ErrorRecord? error)
    {
        error = null;
        plan = null;
        if (parameters is not { Flow.Text: { Length: > 0 } flow })
        {
            error = Errors.FlowMissing(row.Label, row.Source);
            return false;
        }

        var key = new FlowKey(flow, string.IsNullOrWhiteSpace(parameters.FlowVersion) ? null : parameters.FlowVersion.Trim());
        if (!_plans.TryGetValue(key, out plan) && !_failures.ContainsKey(key))
            plan = Resolve(key);
        if (plan is null)
            error = Errors.AtRow(Errors.TryDescribe(_failures[key], row.Source)!, row.Label, row.Source);
        return plan is not null;
    }

    private LaunchPlan? Resolve(FlowKey key)
    {
        Task<LaunchTarget> resolving = LaunchTarget.ResolveAsync(client, key.Flow, key.Version, cmdlet.StopToken);
        try
        {
            cmdlet.Streams.WriteUntil(resolving, cmdlet.StopToken);
            LaunchTarget target = resolving.GetAwaiter().GetResult();
            FlowKey flow = key with { Flow = target.FlowId.ToUpperInvariant() };
            if (!_plansById.TryGetValue(flow, out LaunchPlan? plan))
                plan = _plansById[flow] = Plan(target);
            return _plans[key] = plan;
        }
        catch (Exception failure) when (failure is FlowNotFoundException or FlowNameAmbiguousException or FlowNotPublishedException
            or GenesysCloudException { Outcome: SendOutcome.Refused, Status: 404 or 410 })
        {
            // The last is a version that is not there. Rows that name another flow or version are not touched by it.
            _failures[key] = failure;
            return null;
        }
        catch (Exception trouble) when (Errors.TryDescribe(trouble, key.Flow) is { } error)
        {
            // Every other row would meet it too, and none of them is at fault.
            cmdlet.ThrowTerminatingError(error);
            throw;
        }
    }

    private LaunchPlan Plan(LaunchTarget target)
    {
        if (target.Inputs is { } schema)
        {
            Check(schema, target);
        }
        else
        {
            cmdlet.WriteWarning(
                $"Can't read the inputs of flow '{target.DisplayName}' (missing permission {Permission.ViewFlow}, " +
                "at least in its division), so inputs aren't validated; columns that begin with 'Flow.' are sent unchanged.");
        }

        cmdlet.WriteVerbose(
            $"The flow '{target.DisplayName}' ({target.FlowId}) takes " +
            $"{(target.Inputs is null ? "inputs that can't be read" : Quantity.Format(target.Inputs.Inputs.Count, "input"))}.");
        return new LaunchPlan(target, options);
    }

    /// <summary>Parameters that name inputs wrongly would silently do nothing.</summary>
    private void Check(FlowInputSchema schema, LaunchTarget target)
    {
        if (options.Inputs.RequiredInputs.FirstOrDefault(name => schema.Find(name) is null) is { } unknown)
            cmdlet.ThrowTerminatingError(Errors.RequiredInputUnknown(unknown, target.DisplayName, schema.Nearest(unknown)));
        if (options.IgnoredColumns.Names.FirstOrDefault(name => schema.Find(name) is not null) is { } input)
            cmdlet.ThrowTerminatingError(Errors.IgnoredColumnIsInput(input, target.DisplayName));
    }

    /// <summary>A flow and its version as rows name them.</summary>
    /// <param name="Flow">Its id or name.</param>
    /// <param name="Version">The version; null for the published one.</param>
    private sealed record FlowKey(string Flow, string? Version);
}
