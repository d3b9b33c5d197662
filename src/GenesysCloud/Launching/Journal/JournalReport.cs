namespace GenesysCloud.Launching;

/// <summary>A journal as it is at one moment, read without a lock, also while a run writes it.</summary>
internal sealed class JournalReport
{
    private readonly JournalTable _table;

    private JournalReport(JournalHeader header, JournalTable table)
    {
        Header = header;
        _table = table;
        Summary = table.Summarize();
    }

    public JournalHeader Header { get; }

    public JournalSummary Summary { get; }

    /// <summary>The rows, in the order in which they were first announced; made as they are asked for.</summary>
    public IEnumerable<JournalEntry> Entries =>
        Enumerable.Range(0, _table.Count).Select(number => _table.Entry(number, Header.Run));

    /// <summary>Reads a journal and changes nothing.</summary>
    /// <exception cref="JournalException">As <see cref="LaunchJournal.OpenAsync(string, JournalIdentity, TimeProvider, CancellationToken)"/>,
    /// but for a journal in use.</exception>
    public static Task<JournalReport> ReadAsync(string path, CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            path = Path.GetFullPath(path);
            using JournalFile file = JournalFile.OpenToRead(path);
            JournalContent content = JournalReader.Read(file, cancellationToken);
            return new JournalReport(
                content.Header ?? throw new JournalFormatException(path, $"The journal '{path}' is empty."), content.Table);
        },
        cancellationToken);
}
