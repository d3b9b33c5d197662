using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using GenesysCloud.Http;

namespace GenesysCloud.Launching;

/// <summary>
/// Sends many rows at once and gives their results in the order of the rows. One caller adds rows and takes results; the sending goes on in
/// the background.
/// </summary>
internal sealed class LaunchQueue<TRow> : IDisposable
{
    // One slow response holds up what comes after it, because results keep their order; this much may pile up behind it. It is more than
    // the platform lets anyone launch until a request times out; what waits any longer only costs the collector.
    private const int MaxPending = 512;
    private const int MaxPendingPerSlot = 64;
    private const int MinPendingPerSlot = 2;

    private readonly RunEndPolicy _policy;
    private readonly int _throttleLimit;
    private readonly TimeSpan _grace;
    private readonly Queue<Entry> _pending = new();
    private readonly Channel<Entry> _toSend = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleWriter = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon;
    private readonly List<Task> _workers = [];

    public LaunchQueue(BulkLaunchOptions options, RunEndPolicy policy, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ThrottleLimit, 1);
        (_policy, _throttleLimit, _grace) = (policy, options.ThrottleLimit, options.Grace);
        _abandon = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        Capacity = Math.Max(Math.Min(_throttleLimit * MaxPendingPerSlot, MaxPending), _throttleLimit * MinPendingPerSlot);
    }

    /// <summary>How many rows may be in here at once.</summary>
    public int Capacity { get; }

    /// <summary>Rows whose result has not been taken yet.</summary>
    public int Pending => _pending.Count;

    /// <summary>Completes when <see cref="TryTake"/> will give a result. Only to be asked while rows are pending.</summary>
    public Task NextReady => _pending.Peek().Done.Task;

    /// <summary>Canceled when nothing more is to be sent.</summary>
    public CancellationToken StopToken => _stop.Token;

    /// <summary>Canceled when requests in flight are given up.</summary>
    public CancellationToken AbandonToken => _abandon.Token;

    /// <summary>Takes a row in and starts sending it as soon as a slot is free.</summary>
    /// <param name="number">Its place in the input.</param>
    /// <param name="row">The row.</param>
    /// <param name="key">What the journal identifies it by.</param>
    /// <param name="send">Sends it. Called once at the most, on another thread.</param>
    public void Add(long number, TRow row, string? key, Func<Task<RowOutcome>> send)
    {
        var entry = new Entry(number, row, key, send);
        _pending.Enqueue(entry);
        if (!_toSend.Writer.TryWrite(entry))
        {
            Decide(entry, new RowOutcome.NotSent(NotSentReason.Stopped));
            return;
        }

        if (_workers.Count < _throttleLimit && _workers.Count < _pending.Count)
            _workers.Add(Task.Run(WorkAsync));
    }

    /// <summary>Takes a row in whose outcome is known already, so that it comes out in its place.</summary>
    public void AddDecided(long number, TRow row, RowOutcome outcome, string? key = null)
    {
        var entry = new Entry(number, row, key, () => Task.FromResult(outcome));
        _pending.Enqueue(entry);
        Decide(entry, outcome);
    }

    /// <summary>The result of the oldest row, if it is known.</summary>
    public bool TryTake([NotNullWhen(true)] out RowResult<TRow>? result)
    {
        result = null;
        if (_pending.Count == 0 || !_pending.Peek().Done.Task.IsCompleted)
            return false;
        result = _pending.Dequeue().Done.Task.GetAwaiter().GetResult();
        return true;
    }

    /// <summary>Sends nothing more; what is in flight is given its grace to be responded to. From any thread.</summary>
    public void Stop()
    {
        _toSend.Writer.TryComplete();
        _stop.Cancel();
        _abandon.CancelAfter(_grace);
    }

    /// <summary>Stops; completes when nothing is left in flight, and every pending row then has its result.</summary>
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
                Decide(entry, _stop.IsCancellationRequested
                    ? new RowOutcome.NotSent(NotSentReason.Stopped)
                    : await entry.SendAsync().ConfigureAwait(false));
            }
            catch (Exception fault)
            {
                // Not a way a launch can end, so a fault of this code. How far the row had come is not known, and no other row may be lost
                // for it.
                Decide(entry, new RowOutcome.Unknown(new GenesysCloudException(
                    $"an internal error interrupted it ({fault.GetType().Name}: {fault.Message}).", SendOutcome.Unknown, fault)));
            }
        }
    }

    private void Decide(Entry entry, RowOutcome outcome)
    {
        if (_policy.Observe(entry.Number, outcome))
            _stop.Cancel();
        entry.Done.TrySetResult(new RowResult<TRow>(entry.Number, entry.Row, outcome) { Key = entry.Key });
    }

    private sealed record Entry(long Number, TRow Row, string? Key, Func<Task<RowOutcome>> SendAsync)
    {
        public TaskCompletionSource<RowResult<TRow>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
