using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace GenesysCloud.Launching;

/// <summary>
/// Finds out what became of rows whose answer was lost, by looking and never by launching again: the flow's runs since the send are
/// searched, those that the journal does not know are read, and the stamp in their name says whose they are.
/// </summary>
/// <remarks>
/// A row is found absent only with proof (<see cref="AbsenceProof"/>) that the search would show it. Without, it stays in doubt.
/// </remarks>
internal sealed class LaunchSettler
{
    private const int MostWitnesses = 10;

    private static readonly TimeSpan s_shortestSlice = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(30);

    private readonly GenesysCloudClient _client;
    private readonly LaunchJournal _journal;
    private readonly SettleOptions _options;
    private readonly AbsenceProof _proof;
    private readonly Dictionary<string, JournalEntry> _inDoubt = [];
    private readonly HashSet<string> _strangers = new(StringComparer.OrdinalIgnoreCase);
    private int _witnessesAsked;
    private int _launched;
    private int _absent;

    public LaunchSettler(GenesysCloudClient client, LaunchJournal journal, SettleOptions options)
    {
        (_client, _journal, _options) = (client, journal, options);
        _proof = new AbsenceProof(notBefore: options.Timeout / 2);
    }

    /// <summary>How far a launch may lie from its intent: the request's own time, and what clocks differ by.</summary>
    private TimeSpan Reach => _client.Timeout + s_margin;

