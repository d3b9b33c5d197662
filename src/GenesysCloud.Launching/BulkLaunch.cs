using System.Diagnostics.CodeAnalysis;
using GenesysCloud.Http;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Launching.Reconciliation;

namespace GenesysCloud.Launching;

/// <summary>
/// A run from rows to results: decides by the journal which rows are sent, sends many at once and each at most once, holds back those that
/// got no response until they are reconciled, and gives results in the order of the rows. Without a journal every row is sent, and none is
/// held.
/// </summary>
/// <typeparam name="TRow">The caller's row, which comes back with its result.</typeparam>
/// <remarks>
/// One caller adds rows, takes results, finishes, and disposes; the sending goes on in the background. <see cref="Stop"/> may be called
/// from any thread. Memory is bounded by <see cref="Capacity"/>, the rows whose result has not been taken, and by the rows that are held
/// back.
/// </remarks>
internal sealed partial class BulkLaunch<TRow> : IAsyncDisposable
{
    private readonly GenesysCloudClient _client;
    private readonly BulkLaunchOptions _options;
    private readonly Func<JournalIdentity, CancellationToken, Task<LaunchJournal>> _openJournal;
    private readonly RunEndPolicy _policy;
    private readonly LaunchQueue<TRow> _queue;
    private readonly RowSender _sender;
    private readonly Queue<RowResult<TRow>> _held = new();
    private Task _opening = Task.CompletedTask;
    private Task? _limitReading;
    private long _rowsToSend;
    private Task _finishing = Task.CompletedTask;
    private LaunchJournal? _journal;
    private JournalDecider? _decider;
    private JournalException? _unwritable;
    private bool _isOver;
    private long _lastRow;

    /// <summary>Creates the run. Nothing is sent, opened, or read before the first row.</summary>
    /// <param name="client">What the rows are launched with.</param>
    /// <param name="options">How.</param>
    /// <param name="openJournal">Opens the run's journal; without it, the file that the options name.</param>
    public BulkLaunch(
        GenesysCloudClient client,
        BulkLaunchOptions options,
        Func<JournalIdentity, CancellationToken, Task<LaunchJournal>>? openJournal = null)
    {
        (_client, _options) = (client, options);
        _openJournal = openJournal ?? ((identity, stop) => OpenJournals.OpenForRunAsync(options.Journal!.Path, client, identity, stop));
        _policy = new RunEndPolicy(options);
        _queue = new LaunchQueue<TRow>(options, _policy, client.TimeProvider);
        _sender = new RowSender(client, options, _queue.StopToken, _queue.AbandonToken);
    }

    /// <summary>How many rows may be in here at once.</summary>
    public int Capacity => _queue.Capacity;

    /// <summary>Rows whose result has not been taken yet, without those that are held back.</summary>
    public int Pending => _queue.Pending;

    /// <summary>Whether results have to be taken before the next row is added.</summary>
    public bool IsFull => Pending >= Capacity;

    /// <summary>Completes when the oldest row has its result. Only to be asked while rows are pending.</summary>
    public Task NextReady => _queue.NextReady;

    /// <summary>Why the run ended early; null while it goes on. Rows added after that are not sent.</summary>
    public RunEnd? End => _policy.End;

    /// <summary>When the journal began; null without one, in a dry run, and before the first row.</summary>
    public DateTimeOffset? JournalCreated => _journal?.Header.Created;

    /// <summary>Takes a row in and starts sending it as soon as a slot is free, unless the journal knows better.</summary>
    /// <param name="number">Its place in the input, from 1.</param>
    /// <param name="row">The row.</param>
    /// <param name="launch">What it is to launch.</param>
    /// <param name="cancellationToken">
    /// Ends what the first row of a run with a journal waits for: opening the journal, and reconciling what an earlier run left in doubt.
    /// </param>
    /// <exception cref="JournalException">
    /// The journal is in use, of other launches, damaged, or cannot be written. The row was not taken in.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was ended. The row was not taken in.</exception>
    public Task AddAsync(long number, TRow row, RowLaunch launch, CancellationToken cancellationToken = default)
    {
        if (_options.Journal is null || _decider is not null)
        {
            Accept(number, row, launch);
            return Task.CompletedTask;
        }

        return _opening = OpenAndAcceptAsync(number, row, launch, cancellationToken);
    }

