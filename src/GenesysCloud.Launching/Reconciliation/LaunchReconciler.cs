using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Keys;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.RateLimiting;

namespace GenesysCloud.Launching.Reconciliation;

/// <summary>
/// Finds out what became of rows whose answer was lost, by looking and never by launching again: the flow's runs since the send are
/// searched, those that the journal does not know are read, and the tag in their name says whose they are.
/// </summary>
/// <remarks>
/// A row is found absent only with proof (<see cref="ReconciliationEvidence"/>) that the search would show it. Without, it stays in doubt.
/// </remarks>
internal sealed class LaunchReconciler
{
    private const int MostRunningAsked = 10;
    private const int MostNamesAsked = 3;

    // What a look may cost: a flow that others launch by the thousand is not read through for the sake of a few rows.
    private const int FewestRequests = 1000;
    private const int RequestsPerRow = 10;
    private const int RequestsForRunning = 50;

    /// <summary>How long rows are searched for unless specified.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_shortestSlice = TimeSpan.FromMilliseconds(1);
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

    /// <summary>How far a launch may lie from its intent: the request's own time, and what clocks differ by.</summary>
    private TimeSpan Reach => _client.Timeout + s_margin;

    /// <summary>A request that was just sent may still be carried out, for as long as it is given; but nobody waits for that for ever.</summary>
    private bool IsTimeUp => _client.TimeProvider.GetElapsedTime(_started) >= _timeout + Min(_client.Timeout, _timeout);

