using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;

namespace GenesysCloud.Launching;

/// <summary>
/// What all lines so far add up to, a row each, in about a hundred bytes a row. Not safe for several threads at once.
/// </summary>
internal sealed class JournalTable(int capacity = 16)
{
    private const int None = -1;

    private readonly Utf8Table _keys = new(capacity);
    private readonly Utf8Table _words = new(); // names, versions, reasons and statuses: few, and often repeated
    private readonly Dictionary<int, string> _otherIds = []; // ids of executions that are no GUIDs
    private Row[] _rows = new Row[capacity];
    private Dictionary<Guid, int>? _byExecution;

    /// <summary>Number of rows; they are numbered from 0 in the order of their first intent.</summary>
    public int Count => _keys.Count;

    /// <summary>Takes in one fact.</summary>
    /// <returns>
    /// False if it cannot follow from what is known of its row: no intent announced it, or it is launched and said not to
    /// be, which would have it launched again. Nothing is changed then.
    /// </returns>
    public bool Apply(in JournalFact fact)
    {
        if (fact.Kind == JournalFactKind.Resumed)
            return true;
        if (fact.Kind == JournalFactKind.Intent)
        {
            Announce(fact);
            return true;
        }
        int number = _keys.Find(fact.Key);
        if (number < 0 || !MayFollow(_rows[number].State, fact.Outcome))
            return false;
        ref Row row = ref _rows[number];
        row.IsSettled |= fact.Kind == JournalFactKind.Settled;
        switch (fact.Outcome)
        {
            case JournalFactKind.Launched:
                row.State = JournalState.Launched;
                row.DoubtfulFrom = 0;
                row.FlowVersion = Word(fact.FlowVersion);
                row.Word = None;
                SetExecutionId(number, ref row, fact.ExecutionId);
                break;
            case JournalFactKind.Refused:
                row.State = NothingRan(ref row, fact, JournalState.Refused);
                row.HttpStatus = (short)fact.HttpStatus;
                row.Word = Word(fact.Reason);
                break;
            case JournalFactKind.NotSent:
                row.State = NothingRan(ref row, fact, JournalState.NotSent);
                row.Word = Word(fact.Reason);
                break;
            case JournalFactKind.Unknown:
                row.State = JournalState.Unknown;
                row.Word = Word(fact.Reason);
                break;
            case JournalFactKind.Finished:
                row.State = JournalState.Finished;
                row.Word = Word(fact.Status);
                row.Completed = fact.Completed.UtcTicks;
                break;
        }
        return true;
    }

    /// <summary>Number of the row with this key, or -1.</summary>
    public int Find(string key) => _keys.Find(Encoding.UTF8.GetBytes(key));

    /// <summary>Number of the row whose latest attempt launched this execution, or -1.</summary>
    public int FindExecution(string executionId)
    {
        if (!TryParseId(Encoding.UTF8.GetBytes(executionId), out Guid id))
            return _otherIds.FirstOrDefault(other => other.Value == executionId, new(None, "")).Key;
        _byExecution ??= IndexExecutions();
        return _byExecution.TryGetValue(id, out int number) && _rows[number].ExecutionId == id ? number : None;
    }

    public JournalState State(int number) => _rows[number].State;

    public int Attempt(int number) => _rows[number].Attempt;

    public JournalEntry Entry(int number, string run)
    {
        ref readonly Row row = ref _rows[number];
        string key = _keys[number];
        bool finished = row.State == JournalState.Finished;
        return new JournalEntry
        {
            Key = key,
            Row = row.Number,
            State = row.State,
            Attempt = row.Attempt,
            Name = new RunStamp(run, key, row.Attempt).ToName(Text(row.Name)),
            DoubtfulFrom = row.DoubtfulFrom > 0 ? row.DoubtfulFrom : row.Attempt,
            SentAt = new DateTimeOffset(row.Sent, TimeSpan.Zero),
            ExecutionId = ExecutionId(number),
            FlowVersion = Text(row.FlowVersion),
            IsSettled = row.IsSettled,
            HttpStatus = row.HttpStatus == 0 ? null : row.HttpStatus,
            Reason = finished ? null : Text(row.Word),
            Status = finished ? Text(row.Word) : null,
            DateCompleted = row.Completed == 0 ? null : new DateTimeOffset(row.Completed, TimeSpan.Zero),
        };
    }

