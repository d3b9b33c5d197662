using System.Management.Automation;
using FlowCmdlets.Executions;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Summaries;
using GenesysCloud;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Launching.Reconciliation;
using GenesysCloud.Wording;

namespace FlowCmdlets.Launching;

/// <summary>
/// A row's way through the cmdlet: read and checked, added to the bulk launch, emitted in its turn. On the pipeline thread only.
/// </summary>
internal sealed partial class LaunchRun : IDisposable
{
    private static readonly TimeSpan s_together = TimeSpan.FromMilliseconds(1);

    private readonly GenesysCmdlet _cmdlet;
    private readonly TimeProvider _time;
    private readonly LaunchRunOptions _options;
    private readonly RowIntake _intake;
    private readonly LaunchApproval _approval;
    private readonly DryRun? _dryRun;
    private readonly LaunchTally _tally = new();
    private readonly LaunchProgress _progress;
    private readonly BulkLaunch<RowContext> _launch;
    private readonly ExecutionFollower? _follower;
    private readonly RowEmitter _emitter;
    private readonly RunReport _report;
    private readonly CancellationTokenRegistration _onStop;
    private bool _isSingle;
    private bool _isReported;
    private bool _isStopped;

    public LaunchRun(GenesysCmdlet cmdlet, GenesysCloudClient client, LaunchRunOptions options)
    {
        (_cmdlet, _options, _time) = (cmdlet, options, client.TimeProvider);
        _intake = new RowIntake(cmdlet, new LaunchPlans(cmdlet, client, options), options.Launch.Journal?.KeyColumn);
        _waiting = new WaitingRows(cmdlet, client);
        _approval = new LaunchApproval(cmdlet, options.Launch.SingleFlow, options.RowCount);
        _dryRun = options.Launch.DryRun ? new DryRun(cmdlet, client, options.Wait) : null;
        _launch = new BulkLaunch<RowContext>(client, options.Launch);

        // At once and on its own, so that whatever becomes of the pipeline thread, nothing more is sent.
        _onStop = cmdlet.StopToken.Register(static launch => ((BulkLaunch<RowContext>)launch!).Stop(), _launch);
        if (options.Wait && _dryRun is null)
            _follower = new ExecutionFollower(cmdlet, client, options.Following, options.Launch.Journal?.Path);
        _progress = new LaunchProgress(cmdlet, client, _tally, _follower, _waiting);
        _emitter = new RowEmitter(cmdlet, _tally, _follower, _dryRun, options.PassThru);
        _report = new RunReport(cmdlet, options, _tally);
        cmdlet.BeforeStoppingError = ReportBeforeError;
        options.Summary.Open(Count, StopAndReport);
    }

    /// <summary>Takes one piped object in, and emits what has become ready.</summary>
    /// <param name="inputObject">What was piped; null when nothing was.</param>
    /// <param name="parameters">The parameters that are bound to it.</param>
    public void Accept(PSObject? inputObject, RowParameters parameters)
    {
        // Rows of a run that has ended are read on only for those who asked for an object for every row.
        if (_launch.End is not null && !_options.PassThru)
            Finish();

        _tally.Rows++;
        _isSingle = inputObject is null;
        try
        {
            _waiting.BeginRow();
            Read(_intake.Read(_tally.Rows, inputObject, parameters));
            EmitReady();
            while (_launch.IsFull)
                EmitNext();
            _follower?.EmitReady();
            _progress.Update();
            _waiting.EndRow();
        }
        catch
        {
            CompleteProgress();
            throw;
        }
    }

    /// <summary>Emits the rest, in order, and reports how the run ended.</summary>
    public void Finish()
    {
        _tally.AllRead = true;
        try
        {
            AddWaiting();
            EmitPending();
            Reconcile();
            EmitReady();
            _progress.Complete();
            _follower?.EmitAll();
        }
        catch
        {
            CompleteProgress();
            throw;
        }

        WarnOfRows();

        // How executions ended has been written since.
        _cmdlet.Await(_launch.FlushAsync());
        if (_dryRun is null)
            _report.Write(_launch.End, _isSingle);
        else
            _dryRun.Report(_tally, _isSingle);
    }

    /// <summary>After any end.</summary>
    public void Dispose()
    {
        try
        {
            StopAndReport();
        }
        finally
        {
            _onStop.Dispose();
            _follower?.Dispose();
            Close();
        }
    }

    /// <summary>
    /// Nothing more is sent, what is in flight is waited for, and what the caller has not been given is reported, since an object can no
    /// longer be emitted. Once is enough.
    /// </summary>
    private void StopAndReport()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        _launch.StopAsync().GetAwaiter().GetResult();
        _launch.FlushAsync().GetAwaiter().GetResult();
        var lost = _launch.End?.Cause as JournalLostException;
        if (lost is not null && !_report.IsWritten)
            _cmdlet.WriteHostWarning($"{lost.Message} {Errors.TryDescribe(lost, null)!.ErrorDetails.RecommendedAction}");
        if (_isReported)
            return;