    /// <summary>Takes a row in that is not to be launched, so that it comes out in its place.</summary>
    public void AddSkipped(long number, TRow row, SkipReason reason) => AddDecided(number, row, new RowOutcome.Skipped(reason));

    /// <summary>
    /// The next result, if it is known. With a journal, rows without a response come last, when <see cref="FinishAsync"/> has reconciled
    /// them.
    /// </summary>
    public bool TryTake([NotNullWhen(true)] out RowResult<TRow>? result)
    {
        while (_queue.TryTake(out result))
        {
            if (!IsHeld(result))
                return true;
            _held.Enqueue(result);
        }

        if (!_isOver || !_held.TryDequeue(out result))
            return false;
        result = result with { Outcome = result.Outcome.ReconciledAs(_journal!.Find(result.Key!)) };
        return true;
    }

    /// <summary>
    /// After the last result: reconciles rows without a response, of this run and of earlier ones, and lets those that were held go.
    /// </summary>
    /// <param name="cancellationToken">Ends the reconciliation.</param>
    /// <returns>What reconciliation came to. If the journal cannot be written, <see cref="End"/> says so.</returns>
    public async Task<ReconcileResult> FinishAsync(CancellationToken cancellationToken = default)
    {
        Task<ReconcileResult> finishing = ReconcileHeldAsync(cancellationToken);
        _finishing = finishing;
        ReconcileResult result = await finishing.ConfigureAwait(false);
        _isOver = true;
        return result;
    }

    /// <summary>Makes sure that everything is on disk; if not, <see cref="End"/> says why.</summary>
    public async Task FlushAsync()
    {
        try
        {
            if (_journal is not null)
                await _journal.FlushAsync().ConfigureAwait(false);
        }
        catch (JournalException unwritable)
        {
            EndUnwritable(unwritable);
        }
    }

    /// <summary>Sends nothing more; requests in flight are given their grace to get a response. From any thread.</summary>
    public void Stop() => _queue.Stop();

    /// <summary>Stops; completes when nothing is left in flight. Every row then has its result, also those that were held back.</summary>
    public async Task StopAsync()
    {
        Stop();
        await _opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _finishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _queue.StopAsync().ConfigureAwait(false);
        _isOver = true;
    }

    /// <summary>
    /// Gives requests in flight up, and closes the journal once what was being done with it has ended: cancel the tokens that were given,
    /// or this waits for it.
    /// </summary>
    /// <exception cref="JournalException">The journal could not be written to its end, and <see cref="End"/> did not say so.</exception>
    public async ValueTask DisposeAsync()
    {
        _queue.Dispose();
        await _opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _finishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await (_limitReading ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_journal is null)
            return;
        OpenJournals.Release(_options.Journal!.Path);
        try
        {
            await _journal.DisposeAsync().ConfigureAwait(false);
        }
        catch (JournalException) when (_unwritable is not null)
        {
            // The caller was given it when it showed.
        }
    }

    private void AddDecided(long number, TRow row, RowOutcome outcome, string? key = null)
    {
        _lastRow = number;
        _queue.AddDecided(number, row, outcome, key);
    }

    private async Task OpenAndAcceptAsync(long number, TRow row, RowLaunch launch, CancellationToken cancellationToken)
    {
        await OpenAsync(launch.Target, cancellationToken).ConfigureAwait(false);
        Accept(number, row, launch);
    }

