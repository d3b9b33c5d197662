namespace GenesysCloud.Launching.Journal;

internal sealed partial class JournalTable
{
    /// <summary>
    /// The attempts that together make up what is known of the rows, by time, and those of one row in their order: written down again as
    /// records, they come to the same table.
    /// </summary>
    public IEnumerable<AttemptRecord> Attempts()
    {
        var order = new List<(long Sent, int Number, int Index)>(Count);
        for (int number = 0; number < Count; number++)
        {
            long sent = 0;
            int index = 0;
            foreach (AttemptRecord attempt in AttemptsOf(number))
                order.Add((sent = Math.Max(sent, attempt.SentAt.UtcTicks), number, index++));
        }

        order.Sort();
        foreach ((_, int number, int index) in order)
            yield return AttemptsOf(number)[index];
    }

    private List<AttemptRecord> AttemptsOf(int number)
    {
        ref readonly Row row = ref _rows[number];
        string? id = _otherIds.GetValueOrDefault(number);
        if (!_pasts.TryGetValue(number, out Past? past))
            return [Known(number, row, id)];
        List<AttemptRecord> attempts = [];
        if (past.Launch is { } launch)
            attempts.Add(Known(number, launch.Row, launch.OtherId));
        foreach (Row doubtful in past.Doubtful)
            attempts.Add(Known(number, doubtful, null));
        AttemptRecord latest = Known(number, row, id);
        if (past.LatestDidNotRun)
            latest = latest with { State = latest.HttpStatus > 0 ? JournalState.Refused : JournalState.NotSent };
        attempts.Add(latest);

        // It did nothing, and is known by its number alone.
        if (row.Attempt < past.LastAttempt)
            attempts.Add(new AttemptRecord(latest.Key, row.Number, past.LastAttempt, latest.SentAt) { State = JournalState.NotSent });
        return attempts;
    }

    private AttemptRecord Known(int number, in Row row, string? otherId) => new(_keys[number], row.Number, row.Attempt, row.SentAt)
    {
        Name = Text(row.Name),
        TimeoutSeconds = row.Timeout,
        Inputs = row.Inputs,
        IsTimeUncertain = row.IsTimeUncertain || !_times.IsCertain(row.SentAt),
        State = row.State,
        IsReconciled = row.IsReconciled,
        HttpStatus = row.HttpStatus,
        Word = Text(row.Word),
        Columns = row.State == JournalState.Finished ? default : new JournalColumns(Text(row.Detail)),
        Detail = row.State == JournalState.Finished ? EndDetail.Parse(Text(row.Detail)) : null,
        ExecutionId = row.ExecutionId != default ? row.ExecutionId.ToString() : otherId,
        FlowVersion = Text(row.FlowVersion),
        Completed = row.Completed == 0 ? null : new DateTimeOffset(row.Completed, TimeSpan.Zero),
    };
}

/// <summary>An attempt to launch a row, and what came of it; or, with number 0, that the row was rejected before any attempt.</summary>
/// <param name="Key">Key of the row.</param>
/// <param name="Row">Its number in the input of the run that made the attempt.</param>
/// <param name="Number">Number of the attempt, from 1; 0 for none.</param>
/// <param name="SentAt">When it was announced, or rejected.</param>
internal sealed record AttemptRecord(string Key, int Row, int Number, DateTimeOffset SentAt)
{
    public string? Name { get; init; }

    public int TimeoutSeconds { get; init; }

    /// <summary>A hash of the inputs; 0 if there is none.</summary>
    public ulong Inputs { get; init; }

    public bool IsTimeUncertain { get; init; }

    public JournalState State { get; init; }

    public bool IsReconciled { get; init; }

    public int HttpStatus { get; init; }

    /// <summary>The reason, or the status of an execution that has ended.</summary>
    public string? Word { get; init; }

    /// <summary>Of a rejected row, the columns at fault.</summary>
    public JournalColumns Columns { get; init; }

    public string? ExecutionId { get; init; }

    public string? FlowVersion { get; init; }

    public DateTimeOffset? Completed { get; init; }

    /// <summary>Of an execution that has ended, why; null if that isn't known.</summary>
    public EndDetail? Detail { get; init; }
}
