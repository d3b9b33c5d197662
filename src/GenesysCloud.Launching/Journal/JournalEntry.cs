using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Journal.Keys;

namespace GenesysCloud.Launching.Journal;

/// <summary>
/// A row as the journal knows it: the outcome of its latest attempt, or why the check rejected it since. But a relaunch that
/// certainly did nothing leaves the row as the launch before it.
/// </summary>
internal sealed record JournalEntry
{
    public required string Key { get; init; }

    /// <summary>Number of the row in the input of the run that sent it last, from 1.</summary>
    public required int Row { get; init; }

    public required JournalState State { get; init; }

    /// <summary>Number of the attempt that this tells of, from 1; 0 if the row was rejected before any.</summary>
    public required int Attempt { get; init; }

    /// <summary>How often a launch of this row was announced, also those that were certainly not sent.</summary>
    public required int Attempts { get; init; }

    /// <summary>
    /// The execution's name as sent: the name the user gave, if any, and the tag of run, key and attempt; empty if nothing was sent.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>
    /// The first of the attempts that may have run while the row is in doubt: the latest, or an earlier one that was never reconciled.
    /// </summary>
    public required int DoubtfulFrom { get; init; }

    /// <summary>When the attempt was announced, or the row rejected before any, UTC, by the clock of the service.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>A hash of the inputs that were sent; 0 if the journal does not say.</summary>
    public ulong Inputs { get; init; }

    /// <summary>Id of the execution, once launched.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>Version that was launched, as <c>1.0</c>.</summary>
    public string? FlowVersion { get; init; }

    /// <summary>The outcome came from looking for it afterwards.</summary>
    public bool IsReconciled { get; init; }

    /// <summary>HTTP status of a refusal.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Code of a refusal, or the class of reason why a row is unknown, was not sent, or was rejected.</summary>
    public string? Reason { get; init; }

    /// <summary>Of a rejected row, the columns at fault.</summary>
    public JournalColumns Columns { get; init; }

    /// <summary>How the execution ended, in the API's words (<c>COMPLETED</c>, <c>FAILED</c>, ...).</summary>
    public string? Status { get; init; }

    public DateTimeOffset? DateCompleted { get; init; }

    /// <summary>Why the execution ended; null if that isn't known.</summary>
    public EndDetail? Detail { get; init; }
}

/// <summary>An attempt of a row that may have run.</summary>
/// <param name="Number">From 1; part of the execution's name.</param>
/// <param name="SentAt">When it was announced, UTC, by the clock of the service.</param>
/// <param name="RequestTimeout">How long its request may have been under way, in whole seconds; null if its run did not say.</param>
/// <param name="IsTimeCertain">
/// Whether its time can be relied on: not if the clock was in doubt when it was written, or if it disagrees with the intents around it.
/// </param>
internal readonly record struct JournalAttempt(int Number, DateTimeOffset SentAt, TimeSpan? RequestTimeout, bool IsTimeCertain = true);

/// <summary>A launch whose intent is on disk.</summary>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Name">The name to send.</param>
/// <param name="SentAt">When it was announced, UTC, by the clock of the service.</param>
internal readonly record struct JournalAnnouncement(int Attempt, string Name, DateTimeOffset SentAt);

/// <summary>A launch about to be sent.</summary>
/// <param name="Key">Key of the row, from <see cref="LaunchKeys"/>.</param>
/// <param name="Row">Number of the row in this run's input, from 1.</param>
/// <param name="Name">Name the user gives the execution, before the tag.</param>
/// <param name="Relaunch">The row may already be running or have run, and is launched again all the same.</param>
/// <param name="Inputs">A hash of the inputs, from <see cref="LaunchKeys"/>; 0 for none.</param>
internal readonly record struct JournalIntent(string Key, int Row, string? Name = null, bool Relaunch = false, ulong Inputs = 0);
