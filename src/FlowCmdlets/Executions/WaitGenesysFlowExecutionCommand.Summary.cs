using System.Management.Automation;
using FlowCmdlets.Summaries;

namespace FlowCmdlets.Executions;

/// <content>The summary of the wait, and of the launch before it in the pipeline.</content>
public sealed partial class WaitGenesysFlowExecutionCommand
{
    private SummaryPart? _summary;
    private bool _hasBegun;

    /// <summary>
    /// The name of a variable that is set to the summary, in the caller's scope. In a pipeline with a launch, it is the summary of both.
    /// </summary>
    [Parameter(HelpMessage = "Specifies the name of a variable for the summary.")]
    [ValidateNotNullOrEmpty]
    public string? SummaryVariable { get; set; }

    /// <summary>A file that gets the summary: JUnit XML if its name ends in .xml, JSON otherwise.</summary>
    [Parameter(HelpMessage = "Specifies a file for the summary, as JUnit XML (.xml) or JSON.")]
    [ValidateNotNullOrEmpty]
    public string? SummaryPath { get; set; }

    private SummaryTargets Targets => new(SummaryVariable, SummaryPath, Journal);

    /// <summary>Before anything else, so that a summary of an earlier run is gone whatever happens.</summary>
    private SummaryPart BeginSummary()
    {
        _hasBegun = true;
        return SummaryPart.Begin(this, Targets, isLaunch: false, isDryRun: SummaryPart.FollowsDryRun);
    }

    private void EndSummary()
    {
        if (!_hasBegun)
            SummaryOutlet.ClearUnbegun(this, Targets);
        _summary?.Dispose();
    }
}
