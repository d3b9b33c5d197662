using System.Management.Automation;
using FlowCmdlets.Binding;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Executions;

namespace FlowCmdlets.Launching;

/// <summary>Makes the object that is emitted for a row: what became of it, with the row's columns as note properties.</summary>
internal static class RowOutput
{
    /// <summary>The object of a launched row.</summary>
    public static PSObject Create(RowContext context, RowOutcome.Launched launched) => Decorate(context, new FlowExecution
    {
        Id = launched.Execution.Id,
        Name = launched.Execution.Name,
        FlowId = context.Target?.FlowId,
        FlowName = context.Target?.FlowName,
        FlowVersion = launched.Execution.FlowVersion ?? context.Target?.Version,
        Outcome = launched.IsEarlier ? OutcomeNames.AlreadyLaunched : OutcomeNames.Launched,
        Status = launched.Status ?? FlowExecutionStatus.Running,
        DateLaunched = launched.At.LocalDateTime,
        DateCompleted = launched.DateCompleted?.LocalDateTime,
        CompletionReason = launched.Detail?.Reason,
        Error = FlowExecutionError.Of(launched.Detail),
        IsRecorded = FlowExecutionStatus.IsFinal(launched.Status),
        UserId = context.Parameters.UserId,
        ExternalContactId = context.Parameters.ExternalContactId,
        RowNumber = NumberOf(context.Row),
        RowKey = context.Row.Key,
    });

    /// <summary>The object of a row that was not launched, or perhaps was.</summary>
    /// <param name="context">The row.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="error">The error that is written for it; null where none is.</param>
    public static PSObject Create(RowContext context, RowOutcome outcome, ErrorRecord? error) => Decorate(context, new FlowExecution
    {
        FlowId = context.Target is { } target ? target.FlowId : context.Row.ParameterOf("FlowId"),
        FlowName = context.Target is { } known ? known.FlowName : context.Row.ParameterOf("FlowName") ?? context.Row.ParameterOf("Flow"),
        FlowVersion = context.Target is { } versioned ? versioned.Version : context.Row.ParameterOf("FlowVersion"),
        Outcome = NameOf(outcome),
        Error = ErrorOf(outcome, error),
        UserId = context.Parameters.UserId,
        ExternalContactId = context.Parameters.ExternalContactId,
        RowNumber = NumberOf(context.Row),
        RowKey = context.Row.Key,
    });

    private static long? NumberOf(InputRow row) => row.Source is null ? null : row.Number;

    private static string NameOf(RowOutcome outcome) => outcome switch
    {
        RowOutcome.Refused => OutcomeNames.Refused,
        RowOutcome.Skipped => OutcomeNames.Skipped,
        RowOutcome.NotSent => OutcomeNames.NotSent,
        _ => OutcomeNames.Unknown,
    };

    private static FlowExecutionError ErrorOf(RowOutcome outcome, ErrorRecord? error) => outcome switch
    {
        RowOutcome.Skipped { Reason: SkipReason.Blank } => FlowExecutionError.Of("All cells of the row are empty."),
        RowOutcome.Skipped => FlowExecutionError.Of("The row was skipped by -WhatIf, or by No at the -Confirm prompt."),
        RowOutcome.NotSent { Reason: NotSentReason.Stopped } => FlowExecutionError.Of("The run stopped before this row was sent."),
        { Cause: GenesysCloudException refused } and not RowOutcome.NotSent => FlowExecutionError.Of(refused),
        _ => FlowExecutionError.Of(outcome.Cause?.Message ?? error?.Exception.Message ?? ""),
    };

    /// <remarks>
    /// A column's name depends on nothing but the column: rows of all flows, and rows that were refused, have the same columns, and
    /// <c>Export-Csv</c> writes only those of the first.
    /// </remarks>
    private static PSObject Decorate(RowContext context, FlowExecution execution)
    {
        InputRow row = context.Row;
        var decorated = new PSObject(execution);
        foreach ((string name, object? value) in row.Columns)
            Add(decorated, ColumnNames.IsTaken(name) ? ColumnNames.OfRow(name) : name, value);
        foreach ((string name, object? value) in row.FormerParameters)
            Add(decorated, ColumnNames.OfRow(name), value);

        // A parameter comes out as what the launch made of it; the row is identified by what it was.
        if (row.KeyColumn is { } key && !row.FormerParameters.Exists(InputRow.IsNamed(key))
            && row.Parameters.Find(InputRow.IsNamed(key)) is { Key: { } column } cell)
        {
            Add(decorated, ColumnNames.OfRow(column), cell.Value);
        }

        return decorated;
    }

    private static void Add(PSObject decorated, string name, object? value) =>
        decorated.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
}
