using CsCheck;
using GenesysCloud.Http;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Keys;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenesysCloud.Tests.Journal;

/// <summary>What a journal says of a row, beside what a list of its attempts says.</summary>
public sealed class JournalModelTests
{
    private const string Key = "E-1";

    private enum Disposition
    {
        Open, Unknown, Refused, NotSent, Ran,
    }

    [Fact]
    public Task After_any_facts_a_row_is_what_its_attempts_add_up_to() =>
        Gen.Select(Gen.Int[0, 10], Gen.Int[0, 9]).Array[0, 25].SampleAsync(
            async facts =>
            {
                FakeTimeProvider time = Journals.Clock();
                MemoryJournalFile file = new();
                LaunchJournal journal = await Journals.OpenAsync(file, time, TimeSpan.FromSeconds(30));
                TimeSpan? timeout = TimeSpan.FromSeconds(30);
                List<Attempt> attempts = [];
                bool isRejected = false;
                foreach ((int kind, int pick) in facts)
                {
                    time.Advance(TimeSpan.FromSeconds(1));
                    if (kind == 9)
                    {
                        await journal.DisposeAsync();
                        timeout = pick == 0 ? null : TimeSpan.FromSeconds(pick * 20);
                        file = new MemoryJournalFile(file.Content);
                        journal = await Journals.OpenAsync(file, time, timeout);
                    }
                    else if (kind == 10)
                    {
                        // Says nothing of a row that ran, or may have.
                        await journal.RejectedAsync(Key, 1, "InputInvalid", JournalColumns.Of(["level"]));
                        isRejected = attempts.TrueForAll(attempt => !attempt.IsDoubtful && attempt.Disposition != Disposition.Ran);
                    }
                    else if (!isRejected || kind <= 1)
                    {
                        isRejected = false;
                        await TellAsync(journal, attempts, kind, pick, new JournalAttempt(attempts.Count + 1, time.GetUtcNow(), timeout));
                    }

                    AssertSame(attempts, isRejected, journal);
                }

                await journal.DisposeAsync();

                await using LaunchJournal later = await Journals.ReopenAsync(file.Content);
                AssertSame(attempts, isRejected, later);
            },
            iter: 3_000);

    private static async Task TellAsync(LaunchJournal journal, List<Attempt> attempts, int kind, int pick, JournalAttempt next)
    {
        Attempt? latest = attempts.LastOrDefault();
        Attempt[] doubtful = [.. attempts.Where(attempt => attempt.IsDoubtful)];
        switch (kind)
        {
            case 0 or 1:
                await journal.SendAsync(Key, next.Number, relaunch: true);
                attempts.Add(new Attempt(next));
                break;
            case 2 when latest?.Disposition == Disposition.Open:
                await journal.LaunchedAsync(Key, IdOf(latest));
                EndDoubts(latest);
                break;
            case 3 when latest?.Disposition is Disposition.Open or Disposition.Refused or Disposition.NotSent:
                await journal.RefusedAsync(Key, 400 + pick);
                latest.Disposition = Disposition.Refused;
                break;
            case 4 when latest?.Disposition is Disposition.Open or Disposition.Refused or Disposition.NotSent:
                await journal.NotSentAsync(Key, NotSentReasonText.Again);
                latest.Disposition = Disposition.NotSent;
                break;
            case 5 when latest?.Disposition == Disposition.Open:
                await journal.UnknownAsync(Key, "timeout");
                latest.Disposition = Disposition.Unknown;
                break;
            case 6 when doubtful.Length > 0:
                await journal.ReconciledUnknownAsync(Key, "notFound");
                if (latest!.Disposition == Disposition.Open)
                    latest.Disposition = Disposition.Unknown;
                break;
            case 7 when doubtful.Length > 0:
                Attempt found = doubtful[pick % doubtful.Length];
                await journal.ReconciledLaunchedAsync(Key, IdOf(found), attempt: found.Told.Number);
                EndDoubts(found);
                break;
            case 8 when doubtful.Length > 0 && pick > 4:
                await journal.ReconciledNotSentAsync(Key, NotSentReasonText.Absent);
                EndDoubts(null);
                latest!.Disposition = Disposition.NotSent; // the reason told last, also of one that was refused
                break;
            case 8 when doubtful.Length == 0 && attempts.FindLast(attempt => attempt.Disposition == Disposition.Ran) is { } ran:
                await journal.FinishedAsync(IdOf(ran), "FAILED");
                ran.Status = "FAILED";
                break;
        }

        void EndDoubts(Attempt? ran)
        {
            foreach (Attempt attempt in doubtful)
                attempt.Disposition = attempt == ran ? Disposition.Ran : Disposition.NotSent;
        }
    }

