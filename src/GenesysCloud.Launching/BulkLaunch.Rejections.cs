using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching;

/// <content>Rows of which nothing is sent: they come out in their place, and the journal records those that are rejected.</content>
internal sealed partial class BulkLaunch<TRow>
{
    // Of rows whose flow was not known before the journal was opened.
    private readonly List<(long Number, RowRejection Rejection)> _unrecorded = [];

    /// <summary>Takes a row in that the caller has rejected, so that it comes out in its place, and records it in the journal.</summary>
    /// <param name="number">Its place in the input, from 1.</param>
    /// <param name="row">The row.</param>
    /// <param name="rejection">Why.</param>
    /// <param name="cancellationToken">Ends what the first row of a run with a journal waits for.</param>
    /// <exception cref="JournalException">
    /// The journal is in use, of other launches, damaged, or cannot be written. The row was not taken in.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was ended. The row was not taken in.</exception>
    public Task AddRejectedAsync(long number, TRow row, RowRejection rejection, CancellationToken cancellationToken = default)
    {
        if (_options.Journal is null || _decider is not null || rejection.Target is null)
        {
            Reject(number, row, rejection);
            return Task.CompletedTask;
        }

        return _opening = OpenAndRejectAsync(number, row, rejection, cancellationToken);
    }

    /// <summary>
    /// Whether the journal knows a row by its key, so that adding it sends nothing. Known only once the first row has been added.
    /// </summary>
    /// <param name="keyText">The value of the column that identifies rows; null if it has none.</param>
    public bool IsKnown(string? keyText) => _decider?.IsKnown(keyText) == true;

    /// <summary>Takes a row in that a run which has ended left unsent, so that it comes out in its place.</summary>
    public void AddUnsent(long number, TRow row) => AddDecided(number, row, new RowOutcome.NotSent(NotSentReason.Stopped));

    private async Task OpenAndRejectAsync(long number, TRow row, RowRejection rejection, CancellationToken cancellationToken)
    {
        await OpenAsync(rejection.Target!, cancellationToken).ConfigureAwait(false);
        Reject(number, row, rejection);
    }

    private async Task OpenAsync(LaunchTarget target, CancellationToken cancellationToken)
    {
        _decider = await OpenAsync(target, _options.Journal!, cancellationToken).ConfigureAwait(false);
        RecordEarlier();
    }

    /// <remarks>The key is the one that the row has taken already; null where it has taken none.</remarks>
    private void Reject(long number, TRow row, RowRejection rejection, string? key = null)
    {
        if (_options.Journal is not null)
            Record(number, rejection, key);
        AddDecided(number, row, new RowOutcome.Refused(Refusal.ByCaller.Instance));
    }

    private void RecordEarlier()
    {
        foreach ((long number, RowRejection rejection) in _unrecorded)
            Record(number, rejection);
        _unrecorded.Clear();
    }

    /// <remarks>Not waited for: what is lost with the process is found wrong again by the next run.</remarks>
    private void Record(long number, RowRejection rejection, string? takenKey = null)
    {
        if (_decider is null)
        {
            _unrecorded.Add((number, rejection));
            return;
        }

        // Also in a dry run, so that it finds the same keys in use.
        string? key = _options.Journal!.KeyColumn is null ? null : takenKey ?? _decider.KeyOf(number, rejection.KeyText);
        try
        {
            _ = _journal?.RejectedAsync(key, (int)number, rejection.Reason, JournalColumns.Of(rejection.Columns));
        }
        catch (JournalException)
        {
            // A journal that cannot be written shows at the next intent, and at the next flush.
        }
    }
}
