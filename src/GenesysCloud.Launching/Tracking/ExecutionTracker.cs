using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.RateLimiting;

namespace GenesysCloud.Launching.Tracking;

/// <summary>
/// Follows executions to their end. One caller adds them and takes results, which come as the executions end; the asking goes on
/// in the background, after launches and other calls in the rate quota. When an execution is asked for depends on how long others of
/// its flow took in the same session.
/// </summary>
/// <typeparam name="T">What the caller follows an execution for; comes back with the result.</typeparam>
/// <remarks>
/// Trouble on the way (network, 5xx, rate limit) does not end the following: the execution is simply asked for again later, for as
/// long as the caller waits. While several executions of a flow are followed, one request to execution data may take the place of many
/// reads, if it has shown the end of one of them before; without the permission for it, or without execution data, each is read by its id.
/// </remarks>
public sealed class ExecutionTracker<T> : IDisposable
{
    // An execution may be asked for before every part of the service knows it.
    private static readonly TimeSpan s_mayBeUnknown = TimeSpan.FromSeconds(30);

    // For so long, executions are read once more when the time is up.
    private static readonly TimeSpan s_lastReads = TimeSpan.FromSeconds(10);

    // The first, and after pauses of 1.5, 2.3, 3.4, and 5.1 s.
    private const int MostForeign = 5;

    private readonly ArchitectApi _architect;
    private readonly ArchitectApi _instances;
    private readonly ExecutionTrackerOptions _options;
    private readonly ServiceClock _clock;
    private readonly LookPlan _plan;
    private readonly object _lock = new();
    private readonly ConcurrentQueue<TrackedExecution<T>> _ended = new();
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _over;
    private readonly TimeProvider _time;
    private ITimer? _timeUp;
    private TaskCompletionSource _endedChanged = NewSignal();
    private Task? _loop;
    private int _open;