    /// <summary>Settles what it can within the time given, writing what it finds into the journal.</summary>
    public async Task<SettleResult> SettleAsync(CancellationToken cancellationToken)
    {
        foreach (JournalEntry entry in _journal.InDoubt())
            _inDoubt[new RunStamp(_journal.Header.Run, entry.Key, 1).Key] = entry;
        if (_inDoubt.Count == 0)
            return SettleResult.Nothing;
        if (_options.Timeout <= TimeSpan.Zero)
            return Result(SettleObstacle.SwitchedOff);

        long started = _client.TimeProvider.GetTimestamp();
        try
        {
            // What runs right now is the best witness that the search shows what has not ended; it is asked for before it ends.
            DateTimeOffset now = _client.ServiceClock.GetUtcNow();
            await LookAsync(now - Reach, now + s_margin, cancellationToken).ConfigureAwait(false);
            while (true)
            {
                await LookAsync(cancellationToken).ConfigureAwait(false);
                SettleObstacle obstacle = await SettleAbsentAsync(cancellationToken).ConfigureAwait(false);
                if (obstacle == SettleObstacle.None)
                    return Result(SettleObstacle.None);
                if (_client.TimeProvider.GetElapsedTime(started) >= _options.Timeout || IndexHadItsTime())
                    return await GiveUpAsync(obstacle).ConfigureAwait(false);
                await Task.Delay(s_pause < _options.Timeout / 4 ? s_pause : _options.Timeout / 4, _client.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (GenesysCloudException refused)
        {
            return await GiveUpAsync(refused.Status is 403 ? SettleObstacle.NotPermitted : SettleObstacle.SearchFailed, refused).ConfigureAwait(false);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach ((DateTimeOffset from, DateTimeOffset to) in Spans())
        {
            if (_inDoubt.Count == 0)
                return;
            await LookAsync(from, to, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task LookAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        IReadOnlyList<FlowInstance> instances = await _client.Architect.QueryInstancesAsync(_journal.Header.Identity.FlowId, from, to, cancellationToken).ConfigureAwait(false);
        foreach (FlowInstance instance in instances)
            await BearWitnessAsync(instance, cancellationToken).ConfigureAwait(false);
        if (instances.Count >= ArchitectApi.MaxInstances && to - from > s_shortestSlice)
        {
            // The search gives no more than this, and does not say that there is more. What began last is asked for first: it may still run.
            DateTimeOffset middle = from + ((to - from) / 2);
            await LookAsync(middle, to, cancellationToken).ConfigureAwait(false);
            await LookAsync(from, middle, cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (FlowInstance instance in instances)
        {
            if (_inDoubt.Count > 0 && _journal.FindExecution(instance.Id) is null && _strangers.Add(instance.Id))
                await ReadAsync(instance, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Notes what is shown, and whether it is seen to be shown while it runs.</summary>
    private async Task BearWitnessAsync(FlowInstance instance, CancellationToken cancellationToken)
    {
        _proof.Shown(instance);
        if (instance.EndDateTime is null && !_proof.ShowsRunning && _witnessesAsked++ < MostWitnesses)
            _proof.ShowsRunning = await TryGetAsync(instance.Id, cancellationToken).ConfigureAwait(false) is { } witness && !FlowExecutionStatus.IsFinal(witness.Status);
    }

    private async Task ReadAsync(FlowInstance instance, CancellationToken cancellationToken)
    {
        FlowRuntimeExecution? execution = await TryGetAsync(instance.Id, cancellationToken).ConfigureAwait(false);
        if (execution is null)
        {
            // Runs that were not started by a launch have no execution. But one that is not found may also just not be found yet.
            _strangers.Remove(instance.Id);
            _proof.Unread(instance);
            return;
        }

        _proof.Read(instance);
        if (RunStamp.TryParse(execution.Name, out RunStamp stamp)
            && stamp.Run == _journal.Header.Run
            && _inDoubt.TryGetValue(stamp.Key, out JournalEntry? entry)
            && stamp.Attempt >= entry.DoubtfulFrom && stamp.Attempt <= entry.Attempt)
        {
            await _journal.SettledLaunchedAsync(entry.Key, instance.Id, execution.FlowVersion?.Id).ConfigureAwait(false);
            _inDoubt.Remove(stamp.Key);
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
        catch (GenesysCloudException unknown) when (unknown.Status is 404)
        {
            return null;
        }
    }

    /// <summary>Settles rows that are proven absent.</summary>
    /// <returns>Why those that are left are not.</returns>
    private async Task<SettleObstacle> SettleAbsentAsync(CancellationToken cancellationToken)
    {
        if (_inDoubt.Count == 0)
            return SettleObstacle.None;
        IReadOnlyList<(DateTimeOffset SentAt, string ExecutionId)> launched =
            _journal.LaunchedWithin(_inDoubt.Values.Min(entry => entry.SentAt) - Reach, _inDoubt.Values.Max(entry => entry.SentAt) + Reach);
        if (launched.Count == 0)
            return SettleObstacle.NotFound;
        if (_proof.NamesAreKept is null)
            _proof.NamesAreKept = await BearsItsStampAsync(launched[0].ExecutionId, cancellationToken).ConfigureAwait(false);
        if (_proof.NamesAreKept == false)
            return SettleObstacle.NoExecutionData;

        _proof.Known(launched);
        bool isAnyHidden = false;
        foreach ((string key, JournalEntry entry) in _inDoubt.ToArray())
        {
            AbsenceVerdict verdict = _proof.Judge(entry.SentAt, Reach, _client.ServiceClock.GetUtcNow());
            isAnyHidden |= verdict == AbsenceVerdict.KnownLaunchesAreHidden;
            if (verdict != AbsenceVerdict.Absent)
                continue;
            await _journal.SettledNotSentAsync(entry.Key, "absent").ConfigureAwait(false);
            _inDoubt.Remove(key);
            _absent++;
        }

        return _inDoubt.Count == 0 ? SettleObstacle.None : isAnyHidden ? SettleObstacle.NoExecutionData : SettleObstacle.NotFound;
    }

    /// <summary>Whether all were sent so long ago that what is not shown by now will not be shown later.</summary>
    private bool IndexHadItsTime() => _client.ServiceClock.GetUtcNow() - _inDoubt.Values.Max(entry => entry.SentAt) >= _options.Timeout + Reach;

    /// <summary>Whether a launch that is known bears its stamp when it is read back; if not, a row in doubt would not be recognised either.</summary>
    private async Task<bool> BearsItsStampAsync(string knownExecutionId, CancellationToken cancellationToken)
    {
        FlowRuntimeExecution? execution = await TryGetAsync(knownExecutionId, cancellationToken).ConfigureAwait(false);
        return RunStamp.TryParse(execution?.Name, out RunStamp stamp)
            && _journal.FindExecution(knownExecutionId) is { } entry
            && stamp == new RunStamp(_journal.Header.Run, entry.Key, entry.Attempt);
    }

    /// <summary>The times to search: around each send, overlapping ones as one.</summary>
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Spans()
    {
        (DateTimeOffset From, DateTimeOffset To)? open = null;
        foreach (JournalEntry entry in _inDoubt.Values.OrderBy(entry => entry.SentAt).ToArray())
        {
            (DateTimeOffset from, DateTimeOffset to) = (entry.SentAt - Reach, entry.SentAt + Reach);
            if (open is { } span && from <= span.To)
            {
                open = (span.From, to);
                continue;
            }

            if (open is { } complete)
                yield return complete;
            open = (from, to);
        }

        if (open is { } last)
            yield return last;
    }

    private async Task<SettleResult> GiveUpAsync(SettleObstacle obstacle, GenesysCloudException? failure = null)
    {
        foreach (JournalEntry entry in _inDoubt.Values)
            await _journal.SettledUnknownAsync(entry.Key, obstacle.ToString()).ConfigureAwait(false);
        return Result(obstacle, failure);
    }

    private SettleResult Result(SettleObstacle obstacle, GenesysCloudException? failure = null) => new(_launched, _absent, _inDoubt.Count, obstacle, failure);
}
