namespace GenesysCloud.Launching.Tracking;

/// <summary>
/// Judges whether execution data shows the ends of a flow's executions, by comparing it with the executions themselves: nothing documents
/// that it knows them by the same ids, that it has all of them, or how late. It may be off as well.
/// </summary>
internal sealed class InstanceEvidence
{
    // Data that is written when an execution has ended may take a moment until it can be found.
    private static readonly TimeSpan s_appearsWithin = TimeSpan.FromSeconds(10);

    private const int MostTrials = 4;
    private const int MostLate = 3;
    private const double MostLateShare = 0.05;
    private const int MostEnds = 16;

    private readonly Queue<(string Id, TimeSpan At)> _ends = new();
    private int _trials;
    private int _late;
    private int _compared;

    /// <summary>Whether it has shown the end of an execution that was read as ended.</summary>
    public bool IsProven { get; private set; }

    /// <summary>Whether it is not asked any more.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>What it showed before it was proven: an execution that it shows as ended is read now.</summary>
    public InstanceSighting? Unproven { get; private set; }

    /// <summary>Takes in that an execution was read as ended.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="endedAt">When it ended, in the time of the plan.</param>
    /// <returns>Why execution data is not to be asked any more; null if it may be.</returns>
    public InstanceObstacle? Ended(OpenExecution execution, TimeSpan duration, TimeSpan endedAt)
    {
        if (IsGivenUp)
            return null;
        if (Unproven is { } sighting && sighting.Shows(execution.Id))
            IsProven = true;
        if (!IsProven)
        {
            _ends.Enqueue((execution.Id, endedAt));
            if (_ends.Count > MostEnds)
                _ends.Dequeue();
            return null;
        }

        // It did not show the end when it was asked after it. The clocks of two machines are involved.
        _compared++;
        TimeSpan doubt = (LookSchedule.Tolerance(duration) / 2) + (execution.IsAgeExact ? TimeSpan.Zero : TimeSpan.FromSeconds(2));
        if (duration + doubt < execution.UnshownAt)
            _late++;
        return _late >= MostLate && _late > _compared * MostLateShare ? InstanceObstacle.Late : null;
    }

    /// <summary>Takes in what execution data shows.</summary>
    /// <param name="sighting">What it shows.</param>
    /// <param name="isOpenShown">Whether it shows the end of an execution that is still being followed.</param>
    /// <returns>Why execution data is not to be asked any more; null if it may be.</returns>
    public InstanceObstacle? Seen(InstanceSighting sighting, bool isOpenShown)
    {
        if (IsProven || IsGivenUp)
            return null;
        Unproven = sighting;
        IsProven = _ends.Any(end => sighting.Shows(end.Id));

        // As long as none has ended, there is nothing that it could have shown.
        if (IsProven || _ends.Count == 0)
            return null;
        bool isMissing = !isOpenShown && !sighting.IsCut && _ends.Any(end => sighting.AskedAt - end.At > s_appearsWithin);
        return isMissing || ++_trials >= MostTrials ? InstanceObstacle.NotShown : null;
    }

    /// <summary>Ends its use.</summary>
    public void GiveUp()
    {
        (IsGivenUp, IsProven, Unproven) = (true, false, null);
        _ends.Clear();
    }

    /// <summary>Forgets what it showed before it was proven.</summary>
    public void ForgetUnproven() => Unproven = null;
}

/// <summary>What one request to execution data shows.</summary>
/// <param name="AskedAt">When it was sent, in the time of the plan.</param>
/// <param name="Ended">The executions that it shows with an end.</param>
/// <param name="IsCut">Whether there may be more, so that what it does not show means nothing.</param>
internal sealed record InstanceSighting(TimeSpan AskedAt, IReadOnlySet<string> Ended, bool IsCut)
{
    public bool Shows(string executionId) => Ended.Contains(executionId);
}
