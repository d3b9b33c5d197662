using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Tracking;
using GenesysCloud.Tests.Support;

namespace GenesysCloud.Tests.Tracking;

/// <summary>
/// A plan carried out against executions that are only numbers: it is played through in virtual time, without HTTP and without waiting, so
/// that many can be.
/// </summary>
internal sealed class PlannedRun
{
    private const string FlowId = "f0000000-0000-4000-8000-000000000001";

    private readonly VirtualClock _clock = new();
    private readonly ServiceClock _time;
    private readonly PriorityQueue<Action, TimeSpan> _events = new();
    private readonly Dictionary<string, (DateTimeOffset Launched, DateTimeOffset Ends)> _executions = [];
    private readonly List<(TimeSpan Duration, TimeSpan Late)> _ends = [];
    private LookPlan _plan = null!;
    private int _inFlight;

    public PlannedRun() => _time = new ServiceClock(_clock);

    /// <summary>What was learned of the flow; runs in succession share it.</summary>
    public FlowDurations Durations { get; init; } = new();

    /// <summary>Between a request and its response.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromSeconds(0.05);

    /// <summary>How long after its end execution data shows an execution; null if it is off.</summary>
    public TimeSpan? IndexLag { get; init; } = TimeSpan.Zero;

    /// <summary>Whether execution data has an execution at all.</summary>
    public Func<string, bool> IsIndexed { get; init; } = _ => true;

    /// <summary>Changes what execution data says of an end.</summary>
    public Func<string, bool> IsShownEarly { get; init; } = _ => false;

    public int Reads { get; private set; }

    public int Queries { get; private set; }

    public InstanceTrackingEnded? GivenUp { get; private set; }

    public int Count => _ends.Count;

    public double RequestsPerExecution => (double)(Reads + Queries) / _ends.Count;

    /// <summary>The share of the ends that were noticed within a second, or a fifth of the duration, whichever is more.</summary>
    public double NoticedInTime => (double)_ends.Count(end => end.Late <= LookSchedule.Tolerance(end.Duration)) / _ends.Count;

    /// <summary>The longest time from an end to its notice, compared with the duration.</summary>
    public double Latest => _ends.Max(end => end.Late / end.Duration);

    /// <summary>Durations of executions of a flow, log-normal with a deviation of 0.5.</summary>
    public static TimeSpan[] LogNormal(double median, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => TimeSpan.FromSeconds(
            median * Math.Exp(0.5 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))))];
    }

    /// <param name="durations">How long each execution takes.</param>
    /// <param name="gap">How long after one launch the next follows.</param>
    /// <param name="throttleLimit">Requests in flight at once.</param>
    /// <param name="options">How they are followed.</param>
    public PlannedRun Play(TimeSpan[] durations, TimeSpan gap, int throttleLimit = 8, ExecutionTrackerOptions? options = null)
    {
        options ??= new ExecutionTrackerOptions();
        _plan = new LookPlan(new LookSchedule(options), Durations, _time, givenUp => GivenUp = givenUp);
        for (int i = 0; i < durations.Length; i++)
        {
            TimeSpan duration = durations[i];
            At(i * gap, () => Launch(duration));
        }

        while (_ends.Count < durations.Length)
        {
            TimeSpan? next = null;
            while (_inFlight < throttleLimit && _plan.TakeDue(out next) is { } due)
                Send(due);
            TimeSpan at = _events.TryPeek(out _, out TimeSpan known) ? known : TimeSpan.MaxValue;
            if (_inFlight < throttleLimit && next is { } planned && planned < at)
                at = planned;

            // The clock counts whole ticks, and what is due is due then.
            if (at > _clock.Now)
                _clock.Advance(at - _clock.Now);
            while (_events.TryPeek(out _, out TimeSpan due) && due <= _clock.Now)
                _events.Dequeue()();
        }

        return this;
    }

    public override string ToString() =>
        $"{Reads} reads, {Queries} queries, {RequestsPerExecution:0.000} per execution, {NoticedInTime:P1} in time, latest {Latest:P0}" +
        $"{(GivenUp is { } why ? $", {why.Obstacle}" : "")}";

    private void At(TimeSpan at, Action action) => _events.Enqueue(action, at);

    private void Launch(TimeSpan duration)
    {
        string id = $"{_executions.Count}";
        DateTimeOffset now = _clock.GetUtcNow();
        _executions.Add(id, (now, now + duration));

        // The response comes later than the launch.
        At(_clock.Now + Latency, () => _plan.Add(new OpenExecution(id, FlowId, _clock.GetUtcNow())));
    }

    private void Send(Scheduled due)
    {
        _inFlight++;
        if (due is OpenFlow flow)
            Query(flow);
        else
            Read((OpenExecution)due);
    }

    private void Query(OpenFlow flow)
    {
        Queries++;
        (FlowInstanceCriteria criteria, DateTimeOffset from, DateTimeOffset to) = _plan.QuestionFor(flow);
        FlowInstance[] found = [];
        At(_clock.Now + (Latency / 2), () =>
        {
            DateTimeOffset now = _clock.GetUtcNow();
            found = [.. _executions
                .Where(one => IndexLag is { } lag && IsIndexed(one.Key) && one.Value.Launched >= from && one.Value.Launched < to
                    && (IsShownEarly(one.Key) || (one.Value.Ends + lag <= now && one.Value.Ends >= criteria.EndedFrom)))
                .Take(ArchitectApi.MaxInstances)
                .Select(one => new FlowInstance { Id = one.Key, StartDateTime = one.Value.Launched, EndDateTime = one.Value.Ends })];
        });
        At(_clock.Now + Latency, () =>
        {
            _inFlight--;
            _plan.Shown(flow, found);
        });
    }

    private void Read(OpenExecution execution)
    {
        Reads++;
        (DateTimeOffset launched, DateTimeOffset ends) = _executions[execution.Id];
        bool hasEnded = false;
        At(_clock.Now + (Latency / 2), () => hasEnded = _clock.GetUtcNow() >= ends);
        At(_clock.Now + Latency, () =>
        {
            _inFlight--;
            execution.Execution = new FlowRuntimeExecution
            {
                Id = execution.Id, DateLaunched = launched, DateCompleted = hasEnded ? ends : null,
            };
            if (!hasEnded)
            {
                _plan.RunsOn(execution, execution.Execution);
                return;
            }

            _plan.Remove(execution, execution.Execution);
            _ends.Add((ends - launched, _clock.GetUtcNow() - ends));
        });
    }
}
