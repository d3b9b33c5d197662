using System.Globalization;
using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Http;

namespace FlowCmdlets.Executions;

/// <summary>
/// Asks before launching: once for each flow and not for each row, so that <c>-Confirm</c> on ten thousand rows is one question. With <c>-WhatIf</c>
/// it counts what would be launched and tells in the end.
/// </summary>
internal sealed class LaunchRehearsal(GenesysCmdlet cmdlet, GenesysCloudClient client)
{
    private readonly Dictionary<string, long> _wouldLaunch = [];

    /// <summary>Whether nothing is launched, because of <c>-WhatIf</c> or <c>$WhatIfPreference</c>.</summary>
    public bool IsRehearsal { get; private set; } = LanguagePrimitives.IsTrue(
        cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? whatIf) ? whatIf : cmdlet.SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Whether a row of this flow is to be launched.</summary>
    public bool Approves(LaunchPlan plan)
    {
        if (plan.Approved is null)
        {
            plan.Approved = cmdlet.ShouldProcess($"Launching the flow '{plan.Target.DisplayName}' ({plan.Target.FlowId}) for each row.", $"Launch the flow '{plan.Target.DisplayName}' ({plan.Target.FlowId}) for each row?", "Launch flows", out ShouldProcessReason reason);
            IsRehearsal |= reason == ShouldProcessReason.WhatIf;
            if (reason == ShouldProcessReason.WhatIf && plan.Target.FlowType is { } type && !type.Equals("WORKFLOW", StringComparison.OrdinalIgnoreCase))
                cmdlet.WriteWarning($"The flow '{plan.Target.DisplayName}' is of type {type}; Genesys Cloud launches workflows, and may refuse it.");
        }

        if (plan.Approved == false)
            _wouldLaunch[plan.Target.DisplayName] = _wouldLaunch.GetValueOrDefault(plan.Target.DisplayName) + 1;
        return plan.Approved.Value;
    }

    /// <summary>After a rehearsal: what would have happened.</summary>
    public void Tell(LaunchTally tally)
    {
        if (!IsRehearsal)
            return;
        long good = _wouldLaunch.Values.Sum();
        RateBudget budget = client.RateBudget;
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"What if: of {tally.Rows} rows, {good} would be launched{Flows()} and {tally.Failed} refused, for the reasons told above. " +
            $"That takes {good} requests: {Duration(good, budget)} at the present budget ({budget.Remaining} of {budget.Allowed} requests left).");
        cmdlet.WriteInformation(new InformationRecord(new HostInformationMessage { Message = text }, "GenesysFlows") { Tags = { "PSHOST", "WhatIf" } });
    }

    private static string Duration(long requests, RateBudget budget)
    {
        double minutes = Math.Ceiling(Math.Max(0, requests - budget.Remaining) / (double)Math.Max(1, budget.Allowed));
        return minutes < 1 ? "less than a minute" : string.Create(CultureInfo.InvariantCulture, $"about {minutes:0} min");
    }

    private string Flows() => _wouldLaunch.Count == 0 ? "" : $" ({string.Join(", ", _wouldLaunch.Select(pair => $"'{pair.Key}': {pair.Value}"))})";
}
