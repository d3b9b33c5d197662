using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.History;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Keys;
using GenesysCloud.RateLimiting;

namespace GenesysCloud.Launching.Reconciliation;

internal sealed partial class LaunchReconciler
{
    private const int MostRunningAsked = 10;
    private const int MostNamesAsked = 3;

    private async Task LookAsync(TimeRange span, CancellationToken cancellationToken)
    {
        var search = new InstanceSearch(
            _client.Architect,
            new FlowInstanceCriteria { FlowId = _journal.Header.Identity.FlowId },
            () => _inDoubt.Count > 0 && --_requestsLeft > 0);
        await foreach (InstanceSearchPage page in search.SearchAsync(span, cancellationToken).ConfigureAwait(false))
        {
            foreach (FlowInstance instance in page.Instances)
                await ObserveAsync(instance, cancellationToken).ConfigureAwait(false);
            if (page.IsSplit)
                continue;
            if (page.IsCut)
                _requestsLeft = 0;
            foreach (FlowInstance instance in page.Instances)
            {
                if (_inDoubt.Count > 0 && _journal.FindExecution(instance.Id) is null && !_othersRead.Contains(instance.Id)
                    && --_requestsLeft > 0)
                {
                    await ReadAsync(instance, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Notes what is shown, and whether it is seen to be shown while it runs.</summary>
    private async Task ObserveAsync(FlowInstance instance, CancellationToken cancellationToken)
    {
        _evidence.Shown(instance, _client.ServiceClock.GetUtcNow(), _lookedBefore);
        if (instance.EndDateTime is null && !_evidence.ShowsRunning && _runningAsked++ < MostRunningAsked)
        {
            _evidence.ShowsRunning = await TryGetAsync(
                instance.Id, cancellationToken).ConfigureAwait(false) is { Status: FlowExecutionStatus.Running };
        }
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

    /// <summary>
    /// Whether executions from around a moment can be read and bear the tag they were launched with. They are kept for some days only;
    /// where they are not, or lose their names, a row in doubt would not be recognized either.
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
}
