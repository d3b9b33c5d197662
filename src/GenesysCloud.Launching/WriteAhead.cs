using GenesysCloud.Architect;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching;

/// <summary>
/// Keeps the journal ahead of one row: the intent of each send is on disk before the request leaves, and the outcome follows it there.
/// </summary>
/// <remarks>
/// Announced in its turn and not before: what is announced is about to leave, so that a process that is killed leaves no more rows in
/// doubt than it had in flight.
/// </remarks>
internal sealed class WriteAhead(LaunchJournal journal, JournalIntent intent, TimeProvider clock, CancellationToken stop)
{
    // A clock that is set, or a disk that is busy for a while, costs some rounds. A disk that is too slow for minutes has that pace.
    private const int MostRounds = 20;

    private static readonly TimeSpan s_freshIntent = TimeSpan.FromSeconds(10);

    // Whether the journal knows of a send, so that it has to learn what came of it.
    private bool _isAnnounced;

    /// <summary>Announces the next send.</summary>
    /// <returns>The execution's name to send.</returns>
    /// <exception cref="JournalException">The journal cannot be written: do not send.</exception>
    public async ValueTask<string?> AnnounceAsync()
    {
        for (int round = 1; ; round++)
        {
            // It is about to be sent again, so the last request certainly did nothing.
            if (_isAnnounced)
                _ = journal.NotSentAsync(intent.Key, NotSentReasonText.Again);
            JournalAnnouncement announcement = await journal.IntentAsync(intent, stop).ConfigureAwait(false);
            _isAnnounced = true;

            // Reconciliation searches around the time that the journal says it was sent.
            TimeSpan took = clock.GetUtcNow() - announcement.SentAt;
            if (took.Duration() <= s_freshIntent)
                return announcement.Name;
            if (round == MostRounds)
                throw new JournalSlowException(journal.Path, took.Duration(), MostRounds);
        }
    }

    /// <summary>Writes what came of the row, if it was announced.</summary>
    /// <remarks>Not waited for: what is lost with the process leaves the row in doubt, to be reconciled.</remarks>
    public void Record(LaunchOutcome outcome)
    {
        if (!_isAnnounced)
            return;
        string key = intent.Key;
        try
        {
            _ = outcome switch
            {
                LaunchOutcome.Launched launched => journal.LaunchedAsync(key, launched.Execution.Id, launched.Execution.FlowVersion),
                LaunchOutcome.Refused refused => journal.RefusedAsync(key, refused.Reason.Status ?? 0, refused.Reason.Code),
                LaunchOutcome.NotSent notSent => journal.NotSentAsync(key, WordFor(notSent.Obstacle)),
                LaunchOutcome.Unknown unknown => journal.UnknownAsync(key, WordFor(unknown)),
                _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
            };
        }
        catch (JournalException)
        {
            // The row's outcome is known all the same. A journal that cannot be written shows at the next intent, and at the next flush.
        }
    }

    private static string WordFor(SendObstacle obstacle) => obstacle switch
    {
        SendObstacle.SignIn => NotSentReasonText.SignIn,
        SendObstacle.Connection => NotSentReasonText.Connect,
        _ => NotSentReasonText.Abandoned,
    };

    private static string WordFor(LaunchOutcome.Unknown unknown) =>
        unknown.Reason.Status is { } status ? $"http{status}" : unknown.Reason.InnerException is TimeoutException ? "timeout" : "lost";
}
