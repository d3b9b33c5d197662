using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Journal;

namespace GenesysCloud.Launching;

/// <summary>What became of a row of a bulk launch. One of the five derived types; there are no others.</summary>
internal abstract record RowOutcome
{
    private RowOutcome()
    {
    }

    /// <summary>How many times the request was sent by this run.</summary>
    public int Attempts { get; init; }

    /// <summary>The failure behind it; null where there is none.</summary>
    public virtual Exception? Cause => null;

    /// <summary>What the outcome of sending a row means for the row.</summary>
    /// <param name="outcome">What became of its launch.</param>
    /// <param name="at">The present.</param>
    public static RowOutcome From(LaunchOutcome outcome, DateTimeOffset at)
    {
        RowOutcome row = outcome switch
        {
            LaunchOutcome.Launched launched => new Launched(launched.Execution, at),
            LaunchOutcome.Refused refused => new Refused(new Refusal.ByService(refused.Reason)),
            LaunchOutcome.NotSent notSent => new NotSent(ReasonOf(notSent.Obstacle), notSent.Reason),
            LaunchOutcome.Unknown unknown => new Unknown(unknown.Reason),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };
        return row with { Attempts = outcome.Attempts };
    }

    /// <summary>What a row without a response has come to.</summary>
    /// <param name="entry">The row in the journal, after it was searched for; null where the journal does not have it.</param>
    public RowOutcome ReconciledAs(JournalEntry? entry) => entry switch
    {
        { State: JournalState.Launched or JournalState.Finished } =>
            Launched.From(entry) with { IsEarlier = Attempts == 0, Attempts = Attempts },
        { State: JournalState.NotSent } => new NotSent(NotSentReason.Absent) { Attempts = Attempts },
        _ => this,
    };

    private static NotSentReason ReasonOf(SendObstacle obstacle) => obstacle switch
    {
        SendObstacle.Stopped => NotSentReason.Stopped,
        SendObstacle.SignIn => NotSentReason.SignIn,
        SendObstacle.Preparation => NotSentReason.Journal,
        _ => NotSentReason.Connection,
    };

    /// <summary>The execution exists.</summary>
    /// <param name="Execution">The execution.</param>
    /// <param name="At">When it was launched; as long as the service was not asked, when its response came.</param>
    public sealed record Launched(FlowExecutionLaunchResponse Execution, DateTimeOffset At) : RowOutcome
    {
        /// <summary>Whether an earlier run launched it, so that nothing was sent now.</summary>
        public bool IsEarlier { get; init; }

        /// <summary>Whether an earlier run launched it with other inputs than the row has now.</summary>
        public bool HadOtherInputs { get; init; }

        /// <summary>How the execution ended; null where no run has seen that.</summary>
        public string? Status { get; init; }

        /// <summary>When it ended; null where no run has seen that.</summary>
        public DateTimeOffset? DateCompleted { get; init; }

        /// <summary>Why it ended; null where no run has seen that.</summary>
        public EndDetail? Detail { get; init; }

        /// <summary>The launch that a journal knows.</summary>
        /// <param name="entry">A row that was launched.</param>
        public static Launched From(JournalEntry entry) =>
            new(new FlowExecutionLaunchResponse(entry.ExecutionId!, entry.Name, entry.FlowVersion), entry.SentAt)
            {
                Status = entry.Status,
                DateCompleted = entry.DateCompleted,
                Detail = entry.Detail,
            };
    }

    /// <summary>It was not launched, and will not be as it is.</summary>
    /// <param name="Reason">Who refused it, and why.</param>
    public sealed record Refused(Refusal Reason) : RowOutcome
    {
        /// <inheritdoc />
        public override Exception? Cause => (Reason as Refusal.ByService)?.Response;
    }

    /// <summary>It was not to be launched. That is no failure.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Skipped(SkipReason Reason) : RowOutcome;

    /// <summary>Nothing was launched; the same row may be launched later.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Failure">The failure; null where there was none.</param>
    public sealed record NotSent(NotSentReason Reason, Exception? Failure = null) : RowOutcome
    {
        /// <inheritdoc />
        public override Exception? Cause => Failure;
    }

    /// <summary>It may have been launched, and may be running.</summary>
    /// <param name="Failure">Why there is no conclusive response.</param>
    public sealed record Unknown(GenesysCloudException Failure) : RowOutcome
    {
        /// <inheritdoc />
        public override Exception? Cause => Failure;
    }
}

/// <summary>Why a row was skipped.</summary>
internal enum SkipReason
{
    /// <summary>The caller declined it.</summary>
    Declined,

    /// <summary>All of its cells are empty.</summary>
    Blank,

    /// <summary>Dry run: it would be launched.</summary>
    DryRun,

    /// <summary>Dry run: an earlier run sent it and got no response, so that it would be reconciled first.</summary>
    DryRunInDoubt,
}

/// <summary>Why a row was certainly not launched.</summary>
internal enum NotSentReason
{
    /// <summary>The run was stopped, or had ended, before it was sent.</summary>
    Stopped,

    /// <summary>There was no token to send it with.</summary>
    SignIn,

    /// <summary>No connection could be made, or the session was closed.</summary>
    Connection,

    /// <summary>Its intent could not be written to the journal.</summary>
    Journal,

    /// <summary>It was sent and no response came, and reconciliation proved that it never ran.</summary>
    Absent,
}
