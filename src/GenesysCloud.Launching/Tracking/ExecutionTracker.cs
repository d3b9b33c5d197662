using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.RateLimiting;

namespace GenesysCloud.Launching.Tracking;

/// <summary>
/// Follows executions to their end. One caller adds them and takes results, which come as the executions end; the asking goes on
/// in the background, after launches and other calls in the rate quota.
/// </summary>
/// <typeparam name="T">What the caller follows an execution for; comes back with the result.</typeparam>
/// <remarks>
/// Trouble on the way (network, 5xx, rate limit) does not end the following: the execution is simply asked for again later, for as
/// long as the caller waits.
/// </remarks>
public sealed class ExecutionTracker<T> : IDisposable
{
    // An execution may be asked for before every part of the service knows it.
    private static readonly TimeSpan s_mayBeUnknown = TimeSpan.FromSeconds(30);

    // The first, and after pauses of 1.5, 2.3, 3.4, and 5.1 s.
    private const int MostForeign = 5;

    private readonly ArchitectApi _architect;
    private readonly ExecutionTrackerOptions _options;
    private readonly TimeProvider _time;
    private readonly object _lock = new();
    private readonly PriorityQueue<Tracking, long> _due = new();
    private readonly ConcurrentQueue<TrackedExecution<T>> _ended = new();
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _over;
    private TaskCompletionSource _dueChanged = NewSignal();
    private TaskCompletionSource _endedChanged = NewSignal();
    private Task? _loop;
    private int _open;

    /// <summary>Creates the tracker.</summary>
    public ExecutionTracker(ArchitectApi architect, ExecutionTrackerOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_architect, _options, _time) = (architect, options, time);
        _slots = new SemaphoreSlim(options.ThrottleLimit);
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
    }

    /// <summary>Reports that there is no more to follow; the timeout runs from here.</summary>
    public void CompleteAdding()
    {
        if (_options.Timeout is { } timeout)
            _over.CancelAfter(timeout);
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
    /// <param name="launchedAt">When it was launched, if that is known: a fresh one is given a moment.</param>
    public void Add(string executionId, T source, DateTimeOffset? launchedAt = null)
    {
        TimeSpan age = launchedAt is { } then ? _time.GetUtcNow() - then : _options.FirstLook;
        TimeSpan wait = age < TimeSpan.Zero ? _options.FirstLook : _options.FirstLook - age;
        Interlocked.Increment(ref _open);
        Enqueue(new Tracking(executionId, launchedAt, source), wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
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
        _over.Cancel();
        TimeOutTheRest();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Enqueue(Tracking follow, TimeSpan wait)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _due.Enqueue(follow, _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency));
            (changed, _dueChanged) = (_dueChanged, NewSignal());
        }

        changed.TrySetResult();
    }

    private async Task FollowAsync()
    {
        CancellationToken over = _over.Token;
        try
        {
            while (true)
            {
                // The slot first: an execution taken out of the line while none is free would be in no one's hands at the timeout.
                await _slots.WaitAsync(over).ConfigureAwait(false);
                Tracking next = await NextDueAsync(over).ConfigureAwait(false);
                _ = LookAsync(next, over);
            }
        }
        catch (OperationCanceledException)
        {
            TimeOutTheRest();
        }
    }

    private async Task<Tracking> NextDueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task changed;
            TimeSpan wait = Timeout.InfiniteTimeSpan;
            lock (_lock)
            {
                changed = _dueChanged.Task;
                if (_due.TryPeek(out _, out long at))
                {
                    wait = _time.GetElapsedTime(_time.GetTimestamp(), at);
                    if (wait <= TimeSpan.Zero)
                        return _due.Dequeue();
                }
            }

            using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            // Delays count whole milliseconds and cut off the rest, which would be spent going round in circles.
            if (wait > TimeSpan.Zero)
                wait = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
            await Task.WhenAny(changed, Task.Delay(wait, _time, woken.Token)).ConfigureAwait(false);
            await woken.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task LookAsync(Tracking follow, CancellationToken cancellationToken)
    {
        try
        {
            follow.Execution = await _architect.GetExecutionAsync(
                follow.Id, RequestPriority.Tracking, cancellationToken).ConfigureAwait(false);
            follow.Foreign = 0;
            if (FlowExecutionStatus.IsFinal(follow.Execution.Status))
                End(follow, TrackingEnd.Completed);
            else
                LookAgain(follow);
        }
        catch (OperationCanceledException)
        {
            End(follow, TrackingEnd.TimedOut);
        }
        catch (GenesysCloudException early) when (
            early is { Outcome: SendOutcome.Refused, Status: 404 } && _time.GetUtcNow() - follow.LaunchedAt < s_mayBeUnknown)
        {
            LookAgain(follow);
        }
        catch (GenesysCloudException refused) when (IsFinal(refused) || IsForeignForGood(refused, follow))
        {
            follow.Failure = refused;
            End(follow, TrackingEnd.Refused);
        }
        catch (GenesysCloudException trouble)
        {
            follow.Failure = trouble;
            LookAgain(follow);
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

    private void LookAgain(Tracking follow)
    {
        follow.Looks++;

        // 1, 1.5, 2.3, 3.4 … s: a short run is met soon, a long one costs two requests a minute.
        TimeSpan pause = _options.FirstLook * Math.Pow(1.5, Math.Min(follow.Looks, 20));
        Enqueue(follow, pause < _options.LongestPause ? pause : _options.LongestPause);
        if (_over.IsCancellationRequested)
            TimeOutTheRest();
    }

    private void TimeOutTheRest()
    {
        while (true)
        {
            Tracking? follow;
            lock (_lock)
            {
                if (!_due.TryDequeue(out follow, out _))
                    return;
            }

            End(follow, TrackingEnd.TimedOut);
        }
    }

    private void End(Tracking follow, TrackingEnd end)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _ended.Enqueue(new TrackedExecution<T>(follow.Id, end, follow.Execution, follow.Failure, follow.Source));
            (changed, _endedChanged) = (_endedChanged, NewSignal());
        }

        changed.TrySetResult();
    }

    private sealed class Tracking(string id, DateTimeOffset? launchedAt, T source)
    {
        public string Id { get; } = id;

        public DateTimeOffset? LaunchedAt { get; } = launchedAt;

        public T Source { get; } = source;

        public int Looks { get; set; }

        /// <summary>How many of the newest looks in succession met a response that was not Genesys Cloud's.</summary>
        public int Foreign { get; set; }

        public FlowRuntimeExecution? Execution { get; set; }

        public GenesysCloudException? Failure { get; set; }
    }
}
