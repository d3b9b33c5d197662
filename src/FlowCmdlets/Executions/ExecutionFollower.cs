using System.Globalization;
using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Journals;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Tracking;
using GenesysCloud.Wording;

namespace FlowCmdlets.Executions;

/// <summary>Follows executions for a cmdlet and emits them as they end. On the pipeline thread only.</summary>
internal sealed partial class ExecutionFollower : IDisposable
{
    private readonly GenesysCmdlet _cmdlet;
    private readonly GenesysCloudClient _client;
    private readonly FollowOptions _options;
    private readonly ExecutionTracker<(ExecutionReference Reference, ExecutionOutput.Place Place)> _tracker;
    private readonly ProgressReporter _progress;
    private readonly RateLimitForecast _rateLimit;
    private readonly ExecutionEnds? _ends;
    private readonly RecordedEnds _recorded;
    private readonly List<string> _timedOut = [];
    private (long Count, GenesysCloudException? Newest) _unread;
    private bool _mayNotView;
    private long _added;
    private long _ended;
    private long _completed;
    private long _failed;

    public ExecutionFollower(GenesysCmdlet cmdlet, GenesysCloudClient client, FollowOptions options, string? journal = null)
    {
        (_cmdlet, _client, _options) = (cmdlet, client, options);
        Output = new ExecutionOutput(cmdlet, options);
        _tracker = new(client, options.Tracking);
        _ends = journal is null ? null : new ExecutionEnds(cmdlet, client, journal);
        _recorded = new RecordedEnds(cmdlet) { SkipOutputs = options.SkipOutputs };
        _progress = new ProgressReporter(cmdlet, client.TimeProvider, "Waiting for executions");
        _rateLimit = new RateLimitForecast(client, ofLaunches: false);
        cmdlet.Streams.OnEvent += _rateLimit.OnEvent;
    }

    /// <summary>How many it was given.</summary>
    public long Added => _added;

    /// <summary>How many of those have not ended; each costs at least one more request.</summary>
    public long Pending => _added - _ended;

    /// <summary>How many of those have completed.</summary>
    public long Completed => _completed;

    /// <summary>How many have ended otherwise.</summary>
    public long Failed => _failed;

    /// <summary>Whether the journal knows the executions that it launched: they need not be named.</summary>
    public bool IsJournalUsed => _ends is { IsOpen: true };

    /// <summary>
    /// Opens the journal, unless a run of this process holds it open: that it cannot be used is an error before anything is waited for.
    /// </summary>
    public void OpenJournal() => _ends?.Open();

    /// <summary>Begins to follow all executions of the journal whose end is not known.</summary>
    public void AddFromJournal()
    {
        foreach (FlowExecution execution in _ends?.Running() ?? [])
            Add(ExecutionReference.From(execution));
    }

    /// <summary>Where they are emitted.</summary>
    public ExecutionOutput Output { get; }

    /// <summary>Begins to follow one. What was never launched is emitted as it is, so that rows in are rows out.</summary>
    public void Add(ExecutionReference execution)
    {
        if (execution.Known is { Status: { } status } known && FlowExecutionStatus.IsFinal(status)
            && (known.IsRecorded || known.DateCompleted is not null) && !_recorded.IsToBeRead(known))
        {
            // Its end is known: asking again would cost a request, and tell the same.
            _added++;
            _ended++;
            Count(status);
            _problems.AddEnd(execution, status, known.Error);
            Output.Write(Output.Begin(executionId: null), execution.Source);
        }
        else if (execution.Id is { } id)
        {
            _added++;

            // One whose end is recorded is not running, so that it needs not be named when it is not emitted.
            ExecutionOutput.Place place = Output.Begin(execution.Known?.IsRecorded == true ? null : id);
            OpenJournal();
            DateTimeOffset? launched = execution.Known?.DateLaunched is { } local ? new DateTimeOffset(local) : null;
            _tracker.Add(id, (execution, place), launched, execution.Known?.FlowId);
        }
        else if (execution.IsUnlaunchedRow)
        {
            Output.Write(Output.Begin(executionId: null), execution.Source);
        }
        else
        {
            _added++;
            _ended++;
            _problems.AddUnnamed(execution);
            _cmdlet.WriteError(Errors.ExecutionIdMissing(execution.Source));
        }
    }

