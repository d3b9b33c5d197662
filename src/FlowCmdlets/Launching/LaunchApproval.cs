using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud.Launching.Flows;

namespace FlowCmdlets.Launching;

/// <summary>
/// Asks before launching: once for each flow and not for each row, so that <c>-Confirm</c> on ten thousand rows is one question.
/// </summary>
internal sealed class LaunchApproval(GenesysCmdlet cmdlet)
{
    private readonly Dictionary<LaunchPlan, bool> _approved = [];

    /// <summary>Whether rows of this flow are to be launched.</summary>
    /// <param name="plan">How they are launched.</param>
    /// <param name="isSingle">Whether the flow is launched once, without a row.</param>
    public bool IsGiven(LaunchPlan plan, bool isSingle)
    {
        if (!_approved.TryGetValue(plan, out bool approved))
            _approved[plan] = approved = Ask(plan.Target, isSingle);
        return approved;
    }

    private bool Ask(LaunchTarget target, bool isSingle)
    {
        string flow = $"the flow '{target.DisplayName}' ({target.FlowId}){(isSingle ? "" : " for each row")}";
        bool approved = cmdlet.ShouldProcess($"Launching {flow}.", $"Launch {flow}?", "Launch flows", out ShouldProcessReason reason);
        if (reason != ShouldProcessReason.WhatIf)
            return approved;
        if (target.FlowType is { } type && !type.Equals("WORKFLOW", StringComparison.OrdinalIgnoreCase))
        {
            cmdlet.WriteWarning(
                $"The flow '{target.DisplayName}' is of type {type}. Genesys Cloud launches only workflows, and may reject it.");
        }

        return approved;
    }
}
