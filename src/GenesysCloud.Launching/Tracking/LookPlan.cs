using System.Diagnostics.CodeAnalysis;
using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace GenesysCloud.Launching.Tracking;

/// <summary>
/// Decides what is asked next, and when: an execution by its id, or execution data whether executions of a flow have ended. Only what is
/// read by id decides how an execution ended; execution data decides when it is read. Safe from many threads.
/// </summary>
internal sealed partial class LookPlan(
    LookSchedule schedule, FlowDurations durations, ServiceClock clock, Action<InstanceTrackingEnded> onGivenUp)
{
    // Of an unknown flow, so many are read at a time; the others wait until one of them has ended, or for a while.
    private const int MostScouts = 3;

    // While execution data is asked, which may save the read; not longer, in case there is no response.
    private static readonly TimeSpan s_heldFor = TimeSpan.FromSeconds(0.5);

    // Timers take no more than 49 days; waking up in between does no harm.
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromDays(1);

    private readonly TimeProvider _time = clock.Local;
    private readonly long _origin = clock.Local.GetTimestamp();
    private readonly object _lock = new();
    private readonly LookQueue _queue = new();
    private readonly Dictionary<string, OpenFlow> _flows = new(StringComparer.OrdinalIgnoreCase);
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>The time that passes, from the plan's beginning.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Begins to follow an execution.</summary>
    public void Add(OpenExecution execution)
    {
        lock (_lock)
        {
            SetAge(execution);
            Join(execution);
            Schedule(execution);
            SignalChange();
        }
    }

    /// <summary>What is due: an execution to be read, or a flow whose executions execution data is asked for.</summary>
    public async Task<Scheduled> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task changed;
            TimeSpan wait = Timeout.InfiniteTimeSpan;
            lock (_lock)
            {
                changed = _changed.Task;
                if (TakeDue(out TimeSpan? next) is { } due)
                    return due;
                if (next is { } at)
                    wait = at - Now;
            }

            // Delays count whole milliseconds and cut off the rest, which would be spent going round in circles.
            if (wait != Timeout.InfiniteTimeSpan)
                wait = TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, s_longestDelay.TotalMilliseconds));
            using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(changed, Task.Delay(wait, _time, woken.Token)).ConfigureAwait(false);
            await woken.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What is due now, if anything is.</summary>
    /// <param name="next">Otherwise: when something is due next; null if nothing ever is.</param>
    public Scheduled? TakeDue(out TimeSpan? next)
    {
        lock (_lock)
        {
            TimeSpan now = Now;
            while ((next = _queue.NextAt()) <= now && _queue.TryTake(out Scheduled? item))
            {
                if (item is OpenFlow flow ? IsToBeAsked(flow) : IsToBeRead((OpenExecution)item, now))
                    return item;
            }

            return null;
        }
    }

    /// <summary>Takes in that an execution was read and had not ended.</summary>
    public void RunsOn(OpenExecution execution, FlowRuntimeExecution now)
    {
        lock (_lock)
        {
            bool isWrong = execution.IsShownEnded;
            execution.IsShownEnded = execution.IsShownDuringRead;
            execution.IsShownDuringRead = false;
            if (execution.LaunchedAt is null && now.DateLaunched is { } launched)
            {
                execution.LaunchedAt = launched;
                SetAge(execution);
            }

            execution.RunningAt = execution.AgeAt(Now);
            if (execution.FlowId is null && now.FlowVersion?.FlowId is { } flowId)
            {
                execution.FlowId = flowId;
                Join(execution);
            }

            EndRead(execution);
            Relieve(execution);
            Schedule(execution);
            if (isWrong && FlowOf(execution) is { Evidence.IsGivenUp: false } flow)
                GiveUp(flow, new InstanceTrackingEnded(InstanceObstacle.Wrong));
            SignalChange();
        }
    }

    /// <summary>Takes in that reading an execution has failed, in a way that may be over by the next time.</summary>
    public void Retry(OpenExecution execution)
    {
        lock (_lock)
        {
            EndRead(execution);
            execution.NotBefore = Now + schedule.Pause(execution.Looks);
            Schedule(execution);
            SignalChange();
        }
    }

    /// <summary>Ends the following of an execution.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="end">As it was read, if it has ended.</param>
    public void Remove(OpenExecution execution, FlowRuntimeExecution? end)
    {
        lock (_lock)
        {
            _queue.Clear(execution);
            TimeSpan? duration = end?.DateCompleted - end?.DateLaunched;
            if ((execution.FlowId ?? end?.FlowVersion?.FlowId) is not { } flowId)
                return;
            bool hasChanged = duration is { } took && durations.Learn(flowId, took);
            if (_flows.TryGetValue(flowId, out OpenFlow? flow))
                Leave(flow, execution, end is null ? null : duration ?? execution.AgeAt(Now), hasChanged);
            SignalChange();
        }
    }

    /// <summary>Takes out an execution that waits to be read; none if none does.</summary>
    public bool TryTakeRest([NotNullWhen(true)] out OpenExecution? execution)
    {
        lock (_lock)
        {
            while (_queue.TryTake(out Scheduled? item))
            {
                execution = item as OpenExecution;
                if (execution is null)
                    continue;
                FlowOf(execution)?.Remove(execution);
                return true;
            }

            execution = null;
            return false;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool IsToBeRead(OpenExecution execution, TimeSpan now)
    {
        // More may be known of its flow than when it was put there. Less than a millisecond is not worth another wait.
        TimeSpan due = DueAt(execution);
        if (!execution.IsShownEnded && FlowOf(execution) is { IsAsked: true, AskedAt: { } asked } && asked + s_heldFor > due)
            due = asked + s_heldFor;
        if (due - now < TimeSpan.FromMilliseconds(1))
            return execution.IsBeingRead = true;
        _queue.Set(execution, due);
        return false;
    }

    private void SetAge(OpenExecution execution)
    {
        execution.BornAt = Now - (execution.LaunchedAt is { } launched ? clock.GetUtcNow() - launched : TimeSpan.Zero);
        execution.BornAt = execution.BornAt > Now ? Now : execution.BornAt;
    }

    private OpenFlow? FlowOf(OpenExecution execution) =>
        execution.FlowId is { } id ? _flows.GetValueOrDefault(id) : null;

    private void Join(OpenExecution execution)
    {
        if (execution.FlowId is not { } flowId || schedule.IsFixed)
            return;
        if (!_flows.TryGetValue(flowId, out OpenFlow? flow))
            _flows.Add(flowId, flow = new OpenFlow(flowId));
        flow.Add(execution);
        flow.FirstBornAt = flow.FirstBornAt < execution.BornAt ? flow.FirstBornAt : execution.BornAt;
        if (flow.Scouts < MostScouts)
            MakeScout(flow, execution);
        if (flow.Open.Count == OpenFlow.LeastOpen)
            _queue.Set(flow, Now);
    }

    private void Leave(OpenFlow flow, OpenExecution execution, TimeSpan? duration, bool hasChanged)
    {
        flow.Remove(execution);
        if (duration is { } took)
            LearnFrom(flow, execution, took);
        if (hasChanged && !flow.IsReliedOn)
            Reschedule(flow);

        // Before all that is overdue: what it shows may save reading it.
        if (hasChanged && flow.Open.Count >= OpenFlow.LeastOpen)
            _queue.Set(flow, TimeSpan.MinValue);
        if (!execution.IsScout)
            return;
        flow.Scouts--;
        if (durations.Of(flow.FlowId) is null && flow.Open.FirstOrDefault(open => !open.IsScout) is { } next)
        {
            MakeScout(flow, next);
            Schedule(next);
        }
    }

    /// <summary>
    /// Puts another execution in the place of a scout that runs on: one that was not read yet is more likely to have ended, and a few that
    /// hang do not keep all others waiting.
    /// </summary>
    private void Relieve(OpenExecution scout)
    {
        if (!scout.IsScout || durations.Of(scout.FlowId) is not null || FlowOf(scout) is not { } flow
            || flow.Open.FirstOrDefault(open => !open.IsScout && open.ReadAt is null) is not { } next)
        {
            return;
        }

        scout.IsScout = false;
        flow.Scouts--;
        MakeScout(flow, next);
        next.Looks = scout.Looks;

        // The first ones began together; from here on they take turns.
        int turn = ++flow.Relieved;
        next.NotBefore = Now + (schedule.Pause(next.Looks) * (turn < MostScouts ? (double)turn / MostScouts : 1));
        Schedule(next);
    }

    private static void MakeScout(OpenFlow flow, OpenExecution execution)
    {
        execution.IsScout = true;
        flow.Scouts++;
    }

    private void EndRead(OpenExecution execution)
    {
        execution.IsBeingRead = false;
        execution.ReadAt = Now;
        execution.Looks++;
    }

    private void Reschedule(OpenFlow flow)
    {
        foreach (OpenExecution execution in flow.Open)
            Schedule(execution);
    }

    private void Schedule(OpenExecution execution)
    {
        if (!execution.IsBeingRead)
            _queue.Set(execution, DueAt(execution));
    }

    private TimeSpan DueAt(OpenExecution execution)
    {
        TimeSpan due = execution.BornAt + DueAge(execution);
        return due > execution.NotBefore ? due : execution.NotBefore;
    }

    private TimeSpan DueAge(OpenExecution execution)
    {
        if (_isLast || execution.IsShownEnded || execution.IsBareId)
            return TimeSpan.Zero;
        OpenFlow? flow = FlowOf(execution);
        if (durations.Of(execution.FlowId) is not { } known)
        {
            return flow is null || execution.IsScout ? schedule.ReadAge(execution, known: null) : schedule.UnknownAge(execution);
        }

        return flow is { IsReliedOn: true } ? schedule.ControlAge(execution, known) : schedule.ReadAge(execution, known);
    }

    private void SignalChange()
    {
        (TaskCompletionSource changed, _changed) = (_changed, NewSignal());
        changed.TrySetResult();
    }
}
