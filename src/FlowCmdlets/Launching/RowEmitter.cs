using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Executions;
using FlowCmdlets.Pipeline;
using GenesysCloud.Architect;
using GenesysCloud.Launching;

namespace FlowCmdlets.Launching;

/// <summary>Turns results into objects and error records. On the pipeline thread only.</summary>
/// <param name="cmdlet">Whose streams they go to.</param>
/// <param name="tally">Counts them.</param>
/// <param name="follower">Takes launched rows over, to emit them when their execution has ended; null to emit them at once.</param>
/// <param name="dryRun">Counts what would be launched; null when rows are launched.</param>
/// <param name="passThru">Whether rows that were not launched are emitted too.</param>
internal sealed class RowEmitter(
    GenesysCmdlet cmdlet, LaunchTally tally, ExecutionFollower? follower, DryRun? dryRun, bool passThru)
{
    /// <summary>The result whose object was not emitted because Ctrl+C came just then; null if there is none.</summary>
    public RowResult<RowContext>? Interrupted { get; private set; }

    /// <summary>Emits what a row came to.</summary>
    /// <param name="result">What it came to.</param>
    /// <param name="isReportedByEnd">Whether the error that ends the run says why the row failed.</param>
    public void Emit(RowResult<RowContext> result, bool isReportedByEnd)
    {
        tally.Count(result);
        if (result.Outcome is RowOutcome.Launched launched)
            Emit(result, launched);
        else
            EmitUnlaunched(result, isReportedByEnd);
    }

    private void Emit(RowResult<RowContext> result, RowOutcome.Launched launched)
    {
        if (launched.IsEarlier && !passThru && (follower is null || FlowExecutionStatus.IsFinal(launched.Status)))
        {
            if (FlowExecutionStatus.IsFailure(launched.Status))
                follower?.Output.WriteFailure(RowOutput.Create(result.Row, launched));
            return;
        }

        PSObject execution = RowOutput.Create(result.Row, launched);
        if (follower is null)
            Write(execution, result);
        else
            follower.Add(ExecutionReference.From(execution));
    }

    private void EmitUnlaunched(RowResult<RowContext> result, bool isReportedByEnd)
    {
        // The rows that a run left unsent when it ended are reported once, by the error that ends it.
        ErrorRecord? error = result.Outcome is RowOutcome.Skipped or RowOutcome.NotSent { Reason: NotSentReason.Stopped }
            ? null
            : result.Outcome is RowOutcome.Refused { Reason: Refusal.ByCaller } ? result.Row.Error
            : Errors.ForOutcome(result.Outcome, result.Row.Row.Label, result.Row.Row.Source);
        dryRun?.Count(result, error);
        if (error is not null && !isReportedByEnd)
            cmdlet.WriteError(error);

        if (!passThru)
            return;
        PSObject row = RowOutput.Create(result.Row, result.Outcome, error);
        if (follower is null)
            cmdlet.WriteObject(row);
        else
            follower.Add(ExecutionReference.From(row));
    }

    private void Write(PSObject execution, RowResult<RowContext> result)
    {
        try
        {
            cmdlet.WriteObject(execution);
        }
        catch (PipelineStoppedException) when (cmdlet.Stopping)
        {
            Interrupted = result;
            throw;
        }
    }
}
