using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.History;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Keys;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.RateLimiting;

namespace GenesysCloud.Launching.Reconciliation;

/// <summary>
/// Finds out what became of rows whose response was lost, by looking and never by launching again: the flow's runs since the send are
/// searched, those that the journal does not know are read, and the tag in their name says whose they are.
/// </summary>
/// <remarks>
/// A row is found absent only with proof (<see cref="ReconciliationEvidence"/>) that the search would show it. Without, it stays in doubt.
/// </remarks>
internal sealed partial class LaunchReconciler
{
    // What a look may cost: a flow that others launch by the thousand is not read through for the sake of a few rows.
    private const int FewestRequests = 1000;
    private const int RequestsPerRow = 10;
    private const int RequestsForRunning = 50;

    /// <summary>How long rows are searched for unless specified.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(30);

    private readonly GenesysCloudClient _client;
    private readonly LaunchJournal _journal;
    private readonly TimeSpan _timeout;
    private readonly ReconciliationEvidence _evidence;
    private readonly Dictionary<string, JournalEntry> _inDoubt = [];
    private readonly HashSet<string> _othersRead = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, bool> _namesKept = new(StringComparer.OrdinalIgnoreCase);
    private long _started;
    private DateTimeOffset? _lookedBefore;
    private int _requestsLeft;
    private int _runningAsked;
    private int _launched;
    private int _absent;

    private LaunchReconciler(GenesysCloudClient client, LaunchJournal journal, TimeSpan timeout)
    {
        (_client, _journal, _timeout) = (client, journal, timeout);
        _evidence = new ReconciliationEvidence(timeout / 2, Reach);
    }

    /// <summary>How far from an intent known launches are evidence: the request's own time, and what clocks differ by.</summary>
    private TimeSpan Reach => _client.Timeout + s_margin;

    /// <summary>
    /// A request that was just sent may still be carried out, for as long as it is given; but no one waits for that forever.
    /// </summary>
    private bool IsTimeUp => TimeLeft <= TimeSpan.Zero;

    private TimeSpan TimeLeft => _timeout + Min(_client.Timeout, _timeout) - _client.TimeProvider.GetElapsedTime(_started);