    private static void AssertSame(List<Attempt> attempts, bool isRejected, LaunchJournal journal)
    {
        JournalEntry? entry = journal.Find(Key);
        Assert.Equal(isRejected ? 1 : 0, journal.Summarize().Rejected);
        if (isRejected)
        {
            Assert.NotNull(entry);
            Assert.Equal(
                (JournalState.Rejected, "InputInvalid", "level", attempts.Count, attempts.Count),
                (entry.State, entry.Reason, entry.Columns.ToString(), entry.Attempt, entry.Attempts));
            Assert.Equal((null, null, null), (entry.ExecutionId, entry.Status, entry.HttpStatus));
            Assert.Empty(journal.DoubtfulAttempts(Key));
            return;
        }

        if (attempts is [])
        {
            Assert.Null(entry);
            return;
        }

        Attempt latest = attempts[^1];
        Attempt[] doubtful = [.. attempts.Where(attempt => attempt.IsDoubtful)];
        Attempt? ran = doubtful.Length > 0 ? null : attempts.FindLast(attempt => attempt.Disposition == Disposition.Ran);
        Attempt counts = ran ?? latest;
        JournalState state = doubtful.Length > 0 ? latest.Disposition == Disposition.Open ? JournalState.Intent : JournalState.Unknown
            : ran is not null ? ran.Status is null ? JournalState.Launched : JournalState.Finished
            : latest.Disposition == Disposition.Refused ? JournalState.Refused : JournalState.NotSent;
        JournalAttempt[] inDoubt = [.. doubtful.Select(attempt => attempt.Told)];

        Assert.NotNull(entry);
        Assert.Equal((state, ran is null ? null : IdOf(ran), ran?.Status), (entry.State, entry.ExecutionId, entry.Status));
        Assert.Equal((counts.Told.Number, attempts.Count, counts.Told.SentAt), (entry.Attempt, entry.Attempts, entry.SentAt));
        Assert.EndsWith(new ExecutionTag(journal.Header.Run, Key, counts.Told.Number).ToString(), entry.Name, StringComparison.Ordinal);
        Assert.Equal(inDoubt, journal.DoubtfulAttempts(Key));
        JournalAttempt first = inDoubt is [var earliest, ..] ? earliest : counts.Told;
        Assert.Equal(first.Number, entry.DoubtfulFrom);
        if (ran is not null)
            Assert.Equal(entry, journal.FindExecution(IdOf(ran)));
    }

    /// <summary>Of both kinds that the journal knows: with every other attempt a GUID.</summary>
    private static string IdOf(Attempt attempt) =>
        attempt.Told.Number % 2 == 0 ? new Guid(attempt.Told.Number, 0, 0, new byte[8]).ToString() : $"execution-{attempt.Told.Number}";

    private sealed class Attempt(JournalAttempt told)
    {
        public JournalAttempt Told { get; } = told;

        public Disposition Disposition { get; set; }

        public string? Status { get; set; }

        public bool IsDoubtful => Disposition is Disposition.Open or Disposition.Unknown;
    }
}
