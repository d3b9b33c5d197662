using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching.Journal;

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

    /// <summary>The rows that have a key, in the order of their first record; made as they are asked for.</summary>
    public IEnumerable<JournalEntry> Entries =>
        Enumerable.Range(0, _table.Count).Select(number => _table.Entry(number, Header.Run));

    /// <summary>Rows that the latest run rejected and that have no usable key, in their order.</summary>
    public IEnumerable<JournalRejection> Keyless => _table.Keyless;

    /// <summary>The row with this key; null if the journal does not have it.</summary>
    public JournalEntry? Find(string key) => _table.Find(key) is >= 0 and var number ? _table.Entry(number, Header.Run) : null;

    /// <summary>Reads the journal that a run would continue, and changes nothing.</summary>
    /// <returns>Null if the run would begin it: there is none, or not a whole line of it.</returns>
    /// <exception cref="JournalException">The run could not use it; but one in use is read all the same.</exception>
    public static async Task<JournalReport?> ReadForAsync(
        string path, JournalIdentity identity, CancellationToken cancellationToken = default)
    {
        try
        {
            LostJournal.RequireNone(JournalPath.Of(path));
            (path, JournalContent content) = await ReadContentAsync(path, cancellationToken).ConfigureAwait(false);
            content.Header?.Identity.RequireSame(identity, path);
            return content.Header is { } header ? new JournalReport(header, content.Table) : null;
        }
        catch (JournalException none) when (none.InnerException is FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Reads a journal and changes nothing.</summary>
    /// <exception cref="JournalException">As <see cref="LaunchJournal.OpenAsync(string, JournalIdentity, TimeProvider,
    /// CancellationToken)"/>, but for a journal in use.</exception>
    public static async Task<JournalReport> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        (path, JournalContent content) = await ReadContentAsync(path, cancellationToken).ConfigureAwait(false);
        return new JournalReport(
            content.Header ?? throw new JournalFormatException(path, $"The journal '{path}' is empty."), content.Table);
    }

    private static Task<(string Path, JournalContent Content)> ReadContentAsync(
        string path, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            path = Path.GetFullPath(path);
            using var file = JournalFile.OpenToRead(path);
            return (path, JournalReader.Read(file, cancellationToken));
        },
        cancellationToken);
}
