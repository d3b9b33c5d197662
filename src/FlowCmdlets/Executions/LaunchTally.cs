using FlowCmdlets.Pipeline;
using GenesysCloud.Launching;

namespace FlowCmdlets.Executions;

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

    /// <summary>Rows that were not to be launched: <c>-WhatIf</c>, or "no" to <c>-Confirm</c>.</summary>
    public long Declined { get; private set; }

    public long Done => Launched + AlreadyLaunched + Refused + Unknown + NotSent + Declined;

    /// <summary>Rows that did not come to a launch.</summary>
    public long Failed => Refused + Unknown + NotSent;

    public void Count(LaunchOutcome outcome)
    {
        switch (outcome)
        {
            case LaunchOutcome.Launched { Earlier: true }:
                AlreadyLaunched++;
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
            default:
                NotSent++;
                break;
        }
    }
}
