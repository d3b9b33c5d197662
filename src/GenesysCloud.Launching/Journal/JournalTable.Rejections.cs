namespace GenesysCloud.Launching.Journal;

/// <content>Rows that the check rejected, so that nothing was announced.</content>
internal sealed partial class JournalTable
{
    // Rows without a usable key are told apart by their number, which means something in one run only.
    private readonly List<KeylessRow> _keyless = [];

    /// <summary>Rows without a usable key that the latest run rejected, in their order.</summary>
    public IEnumerable<JournalRejection> Keyless => _keyless.Select(row => new JournalRejection(
        row.Number, new DateTimeOffset(row.At, TimeSpan.Zero), _words[row.Reason], new JournalColumns(Text(row.Columns))));

    /// <summary>Whether a rejection says something new of a row: not of one that was launched, or may have been.</summary>
    public bool MayReject(int number) => _rows[number].State is JournalState.Rejected or JournalState.Refused or JournalState.NotSent;

    private bool Reject(in JournalRecord record)
    {
        if (record.Key.IsEmpty)
        {
            _keyless.Add(new KeylessRow(record.Row, record.At.UtcTicks, Word(record.Reason), Word(record.Columns)));
            return true;
        }

        int number = _keys.Find(record.Key);
        if (number >= 0 && !MayReject(number))
            return false;
        if (number < 0)
        {
            number = Add(record.Key);
            _rows[number] = new Row { Name = None, FlowVersion = None };
        }

        ref Row row = ref _rows[number];
        row.State = JournalState.Rejected;
        row.Number = record.Row;
        row.HttpStatus = 0;
        row.Word = Word(record.Reason);
        row.Detail = Word(record.Columns);
        if (row.Attempt == 0)
            row.Sent = record.At.UtcTicks;
        return true;
    }

    private readonly record struct KeylessRow(int Number, long At, int Reason, int Columns);
}

/// <summary>A row that was rejected and has no key by which a later run could recognize it.</summary>
/// <param name="Row">Its number in the input of the latest run, from 1.</param>
/// <param name="At">When it was rejected, UTC, by the clock of the service.</param>
/// <param name="Reason">The class of reason.</param>
/// <param name="Columns">The columns at fault.</param>
internal sealed record JournalRejection(int Row, DateTimeOffset At, string Reason, JournalColumns Columns);
