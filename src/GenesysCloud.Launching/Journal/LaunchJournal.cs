using System.Diagnostics;
using System.Text.Json;
using GenesysCloud.Http;
using GenesysCloud.Launching.Journal.Keys;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching.Journal;

/// <summary>
/// Append-only record of which rows were launched, so that a run that ended early can be continued and no row is launched
/// twice. Holds keys, ids and outcomes; never inputs, never secrets.
/// </summary>
/// <remarks>
/// Safe for several threads. What it remembers is always what a later run would read, because every record is taken in from
/// the line that tells it. A record is known to <see cref="Find"/> at once and on disk when its task completes. Outcomes need
/// not be waited for: a failed write is thrown at every later call and by <see cref="DisposeAsync"/>.
/// </remarks>
internal sealed partial class LaunchJournal : IAsyncDisposable
{
    private const string Intent = "intent";
    private const string NotSent = "notSent";

    private readonly object _gate = new();
    private readonly JournalLine _line = new();
    private readonly JournalTable _table;
    private readonly IJournalFile _file;
    private readonly JournalPath? _path;
    private readonly GroupCommit _commit;
    private readonly IDisposable? _lock;
    private readonly TimeProvider _time;
    private uint _checksum;
    private bool _disposed;

    private LaunchJournal(
        JournalHeader header, JournalContent content, IJournalFile file, JournalPath? path, IDisposable? heldLock, TimeProvider time)
    {
        Header = header;
        _table = content.Table;
        _checksum = content.Checksum;
        (_file, _path) = (file, path);
        _commit = new GroupCommit(file, content.Length) { Disturbed = Salvage };
        _lock = heldLock;
        _time = time;
    }

    public JournalHeader Header { get; }

    /// <summary>To be used under the lock alone.</summary>
    private JournalTable Table
    {
        get
        {
            Debug.Assert(Monitor.IsEntered(_gate), "The lock is not held.");
            return _table;
        }
    }

    /// <summary>Full path of the journal, as it was given.</summary>
    public string Path => _commit.Path;

    /// <summary>The keys of all rows, as they were first written.</summary>
    public IReadOnlyList<string> Keys()
    {
        lock (_gate)
            return [.. Enumerable.Range(0, Table.Count).Select(number => Table.Entry(number, Header.Run).Key)];
    }

    /// <summary>The row with this key; null if the journal does not have it.</summary>
    public JournalEntry? Find(string key)
    {
        lock (_gate)
            return EntryOrNull(Table.Find(key));
    }

    /// <summary>The attempts of a row in doubt that may have run, in their order; empty if it is not in doubt.</summary>
    public IReadOnlyList<JournalAttempt> DoubtfulAttempts(string key)
    {
        lock (_gate)
            return Table.Find(key) is >= 0 and var number ? Table.DoubtfulAttempts(number) : [];
    }

    /// <summary>The row whose launch this execution is; null also while it is not known what became of a relaunch.</summary>
    public JournalEntry? FindExecution(string executionId)
    {
        lock (_gate)
            return EntryOrNull(Table.FindExecution(executionId));
    }

    /// <summary>
    /// Rows announced without an outcome, or with an unknown one: those to reconcile. While a run sends, rows in flight are
    /// among them.
    /// </summary>
    public IEnumerable<JournalEntry> InDoubt()
    {
        for (int number = 0; ; number++)
        {
            JournalEntry entry;
            lock (_gate)
            {
                if (number == Table.Count)
                    yield break;
                if (Table.State(number) is not (JournalState.Intent or JournalState.Unknown))
                    continue;
                entry = Table.Entry(number, Header.Run);
            }

            yield return entry;
        }
    }

    /// <summary>Known executions whose launch was announced in a span of time, and when.</summary>
    public IReadOnlyList<KnownLaunch> LaunchedWithin(DateTimeOffset from, DateTimeOffset to)
    {
        lock (_gate)
            return Table.LaunchedWithin(from, to);
    }

    /// <summary>Makes sure that the journal's launches went to this region and organization.</summary>
    /// <exception cref="JournalMismatchException">They went elsewhere.</exception>
    public void RequireOrigin(string region, string? organizationId)
    {
        JournalIdentity own = Header.Identity;
        own.RequireSame(own with { Region = region, OrganizationId = organizationId }, _commit.Path);
    }

