using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Journal.Keys;

namespace GenesysCloud.Launching.Journal;

/// <summary>
/// What all lines so far add up to, a row each, in about a hundred bytes a row. Not safe for several threads at once.
/// </summary>
internal sealed partial class JournalTable(int capacity = 16)
{
    private const int None = -1;

    private readonly Utf8Table _keys = new(capacity);
    private readonly Utf8Table _words = new(); // names, versions, reasons and statuses: few, and often repeated
    private readonly Dictionary<int, string> _otherIds = []; // ids of executions that are no GUIDs
    private readonly Dictionary<int, Past> _pasts = []; // of the few rows that were announced again though they may have run
    private readonly IntentTimes _times = new();
    private Row[] _rows = new Row[capacity];
    private Dictionary<Guid, int>? _byExecution;

    /// <summary>Number of rows that have a key; they are numbered from 0 in the order of their first record.</summary>
    public int Count => _keys.Count;

    /// <summary>How long requests of the run that writes the next lines may take, in seconds; 0 if it does not say.</summary>
    public int TimeoutSeconds { get; set; }

    /// <summary>Number of the row with this key, or -1.</summary>
    public int Find(string key)
    {
        if (LoneSurrogate.IsIn(key))
            return None;
        Span<byte> utf8 = stackalloc byte[256];
        return _keys.Find(Encoding.UTF8.TryGetBytes(key, utf8, out int length) ? utf8[..length] : Encoding.UTF8.GetBytes(key));
    }

    /// <summary>Number of the row whose launch this execution is, or -1; also -1 while it is not known what became of a relaunch.</summary>
    public int FindExecution(string executionId)
    {
        if (!TryParseId(Encoding.UTF8.GetBytes(executionId), out Guid id))
            return _otherIds.FirstOrDefault(other => other.Value == executionId, new(None, "")).Key;
        _byExecution ??= IndexExecutions();
        return _byExecution.TryGetValue(id, out int number) && _rows[number].ExecutionId == id ? number : None;
    }

    public JournalState State(int number) => _rows[number].State;

    /// <summary>Number of the attempt that was announced last.</summary>
    public int LastAttempt(int number) => _pasts.TryGetValue(number, out Past? past) ? past.LastAttempt : _rows[number].Attempt;

    /// <summary>The attempts of a row in doubt that may have run, in their order; empty if it is not in doubt.</summary>
    public IReadOnlyList<JournalAttempt> DoubtfulAttempts(int number)
    {
        ref readonly Row row = ref _rows[number];
        if (!row.IsInDoubt)
            return [];
        if (!_pasts.TryGetValue(number, out Past? past))
            return [row.ToAttempt(_times)];
        List<JournalAttempt> attempts = past.Doubtful.ConvertAll(earlier => earlier.ToAttempt(_times));
        if (!past.LatestDidNotRun)
            attempts.Add(row.ToAttempt(_times));
        return attempts;
    }

    public JournalEntry Entry(int number, string run)
    {
        ref readonly Row row = ref _rows[number];
        Past? past = _pasts.GetValueOrDefault(number);
        string key = _keys[number];
        bool finished = row.State == JournalState.Finished;
        return new JournalEntry
        {
            Key = key,
            Row = row.Number,
            State = row.State,
            Attempt = row.Attempt,
            Attempts = past?.LastAttempt ?? row.Attempt,
            Name = row.Attempt == 0 ? "" : NameToSend(row, key, run),
            DoubtfulFrom = past is { Doubtful: [var earliest, ..] } ? earliest.Attempt : row.Attempt,
            SentAt = row.SentAt,
            Inputs = row.Inputs,
            ExecutionId = ExecutionId(number),
            FlowVersion = Text(row.FlowVersion),
            IsReconciled = row.IsReconciled,
            HttpStatus = row.HttpStatus == 0 ? null : row.HttpStatus,
            Reason = finished ? null : Text(row.Word),
            Columns = finished ? default : new JournalColumns(Text(row.Detail)),
            Status = finished ? Text(row.Word) : null,
            DateCompleted = row.Completed == 0 ? null : new DateTimeOffset(row.Completed, TimeSpan.Zero),
            Detail = finished ? EndDetail.Parse(Text(row.Detail)) : null,
        };
    }

    /// <summary>The launch that was announced last.</summary>
    public JournalAnnouncement Announcement(int number, string key, string run)
    {
        ref readonly Row row = ref _rows[number];
        return new JournalAnnouncement(row.Attempt, NameToSend(row, key, run), row.SentAt);
    }

    /// <summary>Executions whose launch was announced in a span of time, and when.</summary>
    public List<KnownLaunch> LaunchedWithin(DateTimeOffset from, DateTimeOffset to)
    {
        List<KnownLaunch> launched = [];
        for (int number = 0; number < Count; number++)
        {
            ref readonly Row row = ref _rows[number];
            if (row.IsLaunched && row.Sent >= from.UtcTicks && row.Sent <= to.UtcTicks)
                launched.Add(new KnownLaunch(row.SentAt, ExecutionId(number)!));
        }

        return launched;
    }

    public JournalSummary Summarize()
    {
        Span<int> count = stackalloc int[(int)JournalState.Rejected + 1];
        Dictionary<int, int> finished = [];
        foreach (ref readonly Row row in _rows.AsSpan(0, Count))
        {
            count[(int)row.State]++;
            if (row.State == JournalState.Finished)
                CollectionsMarshal.GetValueRefOrAddDefault(finished, row.Word, out _)++;
        }

        return new JournalSummary(
            Count + _keyless.Count,
            count[(int)JournalState.Launched],
            count[(int)JournalState.Refused],
            count[(int)JournalState.NotSent],
            count[(int)JournalState.Unknown],
            count[(int)JournalState.Intent],
            finished.ToDictionary(status => _words[status.Key], status => status.Value),
            count[(int)JournalState.Rejected] + _keyless.Count);
    }

    // Only the spelling that Guid itself writes, so that an id comes out as it went in.
    private static bool TryParseId(ReadOnlySpan<byte> text, out Guid id)
    {
        if (text.Length == 36 && !text.ContainsAnyInRange((byte)'A', (byte)'F')
            && Utf8Parser.TryParse(text, out id, out int length, 'D') && length == 36)
        {
            return id != default;
        }

        id = default;
        return false;
    }

    private Dictionary<Guid, int> IndexExecutions()
    {
        Dictionary<Guid, int> index = new(Count);
        for (int number = 0; number < Count; number++)
        {
            if (_rows[number].ExecutionId != default)
                index[_rows[number].ExecutionId] = number;
        }

        return index;
    }

    private string NameToSend(in Row row, string key, string run) => new ExecutionTag(run, key, row.Attempt).ToName(Text(row.Name));

    private string? ExecutionId(int number) =>
        _rows[number].ExecutionId != default ? _rows[number].ExecutionId.ToString() : _otherIds.GetValueOrDefault(number);

    private string? Text(int word) => word == None ? null : _words[word];
}
