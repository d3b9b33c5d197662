using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace GenesysCloud.Launching.Tracking;

/// <content>When execution data is asked, and what its responses change.</content>
internal sealed partial class LookPlan
{
    // The service's clock is known to a second or two, and what it shows may come some seconds late.
    private static readonly TimeSpan s_clockDoubt = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_overlap = TimeSpan.FromSeconds(15);

    private bool _isOff;
    private bool _isProven;
    private bool _isReported;

    /// <summary>What execution data is to be asked for a flow.</summary>
    /// <param name="flow">The flow.</param>
    /// <returns>The criteria, and the span of time in which the executions began.</returns>
    public (FlowInstanceCriteria Criteria, DateTimeOffset From, DateTimeOffset To) QuestionFor(OpenFlow flow)
    {
        lock (_lock)
        {
            DateTimeOffset now = clock.GetUtcNow();
            bool isProven = flow.Evidence.IsProven;
            TimeSpan first = isProven && flow.Open.Count > 0 ? flow.Open.Min(execution => execution.BornAt) : flow.FirstBornAt;
            DateTimeOffset from = now - (Now - first) - s_clockDoubt;
            DateTimeOffset ended = isProven && flow.CompleteAt is { } complete ? now - (Now - complete) - s_overlap : from;
            return (new FlowInstanceCriteria { FlowId = flow.FlowId, EndedFrom = ended }, from, now + s_clockDoubt);
        }
    }

    /// <summary>Takes in what execution data shows of a flow.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="instances">What it shows.</param>
    public void Shown(OpenFlow flow, IReadOnlyList<FlowInstance> instances)
    {
        lock (_lock)
        {
            flow.IsAsked = false;
            var ended = instances.Where(instance => instance.EndDateTime is not null).Select(instance => instance.Id)
                .ToHashSet(StringComparer.OrdinalIgnoreCase);
            var sighting = new InstanceSighting(flow.AskedAt!.Value, ended, instances.Count >= ArchitectApi.MaxInstances);
            OpenExecution? shown = flow.Open.FirstOrDefault(execution => sighting.Shows(execution.Id));
            if (flow.Evidence.Seen(sighting, shown is not null) is { } obstacle)
                GiveUp(flow, new InstanceTrackingEnded(obstacle));
            else if (flow.Evidence.IsProven)
                Apply(flow, sighting);
            else if (shown is not null)
                Wake(shown);

            // Those that were held for it are held no more.
            if (!flow.IsReliedOn)
                Reschedule(flow);
            _queue.Set(flow, Now);
            SignalChange();
        }
    }

    /// <summary>Takes in that asking execution data has failed; it is not asked again.</summary>
    public void AskingFailed(OpenFlow flow, GenesysCloudException failure)
    {
        lock (_lock)
        {
            flow.IsAsked = false;
            GiveUp(flow, new InstanceTrackingEnded(InstanceObstacle.Failed, failure));
            SignalChange();
        }
    }

    private bool IsToBeAsked(OpenFlow flow)
    {
        if (flow.IsAsked || _isOff || flow.Evidence.IsGivenUp || durations.Of(flow.FlowId) is not { } known)
            return false;
        if (flow.Open.Count < OpenFlow.LeastOpen)
        {
            SetReliance(flow, false);
            return false;
        }

        (bool isWorthIt, TimeSpan at) = flow.Judge(known, schedule, Now);
        if (!isWorthIt)
            SetReliance(flow, false);
        if (isWorthIt && at <= Now)
        {
            (flow.IsAsked, flow.AskedAt) = (true, Now);
            return true;
        }

        // Not worth it now; it may be when more have begun.
        TimeSpan later = Now + (LookSchedule.Tolerance(flow.Newest!.AgeAt(Now)) / 2);
        _queue.Set(flow, isWorthIt || at > later ? at : later);
        return false;
    }

    /// <summary>An execution was read as ended.</summary>
    private void LearnFrom(OpenFlow flow, OpenExecution execution, TimeSpan duration)
    {
        bool wasProven = flow.Evidence.IsProven;
        if (flow.Evidence.Ended(execution, duration, execution.BornAt + duration) is { } obstacle)
            GiveUp(flow, new InstanceTrackingEnded(obstacle));
        else if (!wasProven && flow.Evidence is { IsProven: true, Unproven: { } sighting })
            Apply(flow, sighting);
    }

    private void Apply(OpenFlow flow, InstanceSighting sighting)
    {
        _isProven = true;
        flow.Evidence.ForgetUnproven();
        if (!sighting.IsCut)
            flow.CompleteAt = sighting.AskedAt;
        foreach (OpenExecution execution in flow.Open)
        {
            if (sighting.Shows(execution.Id))
                Wake(execution);
            else if (!sighting.IsCut && execution.AgeAt(sighting.AskedAt) is var age && age > execution.UnshownAt)
                execution.UnshownAt = age;
        }

        SetReliance(flow, !sighting.IsCut);
    }

    private void Wake(OpenExecution execution)
    {
        if (execution.IsBeingRead)
        {
            execution.IsShownDuringRead = true;
        }
        else if (!execution.IsShownEnded)
        {
            execution.IsShownEnded = true;
            Schedule(execution);
        }
    }

    private void SetReliance(OpenFlow flow, bool isReliedOn)
    {
        if (flow.IsReliedOn == isReliedOn)
            return;
        flow.IsReliedOn = isReliedOn;
        Reschedule(flow);
    }

    private void GiveUp(OpenFlow flow, InstanceTrackingEnded why)
    {
        flow.Evidence.GiveUp();
        flow.IsReliedOn = false;
        _queue.Clear(flow);
        foreach (OpenExecution execution in flow.Open)
        {
            execution.UnshownAt = TimeSpan.Zero;
            execution.IsShownEnded = execution.IsShownDuringRead = false;
        }

        Reschedule(flow);

        // Other flows may have execution data, but not if the request fails, nor likely if none had so far.
        _isOff |= why.Obstacle == InstanceObstacle.Failed || !_isProven;
        if (!_isReported)
            onGivenUp(why);
        _isReported = true;
    }
}
