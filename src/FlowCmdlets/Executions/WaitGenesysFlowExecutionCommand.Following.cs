using System.Management.Automation;
using FlowCmdlets.Binding;
using GenesysCloud.Launching.Tracking;

namespace FlowCmdlets.Executions;

/// <content>How executions are followed and emitted.</content>
public sealed partial class WaitGenesysFlowExecutionCommand
{
    /// <summary>A fixed time between two requests for one execution, in place of learning how long its flow takes.</summary>
    [Parameter(HelpMessage = "Specifies a fixed time between two requests for an execution.")]
    [DurationTransformation(AtLeastSeconds = 0.1)]
    public TimeSpan? PollingInterval { get; set; }

    /// <summary>What happens to executions that are still running after <c>-Timeout</c>.</summary>
    [Parameter(HelpMessage = "Specifies whether executions that are still running after -Timeout are an error.")]
    public TimeoutAction TimeoutAction { get; set; }

    /// <summary>Emits executions in the order of the input, not as they end.</summary>
    [Parameter(HelpMessage = "Returns executions in the order of the input, not as they finish.")]
    public SwitchParameter InOrder { get; set; }

    /// <summary>Writes an error for each execution that did not complete.</summary>
    [Parameter(HelpMessage = "Writes an error for each execution that finishes with a status other than COMPLETED.")]
    public SwitchParameter ErrorOnFailure { get; set; }

    private FollowOptions Following() => new()
    {
        Tracking = new ExecutionTrackerOptions
        {
            ThrottleLimit = ThrottleLimit, Timeout = Timeout, PollingInterval = PollingInterval,
        },
        TimeoutAction = TimeoutAction,
        InOrder = InOrder,
        ErrorOnFailure = ErrorOnFailure,
        SkipOutputs = SkipOutputs,
    };
}
