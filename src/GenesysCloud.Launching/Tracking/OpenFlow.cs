using GenesysCloud.Architect;

namespace GenesysCloud.Launching.Tracking;

/// <summary>The executions of one flow that a tracker follows, and whether execution data can be relied on for them.</summary>
/// <remarks><see cref="LookPlan"/> guards it.</remarks>
internal sealed class OpenFlow(string flowId) : Scheduled
{
    /// <summary>Fewer executions are read one by one.</summary>
    public const int LeastOpen = 4;

    // It takes a request for each that still runs to know it without execution data. So many must be saved to begin, and to go on.
    private const double WorthBeginning = 3;
    private const double WorthKeeping = 1.5;

    // Of the oldest and of the newest; those in between are like them.
    private const int MostCounted = 150;

    private readonly LinkedList<OpenExecution> _open = new();
    private readonly Dictionary<OpenExecution, LinkedListNode<OpenExecution>> _nodes = [];

    public string FlowId { get; } = flowId;

    public IReadOnlyCollection<OpenExecution> Open => _open;

    /// <summary>What execution data has shown of ends, compared with the executions themselves.</summary>
    public InstanceEvidence Evidence { get; } = new();

    /// <summary>Whether a request to execution data is on its way.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Whether executions are read only when execution data shows their end, or now and then.</summary>
    public bool IsReliedOn { get; set; }

    /// <summary>When execution data was asked last; null if it was not.</summary>
    public TimeSpan? AskedAt { get; set; }

    /// <summary>When execution data was asked last and showed all that it has.</summary>
    public TimeSpan? CompleteAt { get; set; }

    /// <summary>When the first of its executions was launched, ended ones too.</summary>
    public TimeSpan FirstBornAt { get; set; } = TimeSpan.MaxValue;

    /// <summary>The one that was added last; null if none is followed.</summary>
    public OpenExecution? Newest => _open.Last?.Value;

    /// <summary>How many executions were asked for although nothing is known of the flow.</summary>
    public int Scouts { get; set; }

    /// <summary>How many of those were relieved.</summary>
    public int Relieved { get; set; }

    public void Add(OpenExecution execution) => _nodes.Add(execution, _open.AddLast(execution));

    public bool Remove(OpenExecution execution)
    {
        if (!_nodes.Remove(execution, out LinkedListNode<OpenExecution>? node))
            return false;
        _open.Remove(node);
        return true;
    }

    /// <summary>
    /// Whether execution data saves requests, and when it is to be asked: at the moment from which an end that came early would be noticed
    /// late.
    /// </summary>
    /// <param name="known">How long executions of the flow take.</param>
    /// <param name="schedule">When executions are read otherwise.</param>
    /// <param name="now">The present.</param>
    public (bool IsWorthIt, TimeSpan At) Judge(DurationDistribution known, LookSchedule schedule, TimeSpan now)
    {
        double saved = 0;
        TimeSpan at = TimeSpan.MaxValue;
        foreach (OpenExecution execution in Counted())
        {
            TimeSpan askAge = schedule.AskAge(execution, known);
            if (execution.BornAt + askAge < at)
                at = execution.BornAt + askAge;

            // What would be read before the next request is in vain if it still runs by then.
            TimeSpan age = execution.AgeAt(now);
            TimeSpan readAge = schedule.ReadAge(execution, known);
            if (readAge <= age + LookSchedule.Tolerance(age))
                saved += known.Running(readAge > age ? readAge : age, execution.KnownRunningAt);
        }

        // Executions that began one after the other are asked for together, so rarely that those are noticed in time that are not very
        // short.
        TimeSpan gap = Evidence.IsProven
            ? 0.85 * LookSchedule.Tolerance(known.Quantile(0.25, TimeSpan.Zero))
            : 0.5 * LookSchedule.Tolerance(known.Quantile(0.01, TimeSpan.Zero));
        TimeSpan earliest = AskedAt is { } asked ? asked + gap : now;
        return (saved >= (IsReliedOn ? WorthKeeping : WorthBeginning), at > earliest ? at : earliest);
    }

    private IEnumerable<OpenExecution> Counted()
    {
        int count = 0;
        for (LinkedListNode<OpenExecution>? node = _open.First; node is not null && count < MostCounted; node = node.Next, count++)
            yield return node.Value;
        int left = Math.Min(_open.Count - count, MostCounted);
        for (LinkedListNode<OpenExecution>? node = _open.Last; node is not null && left > 0; node = node.Previous, left--)
            yield return node.Value;
    }
}
