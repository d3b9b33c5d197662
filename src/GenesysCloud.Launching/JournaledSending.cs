using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching;

/// <summary>The sendings of one row in a run with a journal: the intent of each is on disk before it leaves, and the outcome follows it there.</summary>
/// <remarks>
/// Announced in its turn and not before: what is announced is about to leave, so that a process that is killed leaves no more rows in
/// doubt than it had in flight.
/// </remarks>
internal sealed class JournaledSending(LaunchJournal journal, LaunchRow row, TimeProvider clock, CancellationToken stop)
{
    private static readonly TimeSpan s_freshIntent = TimeSpan.FromSeconds(10);

    // Whether the journal knows of a sending, so that it has to be told what came of it.
    private bool _isAnnounced;

    /// <summary>Announces the next sending, and gives its body.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> AnnounceAsync()
    {
        while (true)
        {
            // It is about to be sent again, so the last sending certainly did nothing.
            if (_isAnnounced)
                _ = journal.NotSentAsync(row.Key!, NotSentReason.Again);
            JournalAnnouncement intent = await journal.IntentAsync(new JournalIntent(row.Key!, (int)row.Number, row.Request.Name, row.Relaunch), stop).ConfigureAwait(false);
            _isAnnounced = true;

            // What the journal says of when it was sent is what it is looked for by.
            if ((clock.GetUtcNow() - intent.SentAt).Duration() <= s_freshIntent)
                return row.Request.ToJson(intent.Name);
        }
    }

    /// <summary>Writes what came of the row, if it was announced.</summary>
    /// <remarks>Not waited for: what is lost with the process leaves the row in doubt, to be settled.</remarks>
    public void Tell(LaunchOutcome outcome)
    {
        if (!_isAnnounced)
            return;
        try
        {
            _ = outcome switch
            {
                LaunchOutcome.Launched launched => journal.LaunchedAsync(row.Key!, launched.Execution.Id, launched.Execution.FlowVersion),
                LaunchOutcome.Refused refused => journal.RefusedAsync(row.Key!, refused.Reason.Status ?? 0, refused.Reason.Code),
                LaunchOutcome.NotSent notSent => journal.NotSentAsync(row.Key!, ReasonOf(notSent)),
                LaunchOutcome.Unknown unknown => journal.UnknownAsync(row.Key!, unknown.Reason.Status is { } status ? $"http{status}" : unknown.Reason.InnerException is TimeoutException ? "timeout" : "lost"),
                _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
            };
        }
        catch (JournalException)
        {
            // The row's outcome is known all the same. A journal that cannot be written is told by the next intent, and by whoever flushes it.
        }
    }

    private static string ReasonOf(LaunchOutcome.NotSent notSent) => notSent.Reason switch
    {
        SignInException => NotSentReason.SignIn,
        GenesysCloudException { Status: 429 } => NotSentReason.RateLimit,
        GenesysCloudException => NotSentReason.Connect,
        _ => NotSentReason.Abandoned,
    };
}