        // A lost journal is of no use for resuming.
        ReportUnemitted(_cmdlet.WriteHostWarning, lost is null ? _options.Launch.Journal?.Path : null);
    }

    /// <summary>
    /// Before an error that ends the pipeline: nothing more is sent, what is in flight is waited for, and what will not be emitted is
    /// reported and counted where a script can read it.
    /// </summary>
    private void ReportBeforeError()
    {
        if (_isReported || _report.IsWritten)
            return;
        _cmdlet.Streams.WriteUntil(_launch.StopAsync(), _cmdlet.StopToken, _progress.Update);
        CompleteProgress();
        ReportUnemitted(_cmdlet.WriteWarning, _options.Launch.Journal?.Path);
        _isReported = true;
        if (_dryRun is null)
            _options.Summary.EndByError();
    }

    /// <summary>Counts and reports the rows and executions that will not be emitted.</summary>
    private void ReportUnemitted(Action<string> warn, string? journal)
    {
        RowResult<RowContext>[] unemitted = [.. Unemitted()];

        // The one that was interrupted was counted before.
        foreach (RowResult<RowContext> result in unemitted.Where(result => result != _emitter.Interrupted))
            _tally.Count(result);
        ShutdownReport.Write(warn, unemitted, journal);
        UnendedReport.Write(warn, _follower?.Output, journal);
    }

    private void Add(RowContext row)
    {
        long number = row.Row.Number;
        if (row.IsBlank)
        {
            _launch.AddSkipped(number, row, SkipReason.Blank);
            return;
        }

        // Its error is going to end the run, so that nothing after it is to be sent; what came before it keeps its turn.
        if (row.Error is not null && _cmdlet.StopsOnError)
            EmitPending();
        if (row.Launch is not { } launch)
        {
            Await(_launch.AddRejectedAsync(number, row, row.ToRejection(_options.Launch.Journal?.KeyColumn), _cmdlet.StopToken));
            return;
        }

        bool isApproved = launch.Rejection is not null || _approval.IsGiven(row.Plan!, row.Row);
        if (!isApproved && _dryRun is null)
        {
            _launch.AddSkipped(number, row, SkipReason.Declined);
            return;
        }

        Await(_launch.AddAsync(number, row, launch, _cmdlet.StopToken));
    }

    private void Await(Task adding)
    {
        if (!adding.IsCompletedSuccessfully)
            _cmdlet.Await(adding, _progress.Update);
    }

    private void Reconcile()
    {
        Task<ReconcileResult> finishing = _launch.FinishAsync(_cmdlet.StopToken);
        ReconcileResult result = _cmdlet.Await(finishing, _progress.Update);
        if (result.InDoubt == 0)
            return;
        _cmdlet.WriteError(Errors.NotReconciled(result, _options.Launch.Journal!.Path));
    }

    private void EmitReady()
    {
        // After a stop the rows are decided too, but no one could be given them; they are reported at the very end.
        _cmdlet.StopToken.ThrowIfCancellationRequested();
        while (_launch.TryTake(out RowResult<RowContext>? result))
            _emitter.Emit(result, isReportedByEnd: RunReport.Covers(_launch.End, _isSingle));
    }

    private void EmitPending()
    {
        while (_launch.Pending > 0)
            EmitNext();
    }

    private void EmitNext()
    {
        _cmdlet.Streams.WriteUntil(_launch.NextReady, _cmdlet.StopToken, _progress.Update);

        // To wake this thread for every row costs about as much as to launch one; those that come within a millisecond go out together.
        if (_launch.Pending > 1)
            _cmdlet.StopToken.WaitHandle.WaitOne(s_together);
        EmitReady();
    }

    /// <summary>
    /// Takes the bars away while that can be done: once those downstream have stopped the pipeline, Dispose may write no more.
    /// </summary>
    private void CompleteProgress()
    {
        _progress.Complete();
        _follower?.CompleteProgress();
    }

    /// <summary>What the run has come to so far.</summary>
    private SummaryCounts Count() => new(
        _tally.ToCounts(EndReason(), _options.Launch.Journal?.Path),
        _follower?.Counts ?? default,
        ProblemList.Of(_follower is null ? [_tally.Problems] : [_tally.Problems, _follower.Problems]));

    // -ErrorAction Stop ends the run as a number of failures does that the caller has not set.
    private RunEndReason? EndReason() => _launch.End?.Reason is not { } reason ? null
        : reason == RunEndReason.TooManyFailures && _cmdlet.StopsOnError ? RunEndReason.Stopped
        : reason;

    private IEnumerable<RowResult<RowContext>> Unemitted()
    {
        if (_emitter.Interrupted is { } interrupted)
            yield return interrupted;
        while (_launch.TryTake(out RowResult<RowContext>? result))
            yield return result;
        foreach (RowResult<RowContext> unread in Unread())
            yield return unread;
    }

    /// <summary>
    /// Closes the journal. No error can be written any more, and the engine must not meet an exception, so the host says that the journal
    /// could not be written to its end.
    /// </summary>
    private void Close()
    {
        try
        {
            _launch.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (JournalException unwritable)
        {
            _cmdlet.WriteHostWarning(unwritable.Message);
        }
    }
}
