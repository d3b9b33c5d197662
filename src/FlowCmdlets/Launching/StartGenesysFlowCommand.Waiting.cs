using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Executions;
using FlowCmdlets.Pipeline;
using GenesysCloud.Launching.Tracking;

namespace FlowCmdlets.Launching;

/// <content>Waiting for the executions.</content>
public sealed partial class StartGenesysFlowCommand
{
    /// <summary>Waits for the executions and emits them as they end.</summary>
    [Parameter(HelpMessage = "Waits for the executions and returns each one when it finishes.")]
    public SwitchParameter Wait { get; set; }

    /// <summary>With <c>-Wait</c>: how long to wait once the last row is launched.</summary>
    [Parameter(HelpMessage = "Specifies how long -Wait waits after the last launch.")]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    /// <summary>A fixed time between two requests for one execution, in place of learning how long its flow takes.</summary>
    [Parameter(HelpMessage = "Specifies a fixed time between two requests for an execution.")]
    [DurationTransformation(AtLeastSeconds = 0.1)]
    public TimeSpan? PollingInterval { get; set; }

    /// <summary>What happens to executions that are still running after <c>-Timeout</c>.</summary>
    [Parameter(HelpMessage = "Specifies whether executions that are still running after -Timeout are an error.")]
    public TimeoutAction TimeoutAction { get; set; }

    /// <summary>Emits executions in the order of the rows, not as they end.</summary>
    [Parameter(HelpMessage = "Returns executions in the order of the rows, not as they finish.")]
    public SwitchParameter InOrder { get; set; }

    /// <summary>Writes an error for each execution that did not complete.</summary>
    [Parameter(HelpMessage = "Writes an error for each execution that finishes with a status other than COMPLETED.")]
    public SwitchParameter ErrorOnFailure { get; set; }

    private FollowOptions Following() => new()
    {
        Tracking = new ExecutionTrackerOptions { Timeout = Timeout, PollingInterval = PollingInterval },
        TimeoutAction = TimeoutAction,
        InOrder = InOrder,
        ErrorOnFailure = ErrorOnFailure,
        SkipOutputs = SkipOutputs,
    };

    private void RequireWait()
    {
        BoundParameters.Require(
            this, nameof(Wait), nameof(Timeout), nameof(PollingInterval), nameof(TimeoutAction), nameof(InOrder), nameof(ErrorOnFailure),
            nameof(SkipOutputs));
        BoundParameters.Require(this, nameof(Timeout), nameof(TimeoutAction));
    }
}