    /// <summary>
    /// Opens the journal for this run, and reconciles what an earlier run left in doubt. A dry run reads it, and no more.
    /// </summary>
    private async Task<JournalDecider> OpenAsync(LaunchTarget target, JournalPolicy policy, CancellationToken cancellationToken)
    {
        JournalIdentity identity = policy.IdentityFor(target, _client);
        if (_options.DryRun)
        {
            JournalReport? report = await JournalReport.ReadForAsync(policy.Path, identity, cancellationToken).ConfigureAwait(false);
            return new JournalDecider(
                target,
                policy,
                JournalPolicy.KeysFor(target, report?.Header.Identity ?? identity, report?.Entries.Select(entry => entry.Key) ?? []),
                key => report?.Find(key));
        }

        _journal = await _openJournal(identity, cancellationToken).ConfigureAwait(false);
        await ReconcileAsync(_journal, policy, cancellationToken).ConfigureAwait(false);
        JournalSummary known = _journal.Summarize();
        if (known.Rows > 0)
            _client.Observer?.Notify(new JournalResumed(policy.Path, known));
        return new JournalDecider(target, policy, JournalPolicy.KeysFor(target, _journal.Header.Identity, _journal.Keys()), _journal.Find);
    }

    private async Task<ReconcileResult> ReconcileHeldAsync(CancellationToken cancellationToken)
    {
        await FlushAsync().ConfigureAwait(false);
        if (_journal is null || _unwritable is not null)
            return ReconcileResult.Nothing;
        try
        {
            return await ReconcileAsync(_journal, _options.Journal!, cancellationToken).ConfigureAwait(false);
        }
        catch (JournalException unwritable)
        {
            EndUnwritable(unwritable);
            return ReconcileResult.Nothing;
        }
    }

    private async Task<ReconcileResult> ReconcileAsync(LaunchJournal journal, JournalPolicy policy, CancellationToken cancellationToken)
    {
        if (!journal.InDoubt().Any())
            return ReconcileResult.Nothing;
        bool isSearched = policy.ReconcileTimeout > TimeSpan.Zero;
        if (isSearched)
            _client.Observer?.Notify(new ReconciliationStarted(_held.Count));
        ReconcileResult result =
            await LaunchReconciler.ReconcileAsync(_client, journal, policy.ReconcileTimeout, cancellationToken).ConfigureAwait(false);
        if (isSearched)
            _client.Observer?.Notify(new ReconciliationEnded(result));
        return result;
    }

    private void Accept(long number, TRow row, RowLaunch launch)
    {
        switch (_decider?.Decide(number, launch))
        {
            case JournalDecision.Decided { Outcome: var outcome }:
                if (RowRejection.From(outcome) is { } rejection)
                    Record(number, rejection);
                AddDecided(number, row, outcome);
                break;
            case JournalDecision.InDoubt when _options.DryRun:
                AddSkipped(number, row, SkipReason.DryRunInDoubt);
                break;
            case JournalDecision.InDoubt { Key: var key }:
                AddDecided(number, row, new RowOutcome.Unknown(new GenesysCloudException(
                    "an earlier run sent it and received no response.", SendOutcome.Unknown)), key);
                break;
            case var send when launch.Rejection is { } unfit:
                Reject(number, row, unfit, (send as JournalDecision.Send)?.Key);
                break;
            case var _ when _options.DryRun:
                AddSkipped(number, row, SkipReason.DryRun);
                break;
            case var journaled:
                Send(number, row, launch, journaled as JournalDecision.Send);
                break;
        }
    }

    private void Send(long number, TRow row, RowLaunch launch, JournalDecision.Send? journaled)
    {
        _lastRow = number;
        if (_limitReading is null && ++_rowsToSend > _client.RateLimitQuota.AllowedPerToken)
            _limitReading = _client.ReadRateLimitAsync(_queue.StopToken);
        WriteAhead? ahead = _journal is null || journaled is null ? null : new WriteAhead(
            _journal,
            new JournalIntent(journaled.Key, (int)number, launch.Request.Name, journaled.Relaunch, journaled.Inputs),
            _client.ServiceClock,
            _queue.StopToken);
        _queue.Add(number, row, journaled?.Key, () => _sender.SendAsync(launch.Request, ahead));
    }

    /// <summary>Whether nothing can be said of the row before it was searched for.</summary>
    private bool IsHeld(RowResult<TRow> result) =>
        !_isOver && result is { Outcome: RowOutcome.Unknown, Key: not null } && _options.Journal!.ReconcileTimeout > TimeSpan.Zero;

    private void EndUnwritable(JournalException unwritable)
    {
        _unwritable = unwritable;
        _policy.TryEnd(RunEnd.Of(_lastRow, unwritable));
    }
}
