using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching;

/// <summary>
/// Many launches at once, results in the order of the rows, each row sent at most once. One caller adds rows and takes results; the
/// sending goes on in the background.
/// </summary>
/// <remarks>
/// Memory is bounded by <see cref="Capacity"/>: rows whose result has not been taken. The caller drains when <see cref="IsFull"/>.
/// </remarks>
public sealed class FlowLauncher : IDisposable
{
    // Each of them was tried for a quarter of a minute, so that rows after them would fare alike.
    private const int FewestUnsentInSuccession = 3;

    // One slow answer holds up what comes after it, because results keep their order; this much may pile up behind it. It is more than the
    // platform lets anybody launch until a request times out; what waits any longer only costs the collector.
    private const int MaxPending = 512;
    private const int MaxPendingPerSlot = 64;
    private const int MinPendingPerSlot = 2;

    private readonly ArchitectApi _architect;
    private readonly FlowLauncherOptions _options;
    private readonly TimeProvider _time;
    private readonly Queue<Entry> _pending = new();
    private readonly Channel<Entry> _toSend = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleWriter = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon;
    private readonly List<Task> _workers = [];
    private readonly LaunchOptions _launchOptions;
    private LaunchJournal? _journal;
    private TimeProvider _journalClock;
    private readonly ConcurrentDictionary<string, GenesysCloudException> _forbiddenFlows = new(StringComparer.OrdinalIgnoreCase);
    private RunEnd? _end;
    private int _failures;
    private int _unsentInSuccession;

