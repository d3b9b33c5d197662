using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Wording;

namespace FlowCmdlets.Launching;

/// <summary>
/// Asks before launching: once for each flow and not for each row, so that <c>-Confirm</c> on ten thousand rows is one question. It is
/// asked with the first row that can be launched: a pipeline may never end, so that its rows are not counted first.
/// </summary>
/// <param name="cmdlet">Whose question it is.</param>
/// <param name="isOneFlow">Whether all rows are for one flow.</param>
/// <param name="rowCount">How many rows there are; null if that is not known before the last one.</param>
internal sealed class LaunchApproval(GenesysCmdlet cmdlet, bool isOneFlow, int? rowCount)
{
    private readonly Dictionary<LaunchPlan, bool> _approved = [];

    /// <summary>Whether rows of this flow are to be launched.</summary>
    /// <param name="plan">How they are launched.</param>
    /// <param name="row">The first of them.</param>
    public bool IsGiven(LaunchPlan plan, InputRow row)
    {
        if (!_approved.TryGetValue(plan, out bool approved))
            _approved[plan] = approved = Ask(plan.Target, row);
        return approved;
    }

    private bool Ask(LaunchTarget target, InputRow row)
    {
        string flow = $"the flow '{target.DisplayName}' ({target.FlowId})";
        bool approved = cmdlet.ShouldProcess(
            $"Launching {flow}{(row.Source is null ? "" : " for each row")}.",
            $"Launch {flow}{Rows(row)}",
            "Launch flows",
            out ShouldProcessReason reason);
        if (reason != ShouldProcessReason.WhatIf)
            return approved;
        if (target.FlowType is { } type && !type.Equals("WORKFLOW", StringComparison.OrdinalIgnoreCase))
        {
            cmdlet.WriteWarning(
                $"The flow '{target.DisplayName}' is of type {type}. Genesys Cloud launches only workflows, and may reject it.");
        }

        return approved;
    }

    /// <summary>For which rows, and what the possible answers cover.</summary>
    private string Rows(InputRow row)
    {
        if (row.Source is null)
            return "?";
        if (!isOneFlow)
            return $" for row {row.Label} and all later rows of this flow? Yes to All covers the rows of all flows.";
        return rowCount is { } count
            ? $" for {(count == 1 ? "" : "up to ")}{Quantity.Format(count, "row")}?"
            : $" for row {row.Label} and all later rows? How many there are isn't known yet; -WhatIf counts them.";
    }
}
