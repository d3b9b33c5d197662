using System.Globalization;
using System.Text.RegularExpressions;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching.Reports;

/// <summary>What a run returned, as <c>Export-Csv</c> wrote it.</summary>
internal sealed partial class ResultsFile
{
    private readonly Dictionary<string, int> _columns;
    private readonly int[] _included;

    private ResultsFile(string path, List<string> header, IReadOnlyList<string> included)
    {
        Path = path;
        _columns = new(StringComparer.OrdinalIgnoreCase);
        for (int column = 0; column < header.Count; column++)
            _columns.TryAdd(header[column], column);
        if (!_columns.ContainsKey("Id"))
            throw ResultsFileException.NoResults(path);
        _included = [.. included.Select(name => _columns.TryGetValue(name, out int column)
            ? column
            : throw ResultsFileException.WithoutColumn(path, name, header)).Distinct()];
        Included = [.. _included.Select(column => header[column])];
    }

    /// <summary>The usual delimiters; a spreadsheet may have saved the file with any of them.</summary>
    public static IReadOnlyList<char> Delimiters { get; } = [',', ';', '\t', '|'];

    public string Path { get; }

    /// <summary>The names of the included columns, as the file spells them.</summary>
    public IReadOnlyList<string> Included { get; }

    public IReadOnlyList<ResultRow> Rows { get; private set; } = [];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">What stands between two cells; null for the usual delimiter with which the file has a column Id.</param>
    /// <param name="included">The columns whose cells are kept.</param>
    /// <exception cref="ResultsFileException">The file can't be read, isn't a result of a run, or hasn't one of the columns.</exception>
    public static ResultsFile Read(string path, char? delimiter, IReadOnlyList<string> included)
    {
        try
        {
            // Opening a pipe would wait for someone who writes to it.
            if (FileStatus.Of(path) is { IsRegular: false })
                throw new IOException("It is a device or a pipe, not a file.");
            using StreamReader text = CsvText.Open(path);
            using IEnumerator<List<string>> records = CsvText.Read(text, delimiter ?? DelimiterOf(path)).GetEnumerator();
            var file = new ResultsFile(path, HeaderOf(records), included);
            List<ResultRow> rows = [];
            while (records.MoveNext())
                rows.Add(file.RowOf(records.Current));
            file.Rows = rows;
            return file;
        }
        catch (FormatException malformed)
        {
            throw ResultsFileException.Malformed(path, malformed);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw ResultsFileException.Unreadable(path, failure);
        }
    }

    private static char DelimiterOf(string path)
    {
        return Delimiters.FirstOrDefault(HasId, Delimiters[0]);

        bool HasId(char delimiter)
        {
            using StreamReader text = CsvText.Open(path);
            using IEnumerator<List<string>> records = CsvText.Read(text, delimiter).GetEnumerator();
            return HeaderOf(records).Contains("Id", StringComparer.OrdinalIgnoreCase);
        }
    }

    // Windows PowerShell, and -IncludeTypeInformation, write the type before the header.
    private static List<string> HeaderOf(IEnumerator<List<string>> records)
    {
        bool isThere = records.MoveNext();
        if (isThere && records.Current is [var first, ..] && first.StartsWith("#TYPE ", StringComparison.Ordinal))
            isThere = records.MoveNext();
        return isThere ? records.Current : [];
    }

    private ResultRow RowOf(List<string> record) => new()
    {
        Id = Cell(record, "Id"),
        Key = Cell(record, "RowKey"),
        Number = int.TryParse(Cell(record, "RowNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null,
        Status = Cell(record, "Status"),
        Launched = Time(record, "DateLaunched"),
        Completed = Time(record, "DateCompleted"),
        CompletionReason = Cell(record, "CompletionReason"),
        ErrorCode = CodeOf(Cell(record, "Error")),
        Cells = [.. _included.Select(column => column < record.Count ? record[column] : "")],
    };

    private string? Cell(List<string> record, string name) =>
        _columns.TryGetValue(name, out int column) && column < record.Count && record[column].Length > 0 ? record[column] : null;

    // As Export-Csv writes the times of executions, whatever the culture. A spreadsheet may have made something else of them.
    private DateTimeOffset? Time(List<string> record, string name) => DateTimeOffset.TryParseExact(
        Cell(record, name), "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time)
        ? time
        : null;

    private static string? CodeOf(string? error) => error is not null && Code().Match(error) is { Success: true } code ? code.Value : null;

    [GeneratedRegex(@"\A[A-Za-z]\w*(\.\w+)+(?=: |\z)", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