    /// <summary>Rows that were launched and whose end is not known yet.</summary>
    public IReadOnlyList<JournalEntry> Running()
    {
        lock (_gate)
        {
            return
            [
                .. Enumerable.Range(0, Table.Count)
                    .Where(number => Table.State(number) == JournalState.Launched)
                    .Select(number => Table.Entry(number, Header.Run)),
            ];
        }
    }

    /// <summary>Waits until everything written so far is on disk.</summary>
    /// <exception cref="JournalException">A write failed.</exception>
    public Task FlushAsync() => _commit.FlushAsync();

    public JournalSummary Summarize()
    {
        lock (_gate)
            return Table.Summarize();
    }

    /// <summary>Announces a launch. Send only after this has completed: then the intent is on disk.</summary>
    /// <param name="intent">The launch.</param>
    /// <param name="cancellationToken">Looked at before the line is queued, not after: whoever gives up later tells it by
    /// <see cref="NotSentAsync"/>.</param>
    /// <returns>The number of this attempt and the name to send.</returns>
    /// <exception cref="InvalidOperationException">The row may be running or have run, and the intent is no relaunch.</exception>
    /// <exception cref="JournalException">The journal cannot be written: do not send.</exception>
    public async ValueTask<JournalAnnouncement> IntentAsync(JournalIntent intent, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int attempt = 0;
        try
        {
            JournalAnnouncement announcement;
            Task flushed;
            lock (_gate)
            {
                int number = Table.Find(intent.Key);
                if (number >= 0 && !intent.Relaunch && Table.State(number)
                    is not (JournalState.NotSent or JournalState.Refused or JournalState.Rejected))
                {
                    throw new InvalidOperationException($"Row '{intent.Key}' was announced before and may have been launched.");
                }

                attempt = number < 0 ? 1 : Table.LastAttempt(number) + 1;
                bool isTimeUncertain = _time is ServiceClock { IsCertain: false };
                flushed = Write(Intent, intent.Key, (intent, attempt, isTimeUncertain), static (json, told) =>
                    JournalFields.Intent(json, told.intent.Row, told.attempt, told.intent.Name, told.intent.Inputs, told.isTimeUncertain));
                announcement = Table.Announcement(number < 0 ? Table.Count - 1 : number, intent.Key, Header.Run);
            }

            await flushed.ConfigureAwait(false);
            return announcement;
        }
        catch (JournalException)
        {
            WithdrawIntent(intent.Key, attempt);
            throw;
        }
    }

    /// <summary>Waits until everything is on disk, closes the file and lets others have the journal.</summary>
    /// <exception cref="JournalException">A write failed.</exception>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        try
        {
            await _commit.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            SaveAgain();
            _line.Dispose();
            _lock?.Dispose();
        }
    }

    private Task Write<T>(string kind, string? key, T told, Action<Utf8JsonWriter, T> fields)
    {
        if (LoneSurrogate.IsIn(key))
            throw new ArgumentException("The key contains an unpaired surrogate, so it would equal another key when written.", nameof(key));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_commit.Broken is { } broken)
            {
                // What comes of rows in flight is still to be known to whoever saves it.
                if (kind != Intent)
                    TakeIn(kind, key, told, fields, out _);
                throw broken;
            }

            if (!TakeIn(kind, key, told, fields, out ReadOnlyMemory<byte> line))
                throw new InvalidOperationException($"A '{kind}' record contradicts earlier records of row '{key}'.");
            return _commit.Append(line.Span);
        }
    }

    /// <summary>Takes a record in, from the line that it makes.</summary>
    private bool TakeIn<T>(string kind, string? key, T told, Action<Utf8JsonWriter, T> fields, out ReadOnlyMemory<byte> line)
    {
        Utf8JsonWriter json = _line.Begin();
        JournalFields.Begin(json, kind, key, _time.GetUtcNow());
        fields(json, told);
        (line, uint checksum) = _line.Seal(_checksum);
        if (!Table.Apply(JournalRecord.Read(line.Span)))
            return false;
        _checksum = checksum;
        return true;
    }

    private JournalEntry? EntryOrNull(int number) => number < 0 ? null : Table.Entry(number, Header.Run);
}
