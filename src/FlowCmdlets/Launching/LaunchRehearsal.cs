using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.RateLimiting;

namespace FlowCmdlets.Launching;

/// <summary>
/// Asks before launching: once for each flow and not for each row, so that <c>-Confirm</c> on ten thousand rows is one question. With <c>-WhatIf</c>
/// it counts what would be launched and tells in the end.
/// </summary>
internal sealed partial class LaunchRehearsal(GenesysCmdlet cmdlet, GenesysCloudClient client, LaunchRunOptions options)
{
    private static readonly LaunchOutcome s_declined = new LaunchOutcome.NotSent(new RowDeclinedException());

    private readonly Dictionary<string, long> _wouldLaunch = [];
    private readonly Dictionary<string, long> _reasons = [];
    private JournaledRows? _journaled;
    private long _inDoubt;

    /// <summary>Whether nothing is launched, because of <c>-WhatIf</c> or <c>$WhatIfPreference</c>.</summary>
    public bool IsRehearsal { get; private set; } = LanguagePrimitives.IsTrue(
        cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? whatIf) ? whatIf : cmdlet.SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Whether a row of this flow is to be launched.</summary>
    public bool Approves(LaunchPlan plan, bool isSingle)
    {
        if (plan.Approved is null)
        {
            string flow = $"the flow '{plan.Target.DisplayName}' ({plan.Target.FlowId}){(isSingle ? "" : " for each row")}";
            plan.Approved = cmdlet.ShouldProcess($"Launching {flow}.", $"Launch {flow}?", "Launch flows", out ShouldProcessReason reason);
            IsRehearsal |= reason == ShouldProcessReason.WhatIf;
            if (reason == ShouldProcessReason.WhatIf && plan.Target.FlowType is { } type && !type.Equals("WORKFLOW", StringComparison.OrdinalIgnoreCase))
                cmdlet.WriteWarning($"The flow '{plan.Target.DisplayName}' is of type {type}; Genesys Cloud launches workflows, and may refuse it.");
        }

        return plan.Approved.Value;
    }

    /// <summary>What becomes of a row that is not to be launched: what the run would make of it is counted.</summary>
    /// <returns>Null if the run would refuse it.</returns>
    public LaunchOutcome? Decline(LaunchRow row, LaunchPlan plan, out ErrorRecord? error)
    {
        error = null;
        if (IsRehearsal && options.Journal is { } policy)
        {
            _journaled ??= ReadJournal(policy, plan.Target);
            switch (_journaled.Decide(row, plan, out error))
            {
                case null:
                    return null;
                case JournalDecision.Existing { Entry: var entry }:
                    return JournaledRows.Found(entry) with { Earlier = true };
                case JournalDecision.InDoubt:
                    _inDoubt++;
                    return s_declined;
            }
        }

        _wouldLaunch[plan.Target.DisplayName] = _wouldLaunch.GetValueOrDefault(plan.Target.DisplayName) + 1;
        return s_declined;
    }

    /// <summary>Counts why rows are refused: by column where the fault lies in one, else by error.</summary>
    public void Refused(ErrorRecord error)
    {
        if (!IsRehearsal)
            return;
        string[] columns = [.. Column().Matches(error.ErrorDetails.Message).Select(match => match.Value).Distinct()];
        foreach (string reason in columns.Length > 0 ? columns : [error.FullyQualifiedErrorId])
            _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
    }

    /// <summary>After a rehearsal: what would have happened.</summary>
    public void Tell(LaunchTally tally, bool isSingle)
    {
        long good = _wouldLaunch.Values.Sum();
        RateBudget budget = client.RateBudget;
        string rows = isSingle
            ? $"the flow would {(good == 0 ? "not " : "")}be launched"
            : string.Create(CultureInfo.InvariantCulture, $"of {tally.Rows} {(tally.Rows == 1 ? "row" : "rows")}, {good} would be launched{Counted(_wouldLaunch, "'")}{Journaled(tally)} and {tally.Failed} refused{Counted(_reasons, "")}");
        string cost = good == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $" That takes {good} {(good == 1 ? "request" : "requests")}: {Duration(good, budget)} at the present budget ({budget.Remaining} of {budget.Allowed} requests left).");
        cmdlet.WriteInformation(new InformationRecord(new HostInformationMessage { Message = $"What if: {rows}.{cost}" }, "GenesysFlows") { Tags = { "PSHOST", "WhatIf" } });
    }

    /// <summary>A rehearsal takes no lock and writes nothing, so it may be held while a run goes on.</summary>
    private JournaledRows ReadJournal(JournalPolicy policy, LaunchTarget target)
    {
        JournalReport? report = cmdlet.Await(
            JournalReport.ReadForAsync(policy.Path, policy.IdentityFor(target, client.Region.Name, options.OrganizationId), cmdlet.StopToken));
        return new JournaledRows(target, policy, new JournalDecider(target, policy, key => report?.Find(key)));
    }

    private string Journaled(LaunchTally tally) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(tally.AlreadyLaunched > 0 ? $", {tally.AlreadyLaunched} were launched before" : "")}{(_inDoubt > 0 ? $", {_inDoubt} got no answer before and would be looked for first" : "")}");

    private static string Duration(long requests, RateBudget budget)
    {
        double minutes = Math.Ceiling(Math.Max(0, requests - budget.Remaining) / (double)Math.Max(1, budget.Allowed));
        return minutes < 1 ? "less than a minute" : string.Create(CultureInfo.InvariantCulture, $"about {minutes:0} min");
    }

    private static string Counted(Dictionary<string, long> counts, string quote) =>
        counts.Count == 0 ? "" : $" ({string.Join(", ", counts.Select(pair => $"{quote}{pair.Key}{quote}: {pair.Value}"))})";

    [GeneratedRegex("column '[^']*'")]
    private static partial Regex Column();
}