    /// <summary>Creates the tracker.</summary>
    /// <param name="client">What is asked; what is learned of flows is kept with it.</param>
    /// <param name="options">How.</param>
    public ExecutionTracker(GenesysCloudClient client, ExecutionTrackerOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.PollingInterval ?? TimeSpan.MaxValue, TimeSpan.Zero, nameof(options));
        (_architect, _options, _clock) = (client.Architect, options, client.ServiceClock);
        _instances = client.Architect.SendingOnce(isObserved: true);
        _plan = new LookPlan(
            new LookSchedule(options), client.FlowDurations, client.ServiceClock, givenUp => client.Observer?.Notify(givenUp));
        _slots = new SemaphoreSlim(options.ThrottleLimit);
        _time = client.TimeProvider;
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
    }

    /// <summary>
    /// Reports that there is no more to follow; the timeout runs from here. At its end, what was not read lately is read once more, which
    /// may take some seconds.
    /// </summary>
    public void CompleteAdding()
    {
        if (_options.Timeout is not { } timeout)
            return;
        _timeUp = _time.CreateTimer(_ => BeginLastReads(), state: null, timeout, Timeout.InfiniteTimeSpan);
        _over.CancelAfter(timeout + s_lastReads);
    }

    /// <summary>How many executions are being followed or wait to be taken.</summary>
    public int Pending => Volatile.Read(ref _open);

    /// <summary>Completes when <see cref="TryTake"/> will give a result. Only to be asked while executions are pending.</summary>
    public Task NextReady
    {
        get
        {
            lock (_lock)
                return _ended.IsEmpty ? _endedChanged.Task : Task.CompletedTask;
        }
    }

    /// <summary>Begins to follow an execution.</summary>
    /// <param name="executionId">Its id.</param>
    /// <param name="source">What it is followed for; comes back with the result.</param>
    /// <param name="launchedAt">
    /// When it was launched, by the service's clock, if that is known: a fresh one is given a moment. One of which it is not known is
    /// read at once.
    /// </param>
    /// <param name="flowId">The flow that it runs, if that is known; otherwise the first response says so.</param>
    public void Add(string executionId, T source, DateTimeOffset? launchedAt = null, string? flowId = null)
    {
        Interlocked.Increment(ref _open);
        _plan.Add(new Tracking(executionId, flowId, launchedAt, source));
        _loop ??= Task.Run(FollowAsync);
        if (_over.IsCancellationRequested)
            TimeOutTheRest();
    }

    /// <summary>A result, if there is one.</summary>
    public bool TryTake([NotNullWhen(true)] out TrackedExecution<T>? result)
    {
        lock (_lock)
        {
            if (!_ended.TryDequeue(out result))
                return false;
        }

        Interlocked.Decrement(ref _open);
        return true;
    }

    /// <summary>Stops asking. Nothing is lost: the executions run on, and their ids are known to the caller.</summary>
    public void Dispose()
    {
        _timeUp?.Dispose();
        _over.Cancel();
        TimeOutTheRest();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task FollowAsync()
    {
        CancellationToken over = _over.Token;
        try
        {
            while (true)
            {
                // The slot first: an execution taken out of the line while none is free would be in no one's hands at the timeout.
                await _slots.WaitAsync(over).ConfigureAwait(false);
                Scheduled next = await _plan.NextAsync(over).ConfigureAwait(false);
                _ = next is OpenFlow flow ? AskAsync(flow, over) : LookAsync((Tracking)next, over);
            }
        }
        catch (OperationCanceledException)
        {
            TimeOutTheRest();
        }
    }

    private async Task LookAsync(Tracking follow, CancellationToken cancellationToken)
    {
        try
        {
            follow.Execution = await _architect.GetExecutionAsync(
                follow.Id, RequestPriority.Tracking, cancellationToken).ConfigureAwait(false);
            (follow.Foreign, follow.Failure) = (0, null);
            if (FlowExecutionStatus.IsFinal(follow.Execution.Status))
                End(follow, TrackingEnd.Completed);
            else
                LookAgain(follow, follow.Execution);
        }
        catch (OperationCanceledException)
        {
            End(follow, TrackingEnd.TimedOut);
        }
        catch (GenesysCloudException early) when (
            early is { Outcome: SendOutcome.Refused, Status: 404 } && _clock.GetUtcNow() - follow.LaunchedAt < s_mayBeUnknown)
        {
            LookAgain(follow, seen: null);
        }
        catch (GenesysCloudException refused) when (IsFinal(refused) || IsForeignForGood(refused, follow))
        {
            follow.Failure = refused;
            End(follow, TrackingEnd.Refused);
        }
        catch (GenesysCloudException trouble)
        {
            follow.Failure = trouble;
            LookAgain(follow, seen: null);
        }
        catch (Exception fault)
        {
            // Not a way that looking can fail, so a fault of this code; no one may wait forever because of it.
            follow.Failure = new GenesysCloudException(
                $"Could not track execution {follow.Id}: {fault.Message}", SendOutcome.Unknown, fault);
            End(follow, TrackingEnd.Refused);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Asks execution data which executions of a flow have ended.</summary>
    private async Task AskAsync(OpenFlow flow, CancellationToken cancellationToken)
    {
        try
        {
            (FlowInstanceCriteria criteria, DateTimeOffset from, DateTimeOffset to) = _plan.QuestionFor(flow);
            _plan.Shown(flow, await _instances.QueryInstancesAsync(criteria, from, to, cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The time is up, for the executions too.
        }
        catch (GenesysCloudException failure)
        {
            _plan.AskingFailed(flow, failure);
        }
        catch (Exception fault)
        {
            // A fault of this code: the executions are followed without it.
            _plan.AskingFailed(flow, new GenesysCloudException(fault.Message, SendOutcome.Unknown, fault));
        }
        finally
        {
            _slots.Release();
        }
    }

    private static bool IsFinal(GenesysCloudException failure) =>
        failure.Code == GenesysCloudException.SessionClosed
        || failure is SignInException { Outcome: SendOutcome.Refused }
            or { Outcome: SendOutcome.Refused, Status: 400 or 401 or 403 or 404 or 410 };

    // A gateway may stand in for the service for a moment; a firewall does so forever, and would be waited for as long.
    private static bool IsForeignForGood(GenesysCloudException failure, Tracking follow)
    {
        follow.Foreign = failure.ForeignResponse is null ? 0 : follow.Foreign + 1;
        return follow.Foreign >= MostForeign;
    }

    private void LookAgain(Tracking follow, FlowRuntimeExecution? seen)
    {
        if (_plan.IsLast)
            End(follow, TrackingEnd.TimedOut);
        else if (seen is null)
            _plan.Retry(follow);
        else
            _plan.RunsOn(follow, seen);
        if (_over.IsCancellationRequested)
            TimeOutTheRest();
    }

    private void BeginLastReads()
    {
        foreach (OpenExecution follow in _plan.BeginLastReads())
            End((Tracking)follow, TrackingEnd.TimedOut);
    }

    private void TimeOutTheRest()
    {
        while (_plan.TryTakeRest(out OpenExecution? follow))
            End((Tracking)follow, TrackingEnd.TimedOut);
    }

    private void End(Tracking follow, TrackingEnd end)
    {
        _plan.Remove(follow, end == TrackingEnd.Completed ? follow.Execution : null);
        TaskCompletionSource changed;
        lock (_lock)
        {
            _ended.Enqueue(new TrackedExecution<T>(follow.Id, end, follow.Execution, follow.Failure, follow.Source));
            (changed, _endedChanged) = (_endedChanged, NewSignal());
        }

        changed.TrySetResult();
    }

    private sealed class Tracking(string id, string? flowId, DateTimeOffset? launchedAt, T source)
        : OpenExecution(id, flowId, launchedAt)
    {
        public T Source { get; } = source;
    }
}
