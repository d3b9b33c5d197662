using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Summaries;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Tracking;

namespace FlowCmdlets.Executions;

/// <summary>Which executions keep a wait from being a success. On the pipeline thread only.</summary>
internal sealed class EndProblems
{
    /// <summary>The problems, or the first of them.</summary>
    public ProblemList List { get; } = new();

    /// <summary>Executions that an earlier run launched and saw end otherwise than completed.</summary>
    public long AlreadyFailed { get; private set; }

    /// <summary>Executions that could not be read.</summary>
    public long Unreadable { get; private set; }

    /// <summary>An execution has ended.</summary>
    /// <param name="execution">What it was waited for by.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="error">Its error; null if it has none.</param>
    public void AddEnd(ExecutionReference execution, string? status, FlowExecutionError? error)
    {
        if (!FlowExecutionStatus.IsFailure(status))
            return;
        if (execution.Known is { IsRecorded: true })
            AlreadyFailed++;
        Add(ProblemState.Failed, execution, error?.ErrorCode ?? status!);
    }

    /// <summary>The end of an execution was not seen.</summary>
    /// <param name="execution">What it was waited for by.</param>
    /// <param name="end">Why not.</param>
    /// <param name="failure">Why it could not be read; null if the time was up.</param>
    public void AddUnended(ExecutionReference execution, TrackingEnd end, GenesysCloudException? failure)
    {
        bool isLate = end == TrackingEnd.TimedOut;
        if (!isLate)
            Unreadable++;
        string? error = isLate ? null : Errors.TryDescribe(failure!, execution.Id)?.FullyQualifiedErrorId;
        Add(isLate ? ProblemState.NotFinished : ProblemState.Unreadable, execution, error ?? "WaitTimedOut");
    }

    /// <summary>Something was to be waited for that names no execution.</summary>
    public void AddUnnamed(ExecutionReference execution)
    {
        Unreadable++;
        Add(ProblemState.Unreadable, execution, nameof(Errors.ExecutionIdMissing));
    }

    private void Add(ProblemState state, ExecutionReference execution, string reason)
    {
        if (List.IsFull)
            return;
        PSObject? row = execution.Source;
        List.Add(new RunProblem(
            state,
            execution.Known?.RowNumber ?? ExecutionObjects.Number(row, nameof(FlowExecution.RowNumber)),
            execution.Known?.RowKey ?? ExecutionObjects.Text(row, nameof(FlowExecution.RowKey)),
            execution.Id,
            reason));
    }
}
