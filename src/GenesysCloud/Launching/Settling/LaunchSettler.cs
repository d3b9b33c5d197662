using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace GenesysCloud.Launching;

/// <summary>
/// Finds out what became of rows whose answer was lost, by looking and never by launching again: the flow's runs since the send are
/// searched, those that the journal does not know are read, and the stamp in their name says whose they are.
/// </summary>
/// <remarks>
/// A row is found absent only with proof that the search would show it: every launch that the journal knows from around the same moment is
/// shown, there is at least one, one of them read back bears its stamp, and time enough has passed. Without that proof it stays in doubt.
/// </remarks>
internal sealed class LaunchSettler(GenesysCloudClient client, LaunchJournal journal, SettleOptions options)
{
    private static readonly TimeSpan s_shortestSlice = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly Dictionary<RunStamp, JournalEntry> _inDoubt = [];
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _strangers = new(StringComparer.OrdinalIgnoreCase);
    private bool? _keepsNames;
    private int _launched;
    private int _absent;

    /// <summary>Settles what it can within the time given, writing what it finds into the journal.</summary>
    public async Task<SettleResult> SettleAsync(CancellationToken cancellationToken)
    {
        foreach (JournalEntry entry in journal.InDoubt())
            _inDoubt[StampOf(entry)] = entry;
        if (_inDoubt.Count == 0)
            return SettleResult.Nothing;
        if (options.Timeout <= TimeSpan.Zero)
            return Result(SettleObstacle.SwitchedOff);

        long started = client.TimeProvider.GetTimestamp();
        try
        {
            while (true)
            {
                await LookAsync(cancellationToken).ConfigureAwait(false);
                SettleObstacle obstacle = await SettleAbsentAsync(cancellationToken).ConfigureAwait(false);
                if (obstacle == SettleObstacle.None)
                    return Result(SettleObstacle.None);
                if (client.TimeProvider.GetElapsedTime(started) >= options.Timeout || IndexHadItsTime())
                    return await GiveUpAsync(obstacle).ConfigureAwait(false);
                await Task.Delay(s_pause < options.Timeout / 4 ? s_pause : options.Timeout / 4, client.TimeProvider, cancellationToken).ConfigureAwait(false);
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
        IReadOnlyList<FlowInstance> instances = await client.Architect.QueryInstancesAsync(journal.Header.Identity.FlowId, from, to, cancellationToken).ConfigureAwait(false);
        if (instances.Count >= ArchitectApi.MaxInstances && to - from > s_shortestSlice)
        {
            // The search gives no more than this, and does not say that there is more.
            DateTimeOffset middle = from + ((to - from) / 2);
            await LookAsync(from, middle, cancellationToken).ConfigureAwait(false);
            await LookAsync(middle, to, cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (FlowInstance instance in instances)
        {
            if (_seen.Add(instance.Id) && journal.FindExecution(instance.Id) is null)
                await ReadAsync(instance.Id, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(string executionId, CancellationToken cancellationToken)
    {
        if (_inDoubt.Count == 0 || !_strangers.Add(executionId))
            return;
        FlowRuntimeExecution? execution = await TryGetAsync(executionId, cancellationToken).ConfigureAwait(false);
        if (execution is not null && RunStamp.TryParse(execution.Name, out RunStamp stamp) && _inDoubt.Remove(stamp, out JournalEntry? entry))
        {
            await journal.SettledLaunchedAsync(entry.Key, executionId, execution.FlowVersion?.Id).ConfigureAwait(false);
            _launched++;
        }
    }

    /// <summary>The execution; null if there is none, as for a run that was not started by a launch and has an instance only.</summary>
    private async Task<FlowRuntimeExecution?> TryGetAsync(string executionId, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Architect.GetExecutionAsync(executionId, RequestPriority.Normal, cancellationToken).ConfigureAwait(false);
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
        TimeSpan around = options.Reach / 2;
        IReadOnlyList<(DateTimeOffset SentAt, string ExecutionId)> launched =
            journal.LaunchedWithin(_inDoubt.Values.Min(entry => entry.SentAt) - around, _inDoubt.Values.Max(entry => entry.SentAt) + around);
        if (launched.Count == 0)
            return SettleObstacle.NotFound;
        if (!await KeepsNamesAsync(launched[0].ExecutionId, cancellationToken).ConfigureAwait(false))
            return SettleObstacle.NoExecutionData;
        var known = new ShownLaunches(launched, _seen);
        bool isAnyHidden = false;
        DateTimeOffset now = client.ServiceClock.GetUtcNow();
        foreach ((RunStamp stamp, JournalEntry entry) in _inDoubt.ToArray())
        {
            bool? shown = known.AreAllShown(entry.SentAt - around, entry.SentAt + around);
            isAnyHidden |= shown == false;
            if (shown != true || now - entry.SentAt < options.AbsentAfter)
                continue;
            await journal.SettledNotSentAsync(entry.Key, "absent").ConfigureAwait(false);
            _inDoubt.Remove(stamp);
            _absent++;
        }

        return _inDoubt.Count == 0 ? SettleObstacle.None : isAnyHidden ? SettleObstacle.NoExecutionData : SettleObstacle.NotFound;
    }

    /// <summary>Whether all were sent so long ago that what is not shown by now will not be shown later.</summary>
    private bool IndexHadItsTime() => client.ServiceClock.GetUtcNow() - _inDoubt.Values.Max(entry => entry.SentAt) >= options.Timeout;

    /// <summary>Whether a launch that is known bears its stamp when it is read back; if not, a row in doubt would not be recognised either.</summary>
    private async Task<bool> KeepsNamesAsync(string knownExecutionId, CancellationToken cancellationToken)
    {
        if (_keepsNames is null)
        {
            FlowRuntimeExecution? execution = await TryGetAsync(knownExecutionId, cancellationToken).ConfigureAwait(false);
            _keepsNames = RunStamp.TryParse(execution?.Name, out RunStamp stamp) && journal.FindExecution(knownExecutionId) is { } entry && stamp == StampOf(entry);
        }

        return _keepsNames.Value;
    }

    /// <summary>The times to search: around each send, overlapping ones as one.</summary>
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Spans()
    {
        (DateTimeOffset From, DateTimeOffset To)? open = null;
        foreach (JournalEntry entry in _inDoubt.Values.OrderBy(entry => entry.SentAt).ToArray())
        {
            (DateTimeOffset from, DateTimeOffset to) = (entry.SentAt - options.Reach, entry.SentAt + options.Reach);
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
            await journal.SettledUnknownAsync(entry.Key, obstacle.ToString()).ConfigureAwait(false);
        return Result(obstacle, failure);
    }

    private SettleResult Result(SettleObstacle obstacle, GenesysCloudException? failure = null) => new(_launched, _absent, _inDoubt.Count, obstacle, failure);

    private RunStamp StampOf(JournalEntry entry) => new(journal.Header.Run, entry.Key, entry.Attempt);
}