    /// <summary>Reconciles what it can within the time given, and writes what it finds into the journal.</summary>
    /// <param name="client">Whose organization is searched.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="timeout">
    /// How long rows are searched for (and as long again, at the most, as a request may be in flight). Half of it is given to the
    /// platform's index to show what was launched. Zero not to search.
    /// </param>
    /// <param name="cancellationToken">Ends it; rows that were not found by then stay in doubt.</param>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public static async Task<ReconcileResult> ReconcileAsync(
        GenesysCloudClient client, LaunchJournal journal, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ReconcileResult result = await new LaunchReconciler(client, journal, timeout).ReconcileAsync(cancellationToken)
            .ConfigureAwait(false);
        return result.InDoubt == 0 || result.Obstacle == ReconcileObstacle.SwitchedOff
            ? result
            : result with { Counts = await SecondOpinion.AskAsync(client, journal, cancellationToken).ConfigureAwait(false) };
    }

    private async Task<ReconcileResult> ReconcileAsync(CancellationToken cancellationToken)
    {
        foreach (JournalEntry entry in _journal.InDoubt())
            _inDoubt[new ExecutionTag(_journal.Header.Run, entry.Key, 1).Key] = entry;
        if (_inDoubt.Count == 0)
            return ReconcileResult.Nothing;
        if (_timeout <= TimeSpan.Zero)
            return Result(ReconcileObstacle.SwitchedOff);

        _started = _client.TimeProvider.GetTimestamp();
        try
        {
            // What runs right now is the best evidence that the search shows what has not ended; it is asked for before it ends.
            DateTimeOffset now = _client.ServiceClock.GetUtcNow();
            _requestsLeft = RequestsForRunning;
            await LookAsync(new TimeRange(now - Reach, now + s_margin), cancellationToken).ConfigureAwait(false);
            ReconcileObstacle obstacle = ReconcileObstacle.TooManyRuns;
            while (true)
            {
                obstacle = await LookAsync(cancellationToken).ConfigureAwait(false) ?? obstacle;
                if (obstacle == ReconcileObstacle.None)
                    return Result(ReconcileObstacle.None);
                if (IsTimeUp || NothingMoreComes())
                    return await GiveUpAsync(obstacle).ConfigureAwait(false);
                await Task.Delay(Min(s_pause, _timeout / 4), _client.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (GenesysCloudException refused)
        {
            ReconcileObstacle obstacle = refused is { Outcome: SendOutcome.Refused, Status: 403 }
                ? ReconcileObstacle.NotPermitted
                : ReconcileObstacle.SearchFailed;
            return await GiveUpAsync(obstacle, refused).ConfigureAwait(false);
        }
    }

    /// <summary>Looks everywhere once, and concludes what can be concluded.</summary>
    /// <returns>Why rows are left in doubt; none if none is; null if there was more to be seen than a look may cost.</returns>
    private async Task<ReconcileObstacle?> LookAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset began = _client.ServiceClock.GetUtcNow();
        _requestsLeft = FewestRequests + (RequestsPerRow * _inDoubt.Count);
        TimeRange[] spans = [.. Spans()];
        foreach (TimeRange span in spans)
            await LookAsync(span, cancellationToken).ConfigureAwait(false);
        if (_inDoubt.Count == 0)
            return ReconcileObstacle.None;
        if (_requestsLeft <= 0)
            return null;
        _evidence.Known([.. spans.SelectMany(span => _journal.LaunchedWithin(span.From + (Reach / 2), span.To - s_margin))], began);
        _lookedBefore = began;
        return await ReconcileAbsentAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reconciles rows that are proven absent.</summary>
    /// <returns>Why those that are left are not.</returns>
    private async Task<ReconcileObstacle> ReconcileAbsentAsync(CancellationToken cancellationToken)
    {
        AbsenceVerdict worst = AbsenceVerdict.Absent;
        foreach ((string key, JournalEntry entry) in _inDoubt.ToArray())
        {
            AbsenceVerdict verdict = await JudgeAsync(entry, cancellationToken).ConfigureAwait(false);
            if (verdict == AbsenceVerdict.Absent)
            {
                await _journal.ReconciledNotSentAsync(entry.Key, NotSentReasonText.Absent).ConfigureAwait(false);
                _inDoubt.Remove(key);
                _absent++;
            }
            else if (verdict > worst)
            {
                worst = verdict;
            }
        }

        return worst switch
        {
            AbsenceVerdict.Absent => ReconcileObstacle.None,
            AbsenceVerdict.TooEarly => ReconcileObstacle.TooEarly,
            AbsenceVerdict.Unproven => ReconcileObstacle.NotFound,
            _ => ReconcileObstacle.NoExecutionData,
        };
    }

    private async Task<AbsenceVerdict> JudgeAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        IReadOnlyList<JournalAttempt> attempts = _journal.DoubtfulAttempts(entry.Key);
        foreach (JournalAttempt attempt in attempts)
        {
            AbsenceVerdict verdict = _evidence.Judge(attempt, entry.Name, TimeoutOf(attempt), _client.ServiceClock.GetUtcNow());
            if (verdict != AbsenceVerdict.Absent)
                return verdict;
        }

        foreach (JournalAttempt attempt in attempts)
        {
            if (!await KeepsNamesAsync(attempt.SentAt, cancellationToken).ConfigureAwait(false))
                return AbsenceVerdict.KnownLaunchesAreHidden;
        }

        return AbsenceVerdict.Absent;
    }

    /// <summary>How long the request of an attempt may have been in flight.</summary>
    private TimeSpan TimeoutOf(JournalAttempt attempt) =>
        attempt.RequestTimeout is { } told && told > _client.Timeout ? told : _client.Timeout;

    private JournalAttempt[] DoubtfulAttempts() =>
        [.. _inDoubt.Values.SelectMany(entry => _journal.DoubtfulAttempts(entry.Key)).OrderBy(attempt => attempt.SentAt)];

    private DateTimeOffset DecidableFrom() =>
        DoubtfulAttempts().Max(attempt => _evidence.DecidableFrom(attempt.SentAt, TimeoutOf(attempt)));

    /// <summary>
    /// Whether all were sent so long ago that what is not shown by now will not be shown later; or will, but not in the time that is left.
    /// </summary>
    private bool NothingMoreComes()
    {
        DateTimeOffset now = _client.ServiceClock.GetUtcNow();
        if (now - _inDoubt.Values.Max(entry => entry.SentAt) < _timeout + Reach)
            return false;
        DateTimeOffset decidable = DecidableFrom();
        return now >= decidable + (_timeout / 2) + s_margin || decidable > now + TimeLeft;
    }

    /// <summary>The times to search: around each send, overlapping ones as one.</summary>
    private IEnumerable<TimeRange> Spans()
    {
        TimeRange? open = null;
        foreach (JournalAttempt attempt in DoubtfulAttempts())
        {
            // Launches sent within reach are evidence, and may begin a little later themselves.
            var around = new TimeRange(
                attempt.SentAt - Reach, attempt.SentAt + ReconciliationEvidence.LatestBy(TimeoutOf(attempt)) + Reach + s_margin);
            if (open is { } span && around.From <= span.To)
            {
                open = span with { To = Max(span.To, around.To) };
                continue;
            }

            if (open is { } complete)
                yield return complete;
            open = around;
        }

        if (open is { } last)
            yield return last;
    }

    private async Task<ReconcileResult> GiveUpAsync(ReconcileObstacle obstacle, GenesysCloudException? failure = null)
    {
        foreach (JournalEntry entry in _inDoubt.Values)
            await _journal.ReconciledUnknownAsync(entry.Key, obstacle.ToString()).ConfigureAwait(false);
        return Result(obstacle, failure);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private ReconcileResult Result(ReconcileObstacle obstacle, GenesysCloudException? failure = null)
    {
        DateTimeOffset? decidable = _inDoubt.Count > 0 ? DecidableFrom() : null;
        return new(_launched, _absent, _inDoubt.Count, obstacle, failure)
        {
            DecidableFrom = decidable > _client.ServiceClock.GetUtcNow() ? decidable : null,
        };
    }
}
