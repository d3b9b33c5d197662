using FlowCmdlets.Pipeline;
using GenesysCloud.Architect;
using GenesysCloud.Launching;

namespace FlowCmdlets.Launching;

/// <summary>How many rows came to what.</summary>
internal sealed class LaunchTally
{
    /// <summary>Rows read.</summary>
    public long Rows { get; set; }

    /// <summary>Whether those are all.</summary>
    public bool AllRead { get; set; }

    public long Launched { get; private set; }

    /// <summary>Launched by an earlier run.</summary>
    public long AlreadyLaunched { get; private set; }

    public long Refused { get; private set; }

    public long Unknown { get; private set; }

    public long NotSent { get; private set; }

    /// <summary>Launched by an earlier run, and known to have ended otherwise than completed.</summary>
    public long AlreadyFailed { get; private set; }

    /// <summary>Rows that the end of the run left unsent.</summary>
    public RowRanges Unsent { get; } = new();

    /// <summary>Rows that were not to be launched: <c>-WhatIf</c>, or "no" to <c>-Confirm</c>.</summary>
    public long Declined { get; private set; }

    public long Done => Launched + AlreadyLaunched + Refused + Unknown + NotSent + Declined;

    /// <summary>Rows that did not come to a launch.</summary>
    public long Failed => Refused + Unknown + NotSent;

    public void Count(LaunchResult result)
    {
        switch (result.Outcome)
        {
            case LaunchOutcome.Launched { Earlier: true } launched:
                AlreadyLaunched++;
                if (FlowExecutionStatus.IsFinal(launched.Status) && launched.Status != FlowExecutionStatus.Completed)
                    AlreadyFailed++;
                break;
            case LaunchOutcome.Launched:
                Launched++;
                break;
            case LaunchOutcome.Refused or LaunchOutcome.NotSent { Reason: CmdletErrorException }:
                Refused++;
                break;
            case LaunchOutcome.Unknown:
                Unknown++;
                break;
            case LaunchOutcome.NotSent { Reason: RowDeclinedException }:
                Declined++;
                break;
            case LaunchOutcome.NotSent { Reason: OperationCanceledException }:
                NotSent++;
                Unsent.Add(result.Row.Number);
                break;
            default:
                NotSent++;
                break;
        }
    }
}
