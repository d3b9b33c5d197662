using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Completion;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using FlowCmdlets.Summaries;
using GenesysCloud.Launching.Executions;

namespace FlowCmdlets.Executions;

/// <summary>
/// Follows executions to their end and emits each as it ends. Those that have not ended when the time is up are emitted as they stand, and
/// told in one error.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "GenesysFlowExecution")]
[OutputType(typeof(FlowExecution))]
public sealed partial class WaitGenesysFlowExecutionCommand : ConnectedCmdlet
{
    private ExecutionFollower? _follower;
    private bool _isAnyGiven;

    /// <summary>
    /// Ids, executions, or rows with an id. With <c>-Journal</c> alone: all executions of the journal that have not ended.
    /// </summary>
    [Parameter(
        Position = 0, ValueFromPipeline = true,
        HelpMessage = "Specifies executions by ID, or as objects or rows that contain an ID.")]
    [Alias("Id", "ExecutionId")]
    [ExecutionReferenceTransformation]
    public ExecutionReference[] Execution { get; set; } = [];

    /// <summary>How long to wait once the last execution is known; without it, until all have ended.</summary>
    [Parameter(HelpMessage = "Specifies how long to wait after the last execution is received.")]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    /// <summary>The journal that the launches were written to: the ends are written into it.</summary>
    [Parameter(HelpMessage = "Specifies the journal that records how the executions finish.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JournalPathCompleter))]
    public string? Journal { get; set; }

    /// <summary>Requests in flight at once.</summary>
    [Parameter(HelpMessage = "Specifies how many requests can be in flight at once.")]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 8;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        _summary = BeginSummary();
        base.BeginProcessing();
        BeforeStoppingError = _summary.EndByError;
        BoundParameters.Require(this, nameof(Timeout), nameof(TimeoutAction));
        if (!MyInvocation.ExpectingInput && !MyInvocation.BoundParameters.ContainsKey(nameof(Execution)) && Journal is null)
            ThrowTerminatingError(Errors.NothingToWaitFor());
        _follower = new ExecutionFollower(this, Client, Following(), Journal is null ? null : FilePath(Journal));
        _summary.Open(() => new SummaryCounts(default, _follower.Counts, _follower.Problems));

        // A launch that comes before it in the pipeline creates the journal with its first row, unless it has another one.
        if (!MyInvocation.ExpectingInput || _summary is { IsAfterOtherJournal: true, IsDryRun: false })
            _follower.OpenJournal();
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        using IDisposable call = _summary!.Enter();
        foreach (ExecutionReference reference in Execution)
        {
            _isAnyGiven = true;
            _follower!.Add(reference);
        }

        _follower!.EmitReady();
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        using IDisposable call = _summary!.Enter();
        if (!_isAnyGiven)
            _follower!.AddFromJournal();
        _follower!.EmitAll();
        _summary.End();
    }

    /// <inheritdoc />
    /// <remarks>What it was given and has not emitted would be lost with the pipeline, ids that only the launch knew among it.</remarks>
    protected override void Dispose(bool disposing)
    {
        if (_follower is not null)
        {
            UnendedReport.Write(
                WriteHostWarning, _follower.Output, Journal is null || !_follower.IsJournalUsed ? null : FilePath(Journal));
        }

        EndSummary();
        _follower?.Dispose();
        base.Dispose(disposing);
    }
}