    /// <summary>Reconciles what it can within the time given, and writes what it finds into the journal.</summary>
    /// <param name="client">Whose organization is searched.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="timeout">
    /// How long rows are searched for (and as long again, at the most, as a request may be in flight). Half of it is given to the platform's
    /// index to show what was launched. Zero not to search.
    /// </param>
    /// <param name="cancellationToken">Ends it; rows that were not found by then stay in doubt.</param>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public static Task<ReconcileResult> ReconcileAsync(
        GenesysCloudClient client, LaunchJournal journal, TimeSpan timeout, CancellationToken cancellationToken) =>
        new LaunchReconciler(client, journal, timeout).ReconcileAsync(cancellationToken);

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
            await LookAsync(now - Reach, now + s_margin, cancellationToken).ConfigureAwait(false);
            var obstacle = ReconcileObstacle.TooManyRuns;
            while (true)
            {
                obstacle = await LookAsync(cancellationToken).ConfigureAwait(false) ?? obstacle;
                if (obstacle == ReconcileObstacle.None)
                    return Result(ReconcileObstacle.None);
                if (IsTimeUp || IndexHadItsTime())
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
        foreach ((DateTimeOffset from, DateTimeOffset to) in spans)
            await LookAsync(from, to, cancellationToken).ConfigureAwait(false);
        if (_inDoubt.Count == 0)
            return ReconcileObstacle.None;
        if (_requestsLeft <= 0)
            return null;
        _evidence.Known([.. spans.SelectMany(span => _journal.LaunchedWithin(span.From + (Reach / 2), span.To - s_margin))], began);
        _lookedBefore = began;
        return await ReconcileAbsentAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task LookAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        if (_inDoubt.Count == 0 || --_requestsLeft <= 0)
            return;
        IReadOnlyList<FlowInstance> instances = await _client.Architect.QueryInstancesAsync(_journal.Header.Identity.FlowId, from, to, cancellationToken).ConfigureAwait(false);
        foreach (FlowInstance instance in instances)
            await ObserveAsync(instance, cancellationToken).ConfigureAwait(false);
        if (instances.Count >= ArchitectApi.MaxInstances && to - from > s_shortestSlice)
        {
            // The search gives no more than this, and does not say that there is more. What began last is asked for first: it may still run.
            DateTimeOffset middle = from + ((to - from) / 2);
            await LookAsync(middle, to, cancellationToken).ConfigureAwait(false);
            await LookAsync(from, middle, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (instances.Count >= ArchitectApi.MaxInstances)
            _requestsLeft = 0;
        foreach (FlowInstance instance in instances)
        {
            if (_inDoubt.Count > 0 && _journal.FindExecution(instance.Id) is null && !_othersRead.Contains(instance.Id) && --_requestsLeft > 0)
                await ReadAsync(instance, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Notes what is shown, and whether it is seen to be shown while it runs.</summary>
    private async Task ObserveAsync(FlowInstance instance, CancellationToken cancellationToken)
    {
        _evidence.Shown(instance, _client.ServiceClock.GetUtcNow(), _lookedBefore);
        if (instance.EndDateTime is null && !_evidence.ShowsRunning && _runningAsked++ < MostRunningAsked)
            _evidence.ShowsRunning = await TryGetAsync(instance.Id, cancellationToken).ConfigureAwait(false) is { Status: FlowExecutionStatus.Running };
    }

    private async Task ReadAsync(FlowInstance instance, CancellationToken cancellationToken)
    {
        if (await TryGetAsync(instance.Id, cancellationToken).ConfigureAwait(false) is not { } execution)
        {
            _evidence.Unread(instance);
            return;
        }

        _othersRead.Add(instance.Id);
        _evidence.Read(instance, execution.Name);
        if (ExecutionTag.TryParse(execution.Name, out ExecutionTag tag)
            && tag.Run == _journal.Header.Run
            && _inDoubt.TryGetValue(tag.Key, out JournalEntry? entry)
            && tag.Attempt >= entry.DoubtfulFrom && tag.Attempt <= entry.Attempt)
        {
            await _journal.ReconciledLaunchedAsync(entry.Key, instance.Id, execution.FlowVersion?.Id, tag.Attempt).ConfigureAwait(false);
            _inDoubt.Remove(tag.Key);
            _launched++;
        }
    }

    /// <summary>The execution; null if there is none of that id.</summary>
    private async Task<FlowRuntimeExecution?> TryGetAsync(string executionId, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.Architect.GetExecutionAsync(executionId, RequestPriority.Normal, cancellationToken).ConfigureAwait(false);
        }
        catch (GenesysCloudException unknown) when (unknown is { Outcome: SendOutcome.Refused, Status: 404 })
        {
            return null;
        }
    }

    /// <summary>Reconciles rows that are proven absent.</summary>
    /// <returns>Why those that are left are not.</returns>
    private async Task<ReconcileObstacle> ReconcileAbsentAsync(CancellationToken cancellationToken)
    {
        ReconcileObstacle obstacle = ReconcileObstacle.None;
        foreach ((string key, JournalEntry entry) in _inDoubt.ToArray())
        {
            AbsenceVerdict verdict = await JudgeAsync(entry, cancellationToken).ConfigureAwait(false);
            if (verdict == AbsenceVerdict.Absent)
            {
                await _journal.ReconciledNotSentAsync(entry.Key, NotSentWord.Absent).ConfigureAwait(false);
                _inDoubt.Remove(key);
                _absent++;
            }
            else if (obstacle != ReconcileObstacle.NoExecutionData)
            {
                obstacle = verdict == AbsenceVerdict.KnownLaunchesAreHidden ? ReconcileObstacle.NoExecutionData : ReconcileObstacle.NotFound;
            }
        }

        return obstacle;
    }

    private async Task<AbsenceVerdict> JudgeAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        IReadOnlyList<JournalAttempt> attempts = _journal.DoubtfulAttempts(entry.Key);
        foreach (JournalAttempt attempt in attempts)
        {
            TimeSpan timeout = attempt.RequestTimeout is { } told && told > _client.Timeout ? told : _client.Timeout;
            AbsenceVerdict verdict = _evidence.Judge(attempt.SentAt, entry.Name, timeout, _client.ServiceClock.GetUtcNow());
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

    /// <summary>
    /// Whether executions from around a moment can be read and bear the tag they were launched with. They are kept for some days only; where
    /// they are not, or lose their names, a row in doubt would not be recognised either.
    /// </summary>
    private async Task<bool> KeepsNamesAsync(DateTimeOffset sentAt, CancellationToken cancellationToken)
    {
        (DateTimeOffset from, DateTimeOffset to) = _evidence.EvidenceAround(sentAt);
        int asked = 0;
        foreach ((_, string id) in _journal.LaunchedWithin(from, to))
        {
            if (_namesKept.TryGetValue(id, out bool known))
                return known;
            if (asked++ == MostNamesAsked)
                return false;
            if (await TryGetAsync(id, cancellationToken).ConfigureAwait(false) is { } execution)
                return _namesKept[id] = ExecutionTag.TryParse(execution.Name, out ExecutionTag tag) && tag.Run == _journal.Header.Run;
        }

        return false;
    }

    /// <summary>Whether all were sent so long ago that what is not shown by now will not be shown later.</summary>
    private bool IndexHadItsTime() => _client.ServiceClock.GetUtcNow() - _inDoubt.Values.Max(entry => entry.SentAt) >= _timeout + Reach;

    /// <summary>The times to search: around each send, overlapping ones as one.</summary>
    private IEnumerable<TimeRange> Spans()
    {
        TimeRange? open = null;
        foreach (DateTimeOffset sentAt in _inDoubt.Values.SelectMany(entry => _journal.DoubtfulAttempts(entry.Key)).Select(attempt => attempt.SentAt).Order().ToArray())
        {
            // Launches sent within reach are evidence, and may begin a little later themselves.
            var around = new TimeRange(sentAt - Reach, sentAt + Reach + s_margin);
            if (open is { } span && around.From <= span.To)
            {
                open = span with { To = around.To };
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

    private ReconcileResult Result(ReconcileObstacle obstacle, GenesysCloudException? failure = null) => new(_launched, _absent, _inDoubt.Count, obstacle, failure);
}