    /// <summary>Executions whose latest attempt was announced in a span of time, and when.</summary>
    public List<(DateTimeOffset SentAt, string ExecutionId)> LaunchedWithin(DateTimeOffset from, DateTimeOffset to)
    {
        List<(DateTimeOffset, string)> launched = [];
        for (int number = 0; number < Count; number++)
        {
            ref readonly Row row = ref _rows[number];
            if (row.State is JournalState.Launched or JournalState.Finished && row.Sent >= from.UtcTicks && row.Sent <= to.UtcTicks)
                launched.Add((new DateTimeOffset(row.Sent, TimeSpan.Zero), ExecutionId(number)!));
        }
        return launched;
    }

    public JournalSummary Summarize()
    {
        Span<int> count = stackalloc int[(int)JournalState.Finished + 1];
        Dictionary<int, int> finished = [];
        foreach (ref readonly Row row in _rows.AsSpan(0, Count))
        {
            count[(int)row.State]++;
            if (row.State == JournalState.Finished)
                CollectionsMarshal.GetValueRefOrAddDefault(finished, row.Word, out _)++;
        }
        return new JournalSummary(
            Count,
            count[(int)JournalState.Launched],
            count[(int)JournalState.Refused],
            count[(int)JournalState.NotSent],
            count[(int)JournalState.Unknown],
            count[(int)JournalState.Intent],
            finished.ToDictionary(status => _words[status.Key], status => status.Value));
    }

    private static bool MayFollow(JournalState state, JournalFactKind outcome) =>
        state is JournalState.Launched or JournalState.Finished
            ? outcome is JournalFactKind.Launched or JournalFactKind.Finished
            : outcome is not JournalFactKind.Finished;

    // That the latest attempt did not run says nothing of an earlier one whose outcome is unknown; looking for the row covers both.
    private static JournalState NothingRan(ref Row row, in JournalFact fact, JournalState state)
    {
        if (row.DoubtfulFrom > 0 && fact.Kind != JournalFactKind.Settled)
            return JournalState.Unknown;
        row.DoubtfulFrom = 0;
        return state;
    }

    private void Announce(in JournalFact fact)
    {
        int number = _keys.Find(fact.Key);
        int doubtfulFrom = number < 0 ? 0
            : _rows[number].DoubtfulFrom > 0 ? _rows[number].DoubtfulFrom
            : _rows[number].State is JournalState.Intent or JournalState.Unknown ? _rows[number].Attempt : 0;
        if (number < 0)
        {
            number = _keys.Add(fact.Key);
            if (number == _rows.Length)
                Array.Resize(ref _rows, number + (number / 2));
        }
        _otherIds.Remove(number);
        _rows[number] = new Row
        {
            Number = fact.Row,
            State = JournalState.Intent,
            Attempt = fact.Attempt,
            Name = Word(fact.Name),
            DoubtfulFrom = doubtfulFrom,
            Sent = fact.At.UtcTicks,
            FlowVersion = None,
            Word = None,
        };
    }

    private void SetExecutionId(int number, ref Row row, ReadOnlySpan<byte> text)
    {
        if (TryParseId(text, out row.ExecutionId))
        {
            _byExecution?[row.ExecutionId] = number;
            _otherIds.Remove(number);
        }
        else
        {
            _otherIds[number] = Encoding.UTF8.GetString(text);
        }
    }

    // Only the spelling that Guid itself writes, so that an id comes out as it went in.
    private static bool TryParseId(ReadOnlySpan<byte> text, out Guid id)
    {
        if (text.Length == 36 && !text.ContainsAnyInRange((byte)'A', (byte)'F')
            && Utf8Parser.TryParse(text, out id, out int length, 'D') && length == 36)
            return id != default;
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

    private string? ExecutionId(int number) =>
        _rows[number].ExecutionId != default ? _rows[number].ExecutionId.ToString() : _otherIds.GetValueOrDefault(number);

    private int Word(ReadOnlySpan<byte> text) => text.IsEmpty ? None : _words.Add(text);

    private string? Text(int word) => word == None ? null : _words[word];

    private struct Row
    {
        public Guid ExecutionId;
        public long Sent; // UTC ticks, as the other times
        public long Completed;
        public int Number;
        public int Attempt;
        public int DoubtfulFrom; // first of the attempts that may have run, if an earlier one than the latest may
        public int Name;
        public int FlowVersion;
        public int Word; // reason, or status once finished
        public short HttpStatus;
        public JournalState State;
        public bool IsSettled;
    }
}
