namespace GenesysCloud.Launching;

/// <summary>The sendings of one row in a run with a journal: the intent of each is on disk before it leaves.</summary>
/// <remarks>
/// Announced in its turn and not before: what is announced is about to leave, so that a process that is killed leaves no more rows in
/// doubt than it had in flight.
/// </remarks>
internal sealed class JournaledSending(LaunchJournal journal, LaunchRow row, TimeProvider clock, CancellationToken stop)
{
    private static readonly TimeSpan s_freshIntent = TimeSpan.FromSeconds(10);

    /// <summary>Whether the journal knows of a sending, so that it has to be told what came of it.</summary>
    public bool IsAnnounced { get; private set; }

    /// <summary>Announces the next sending, and gives its body.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> AnnounceAsync()
    {
        while (true)
        {
            // It is about to be sent again, so the last sending certainly did nothing.
            if (IsAnnounced)
                _ = journal.NotSentAsync(row.Key!, NotSentReason.Again);
            JournalAnnouncement intent = await journal.IntentAsync(new JournalIntent(row.Key!, (int)row.Number, row.Request.Name, row.Relaunch), stop).ConfigureAwait(false);
            IsAnnounced = true;

            // What the journal says of when it was sent is what it is looked for by.
            if ((clock.GetUtcNow() - intent.SentAt).Duration() <= s_freshIntent)
                return (row.Request with { Name = intent.Name }).ToJson();
        }
    }
}
