namespace GenesysCloud.Launching.History;

/// <summary>
/// An execution that has ended, as Genesys Cloud reports it at that moment. Source: FlowExecutionHistory, the event of
/// <c>v2.flows.instances.flow.{flowId}</c>. It has neither a status nor outputs, which the execution itself has.
/// </summary>
/// <remarks>Every property but the ids can be null where the event leaves it out. The signed address of the full history is left out.
/// </remarks>
public sealed class FlowExecutionHistory
{
    /// <summary>The id of the execution. That it is the one that its launch returned is likely, but not documented.</summary>
    public string ExecutionId { get; init; } = "";

    /// <summary>The flow's id.</summary>
    public string FlowId { get; init; } = "";

    /// <summary>The flow's name.</summary>
    public string? FlowName { get; init; }

    /// <summary>The version that ran, such as <c>3.0</c>, or <c>debug</c>.</summary>
    public string? FlowVersion { get; init; }

    /// <summary>The flow's type, such as <c>workflow</c>.</summary>
    public string? FlowType { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartDateTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndDateTime { get; init; }

    /// <summary>From its start to its end.</summary>
    public TimeSpan? Duration => EndDateTime - StartDateTime;

    /// <summary>Why the flow ended, such as <c>FLOW_DISCONNECT</c> or <c>FLOW_ERROR_DISCONNECT</c>.</summary>
    public string? ExitReason { get; init; }

    /// <summary>The errors, in the order in which they were recorded.</summary>
    public IReadOnlyList<FlowInstanceEvent> Errors { get; init; } = [];

    /// <summary>The warnings, in the order in which they were recorded.</summary>
    public IReadOnlyList<FlowInstanceEvent> Warnings { get; init; } = [];

    /// <summary>The conversation it belonged to; null where it had none.</summary>
    public string? ConversationId { get; init; }

    /// <summary>
    /// What started it: <c>flow</c>, <c>journeyActionMap</c>, <c>processAutomation</c>, <c>quality</c>, or <c>workitem</c>; null where the
    /// event does not say, as for launches by the API.
    /// </summary>
    public string? InvokedBy { get; init; }

    /// <summary>Whether it ran in the debugger of Architect.</summary>
    public bool IsDebug { get; init; }

    /// <summary>
    /// Whether it was read from execution data afterwards, because it ended while there was no connection. It has less than an event then.
    /// </summary>
    public bool FromHistory { get; init; }

    /// <inheritdoc />
    public override string ToString() => ExecutionId;
}