    /// <summary>Creates the launcher; workers start with the first rows.</summary>
    public FlowLauncher(ArchitectApi architect, FlowLauncherOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ThrottleLimit, 1);
        (_architect, _options, _time, _journalClock) = (architect, options, time, time);
        _abandon = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _launchOptions = new LaunchOptions { MaxRetryAfter = options.MaxRetryAfter, Abandon = _abandon.Token };
        Capacity = Math.Max(Math.Min(options.ThrottleLimit * MaxPendingPerSlot, MaxPending), options.ThrottleLimit * MinPendingPerSlot);
    }

    /// <summary>How many rows may be in here at once.</summary>
    public int Capacity { get; }

    /// <summary>Rows whose result has not been taken yet.</summary>
    public int Pending => _pending.Count;

    /// <summary>Whether results have to be taken before the next row is added.</summary>
    public bool IsFull => _pending.Count >= Capacity;

    /// <summary>Why the run ended early; null while it goes on. Rows added after that are not sent.</summary>
    public RunEnd? End => Volatile.Read(ref _end);

    /// <summary>Completes when <see cref="TryTake"/> will give a result. Only to be asked while rows are pending.</summary>
    public Task NextReady => _pending.Peek().Done.Task;

    /// <summary>Has every launch announced in a journal before it is sent. To be called before the first row is added; rows then need a key.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="clock">The clock of its times, such as the service's.</param>
    internal void WriteTo(LaunchJournal journal, TimeProvider clock) => (_journal, _journalClock) = (journal, clock);

    /// <summary>Takes a row in and starts sending it as soon as a slot is free.</summary>
    public void Add(LaunchRow row)
    {
        var entry = new Entry(row);
        _pending.Enqueue(entry);
        if (!_toSend.Writer.TryWrite(entry))
        {
            Decide(entry, NotSent());
            return;
        }

        if (_workers.Count < _options.ThrottleLimit && _workers.Count < _pending.Count)
            _workers.Add(Task.Run(WorkAsync));
    }

    /// <summary>Takes a row in whose outcome is known already, so that it comes out in its place.</summary>
    public void AddDecided(LaunchRow row, LaunchOutcome outcome)
    {
        var entry = new Entry(row);
        _pending.Enqueue(entry);
        Decide(entry, outcome);
    }

    /// <summary>The result of the oldest row, if it is known.</summary>
    public bool TryTake([NotNullWhen(true)] out LaunchResult? result)
    {
        result = null;
        if (_pending.Count == 0 || !_pending.Peek().Done.Task.IsCompleted)
            return false;
        result = _pending.Dequeue().Done.Task.GetAwaiter().GetResult();
        return true;
    }

    /// <summary>Sends nothing more; what is in flight is given its grace to be answered. From any thread.</summary>
    public void Stop()
    {
        _toSend.Writer.TryComplete();
        _stop.Cancel();
        _abandon.CancelAfter(_options.Grace);
    }

    /// <summary>
    /// Stops; the returned task completes when nothing is left in flight, and every pending row then has its result.
    /// </summary>
    public Task StopAsync()
    {
        Stop();
        return Task.WhenAll(_workers);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _toSend.Writer.TryComplete();
        _stop.Cancel();
        _abandon.Cancel();
        // The sources are left to the collector: workers may still be on their way out.
    }

    private async Task WorkAsync()
    {
        await foreach (Entry entry in _toSend.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                JournaledSending? journaled = _journal is { } journal ? new JournaledSending(journal, entry.Row, _journalClock, _stop.Token) : null;
                LaunchOutcome outcome = await LaunchAsync(entry.Row, journaled).ConfigureAwait(false);
                journaled?.Tell(outcome);
                Decide(entry, outcome);
            }
            catch (Exception fault)
            {
                // Not a way a launch can end, so a fault of this code: whoever takes the result shall meet it, and no row may hang.
                entry.Done.TrySetException(fault);
            }
        }
    }

    private Task<LaunchOutcome> LaunchAsync(LaunchRow row, JournaledSending? journaled)
    {
        if (_stop.IsCancellationRequested)
            return Task.FromResult<LaunchOutcome>(NotSent());
        if (_forbiddenFlows.TryGetValue(row.Request.FlowId, out GenesysCloudException? forbidden))
            return Task.FromResult<LaunchOutcome>(new LaunchOutcome.Refused(forbidden));
        return _architect.LaunchAsync(row.Request, journaled is null ? _launchOptions : _launchOptions with { BodyForSending = journaled.AnnounceAsync }, _stop.Token);
    }

    private void Decide(Entry entry, LaunchOutcome outcome)
    {
        if (EndFor(entry.Row, outcome) is { } reason && Interlocked.CompareExchange(ref _end, new RunEnd(reason, entry.Row.Number, ReasonOf(outcome)), null) is null)
            _stop.Cancel();
        entry.Done.TrySetResult(new LaunchResult(entry.Row, outcome, _time.GetUtcNow()));
    }

    private RunEndReason? EndFor(LaunchRow row, LaunchOutcome outcome)
    {
        if (outcome is not LaunchOutcome.NotSent)
            Volatile.Write(ref _unsentInSuccession, 0);
        switch (outcome)
        {
            case LaunchOutcome.Launched or LaunchOutcome.NotSent { Reason: OperationCanceledException }:
                return null;
            case LaunchOutcome.NotSent { Reason: SignInException { Outcome: SendOutcome.Refused } or GenesysCloudException { Code: GenesysCloudException.SessionClosed } }:
            case LaunchOutcome.Refused { Reason.Status: 401 }:
                return RunEndReason.SignInLost;
            case LaunchOutcome.NotSent { Reason: JournalException }:
                return RunEndReason.JournalUnwritable;
            case LaunchOutcome.Refused { Reason.Status: 403 } when _options.SingleFlow:
                return RunEndReason.NotPermitted;
            case LaunchOutcome.Refused { Reason: { Status: 403 } forbidden }:
                _forbiddenFlows.TryAdd(row.Request.FlowId, forbidden);
                break;
            case LaunchOutcome.Refused { Reason.Status: 429 }:
                return RunEndReason.RateLimited;
            case LaunchOutcome.NotSent { Reason: GenesysCloudException } when Interlocked.Increment(ref _unsentInSuccession) >= Math.Max(FewestUnsentInSuccession, _options.ThrottleLimit):
                return RunEndReason.ServiceUnreachable;
        }

        return Interlocked.Increment(ref _failures) >= _options.MaxFailures ? RunEndReason.TooManyFailures : null;
    }

    private static LaunchOutcome.NotSent NotSent() => new(new OperationCanceledException("The run was stopped before this row was sent."));

    private static Exception? ReasonOf(LaunchOutcome outcome) => outcome switch
    {
        LaunchOutcome.Refused refused => refused.Reason,
        LaunchOutcome.NotSent notSent => notSent.Reason,
        LaunchOutcome.Unknown unknown => unknown.Reason,
        _ => null,
    };

    private sealed class Entry(LaunchRow row)
    {
        public LaunchRow Row { get; } = row;

        public TaskCompletionSource<LaunchResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