    /// <summary>Emits those that have ended.</summary>
    public void EmitReady()
    {
        try
        {
            while (_tracker.TryTake(out TrackedExecution<(ExecutionReference Reference, ExecutionOutput.Place Place)>? result))
                Emit(result);
            _progress.Update(State);
        }
        catch
        {
            CompleteProgress();
            throw;
        }
    }

    /// <summary>
    /// Takes the bar away while that can be done: when those downstream have stopped the pipeline, Dispose may write no more.
    /// </summary>
    public void CompleteProgress() => _progress.Complete();

    /// <summary>Emits the rest as they end.</summary>
    public void EmitAll()
    {
        _tracker.CompleteAdding();
        while (_tracker.Pending > 0)
        {
            _cmdlet.Streams.WriteUntil(_tracker.NextReady, _cmdlet.StopToken, () => _progress.Update(State));
            EmitReady();
        }

        CompleteProgress();
        _cmdlet.WriteVerbose(
            $"{Quantity.Format(_added, "execution")} tracked: {_completed} completed, {_failed} not completed, " +
            $"{_added - _completed - _failed} not finished.");
        _recorded.Warn();
        if (_timedOut.Count > 0 && _options.TimeoutAction == TimeoutAction.Error)
            _cmdlet.WriteError(Errors.WaitTimedOut(_timedOut, _options.Tracking.Timeout ?? TimeSpan.Zero, _unread.Count, _unread.Newest));
        _ends?.Flush();
    }

    public void Dispose()
    {
        _tracker.Dispose();
        _ends?.Dispose();
    }

    private void Emit(TrackedExecution<(ExecutionReference Reference, ExecutionOutput.Place Place)> result)
    {
        _ended++;
        (ExecutionReference reference, ExecutionOutput.Place place) = result.Source;
        if (result.End != TrackingEnd.Completed && reference.Known is { IsRecorded: true } recorded)
        {
            Count(recorded.Status);
            _problems.AddEnd(reference, recorded.Status, recorded.Error);
            bool isMissing = _recorded.IsMissing(result.End, result.Failure);
            Output.Write(place, reference.Source, isMissing ? null : DescribeRefusal(result.Failure!, result.Id));
            return;
        }

        if (result.End != TrackingEnd.Completed)
            _problems.AddUnended(reference, result.End, result.Failure);
        if (result.End == TrackingEnd.TimedOut)
        {
            _timedOut.Add(result.Id);
            if (result.Failure is { } failure)
                _unread = (_unread.Count + 1, failure);
        }

        Output.Write(
            place,
            result.Execution is { } now ? Update(reference, now) : reference.Source,
            result.End == TrackingEnd.Refused ? DescribeRefusal(result.Failure!, result.Id) : null);
    }

    private PSObject Update(ExecutionReference reference, FlowRuntimeExecution now)
    {
        Count(now.Status);
        if (reference.Known?.IsRecorded != true)
            _ends?.Write(now);
        PSObject updated = ExecutionObjects.Update(reference, now, _client, _cmdlet);
        _problems.AddEnd(reference, now.Status, (updated.BaseObject as FlowExecution)?.Error);
        return updated;
    }

    private void Count(string? status)
    {
        if (status == FlowExecutionStatus.Completed)
            _completed++;
        else if (FlowExecutionStatus.IsFailure(status))
            _failed++;
    }

    private ErrorRecord? DescribeRefusal(GenesysCloudException failure, string id)
    {
        // Without the permission, or the sign-in, or with something else in the way, every execution fares alike: once is enough.
        bool mayNotView = failure is { Status: 401 or 403 } or { ForeignResponse: not null } or SignInException
            or { Code: GenesysCloudException.SessionClosed };
        bool isReported = mayNotView && _mayNotView;
        _mayNotView |= mayNotView;
        return isReported ? null : Errors.TryDescribe(failure, id);
    }

    private ProgressState State()
    {
        // How long an execution runs is not known; that it takes at least as long as the requests that ask for it is.
        TimeSpan limit = _rateLimit.TimeToSend(Pending);
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{_rateLimit.Waiting()}{_ended} of {Quantity.Format(_added, "execution")} finished" +
                $"{(_failed > 0 ? $", {_failed} not completed" : "")}"),
            _added > 0 ? (int)(100 * _ended / _added) : null,
            limit > TimeSpan.Zero ? limit : null);
    }
}
