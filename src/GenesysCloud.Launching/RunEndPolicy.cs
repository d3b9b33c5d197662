using GenesysCloud.Http;

namespace GenesysCloud.Launching;

/// <summary>Decides whether a run that can only fail goes on. Safe for several threads.</summary>
internal sealed class RunEndPolicy(BulkLaunchOptions options)
{
    // Each of them was tried for a quarter of a minute, or met what no further try changes: rows after them would fare alike.
    private const int FewestUnsentInSuccession = 3;

    private readonly int _mostUnsentInSuccession = Math.Max(FewestUnsentInSuccession, options.ThrottleLimit);
    private RunEnd? _end;
    private int _failures;
    private int _unsentInSuccession;

    /// <summary>Why the run ended early; null while it goes on.</summary>
    public RunEnd? End => Volatile.Read(ref _end);

    /// <summary>Takes in what became of a row.</summary>
    /// <returns>Whether the run has ended just now.</returns>
    public bool Observe(long row, RowOutcome outcome) =>
        ReasonToEnd(outcome) is { } reason && TryEnd(
            reason == RunEndReason.JournalUnwritable ? RunEnd.Of(row, outcome.Cause) : new RunEnd(reason, row, outcome.Cause));

    /// <summary>Ends the run, unless it has ended. But that the journal is lost matters more than what ended the run before.</summary>
    public bool TryEnd(RunEnd end)
    {
        RunEnd? before = Interlocked.CompareExchange(ref _end, end, null);
        if (before is not null && end.Reason == RunEndReason.JournalLost && before.Reason != RunEndReason.JournalLost)
            Volatile.Write(ref _end, end);
        return before is null;
    }

    private RunEndReason? ReasonToEnd(RowOutcome outcome)
    {
        if (outcome is RowOutcome.Launched or RowOutcome.Unknown or RowOutcome.Refused { Reason: Refusal.ByService })
            Volatile.Write(ref _unsentInSuccession, 0);
        switch (outcome)
        {
            case RowOutcome.Launched or RowOutcome.Skipped or RowOutcome.NotSent { Reason: NotSentReason.Stopped }:
                return null;
            case RowOutcome.NotSent { Failure: SignInException { Outcome: SendOutcome.Refused } }:
            case RowOutcome.NotSent { Failure: GenesysCloudException { Code: GenesysCloudException.SessionClosed } }:
            case RowOutcome.Refused { Reason: Refusal.ByService { Response.Status: 401 } }:
                return RunEndReason.SignInLost;
            case RowOutcome.Unknown { Failure.ForeignResponse: not null }:
                return RunEndReason.ResponseNotFromGenesysCloud;
            case RowOutcome.NotSent { Reason: NotSentReason.Journal }:
                return RunEndReason.JournalUnwritable;
            case RowOutcome.Refused { Reason: Refusal.ByService { Response.Status: 403 } } when options.SingleFlow:
                return RunEndReason.NotPermitted;
            case RowOutcome.Refused { Reason: Refusal.ByService { Response.Status: 429 } }:
                return RunEndReason.RateLimited;
            case RowOutcome.NotSent when Interlocked.Increment(ref _unsentInSuccession) >= _mostUnsentInSuccession:
                return RunEndReason.ServiceUnreachable;
        }

        return Interlocked.Increment(ref _failures) >= options.MaxFailures ? RunEndReason.TooManyFailures : null;
    }
}
