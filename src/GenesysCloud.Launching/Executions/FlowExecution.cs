using System.Text.Json;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Executions;

/// <summary>
/// One launched flow, from launch to end: what the cmdlets emit. For rows that were not launched (emitted on request)
/// <see cref="Id"/> is null and <see cref="Outcome"/> says why.
/// </summary>
public sealed class FlowExecution
{
    /// <summary>The execution's id; null when nothing is known to have been launched.</summary>
    public string? Id { get; init; }

    /// <summary>The display name given at the launch.</summary>
    public string? Name { get; init; }

    /// <summary>The flow's id.</summary>
    public string? FlowId { get; init; }

    /// <summary>The flow's name, where it is known.</summary>
    public string? FlowName { get; init; }

    /// <summary>The version that runs, such as <c>3.0</c>.</summary>
    public string? FlowVersion { get; init; }

    /// <summary>
    /// What became of the row: <c>Launched</c>, <c>AlreadyLaunched</c> (by an earlier run with the same journal), <c>Refused</c>,
    /// <c>Skipped</c> (<c>-WhatIf</c>, or "no" to <c>-Confirm</c>), <c>NotSent</c>, or <c>Unknown</c> (it may be running).
    /// </summary>
    public string Outcome { get; init; } = OutcomeNames.Launched;

    /// <summary>The API's status, such as <c>RUNNING</c> or <c>COMPLETED</c>; null when nothing is known to have been launched.</summary>
    public string? Status { get; init; }

    /// <summary>When it was launched, local time. Until the service has been asked: when its response was received.</summary>
    public DateTime? DateLaunched { get; init; }

    /// <summary>When it ended, local time.</summary>
    public DateTime? DateCompleted { get; init; }

    /// <summary>From launch to end.</summary>
    public TimeSpan? Duration => DateCompleted?.ToUniversalTime() - DateLaunched?.ToUniversalTime();

    /// <summary>Why it ended, in the words of the flow's author.</summary>
    public string? CompletionReason { get; init; }

    /// <summary>The flow's outputs by name; empty until it has completed.</summary>
    public FlowOutput Output { get; init; } = FlowOutput.None;

    /// <summary>What went wrong, in the launch or in the flow.</summary>
    public FlowExecutionError? Error { get; init; }

    /// <summary>The id of the conversation it belongs to, where it has one.</summary>
    public string? Conversation { get; init; }

    /// <summary>The user it was launched for, as the row names it: an id, an e-mail address, or a user name.</summary>
    public string? UserId { get; init; }

    /// <summary>The external contact it was launched for, as the row names it: an id, or what it was found by.</summary>
    public string? ExternalContactId { get; init; }

    /// <summary>The place of its row in the input, from 1; null if it was not launched for a row.</summary>
    public long? RowNumber { get; init; }

    /// <summary>The text of the column that identifies its row (<c>-Key</c>); null if none does.</summary>
    public string? RowKey { get; init; }

    /// <summary>
    /// Whether its end is the one that a journal recorded: the outputs, and the values in its error, are still to be read.
    /// </summary>
    internal bool IsRecorded { get; init; }

    /// <inheritdoc />
    public override string ToString() => Id ?? Outcome;

    /// <summary>The same execution as the service tells it now.</summary>
    internal FlowExecution Updated(FlowRuntimeExecution now, string? flowName = null) => new()
    {
        Id = now.Id.Length > 0 ? now.Id : Id,
        Name = now.Name ?? Name,
        FlowId = now.FlowVersion?.FlowId ?? FlowId,
        FlowName = flowName ?? FlowName,
        FlowVersion = now.FlowVersion?.Id ?? FlowVersion,
        Outcome = Outcome == OutcomeNames.AlreadyLaunched ? Outcome : OutcomeNames.Launched,
        Status = now.Status ?? FlowExecutionStatus.Unknown,
        DateLaunched = now.DateLaunched?.LocalDateTime ?? DateLaunched,
        DateCompleted = now.DateCompleted?.LocalDateTime,
        CompletionReason = now.CompletionReason,
        Output = FlowOutput.Of(now.OutputData, FlowOutputSchema.Of(now.FlowVersion)),
        Error = FlowExecutionError.Of(now.FlowErrorInfo, now.CompletionReason),
        Conversation = now.Conversation?.Id ?? Conversation,
        UserId = UserId,
        ExternalContactId = ExternalContactId,
        RowNumber = RowNumber,
        RowKey = RowKey,
    };
}
