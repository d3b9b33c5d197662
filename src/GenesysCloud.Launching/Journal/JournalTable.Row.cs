using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching.Journal;

internal sealed partial class JournalTable
{
    /// <summary>The attempt that counts: the latest, or the launch that a later one in vain tried to repeat.</summary>
    private struct Row
    {
        public Guid ExecutionId;
        public long Sent; // UTC ticks, as the other times
        public long Completed;
        public ulong Inputs; // hash; 0 if the intent has none
        public int Number;
        public int Attempt;
        public int Timeout; // seconds; 0 if the run that announced it did not say
        public int Name;
        public int FlowVersion;
        public int Word; // reason, or status once finished
        public int Detail; // JSON: of a rejected row, an array of columns; of a finished one, an object that says why it ended
        public short HttpStatus;
        public JournalState State;
        public bool IsReconciled;
        public bool IsTimeUncertain;

        public readonly bool IsLaunched => State is JournalState.Launched or JournalState.Finished;

        public readonly bool IsInDoubt => State is JournalState.Intent or JournalState.Unknown;

        public readonly DateTimeOffset SentAt => new(Sent, TimeSpan.Zero);

        public readonly JournalAttempt ToAttempt(IntentTimes times) =>
            new(Attempt, SentAt, JournalTime.FromSeconds(Timeout), !IsTimeUncertain && times.IsCertain(SentAt));
    }

    /// <summary>What is known of a row's attempts besides the one that counts.</summary>
    private sealed class Past
    {
        public int LastAttempt;

        /// <summary>The last attempt certainly did nothing; the row is in doubt for those before it.</summary>
        public bool LatestDidNotRun;

        /// <summary>The launch that counts again if all attempts after it did nothing.</summary>
        public EarlierLaunch? Launch;

        /// <summary>Earlier attempts than the latest that may have run.</summary>
        public List<Row> Doubtful { get; } = [];

        public void Clear()
        {
            LatestDidNotRun = false;
            Launch = null;
            Doubtful.Clear();
        }

        public int IndexOf(int attempt) => Doubtful.FindIndex(earlier => earlier.Attempt == attempt);
    }

    private sealed record EarlierLaunch(Row Row, string? OtherId);
}
