using GenesysCloud.Launching.Journal;

namespace GenesysCloud.Launching.Reports;

/// <summary>
/// Finds what the results say about a row: by its execution; if it was not launched, by its key, or by its number if it has none.
/// </summary>
internal sealed class ResultLookup
{
    private readonly Dictionary<string, ResultRow> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ResultRow> _byKey;
    private readonly Dictionary<int, ResultRow> _byNumber = [];
    private readonly bool _isKeyed;
    private readonly HashSet<ResultRow> _found = new(ReferenceEqualityComparer.Instance);

    public ResultLookup(ResultsFile? results, JournalIdentity identity)
    {
        _isKeyed = identity.KeyColumn is not null;
        _byKey = new(identity.IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

        // A file that was appended to has the latest state of a row last.
        foreach (ResultRow row in results?.Rows ?? [])
        {
            if (row.Id is not null)
                _byId[row.Id] = row;
            else if (_isKeyed && row.Key is not null)
                _byKey[row.Key.Trim()] = row;
            else if (row.Number is { } number)
                _byNumber[number] = row;
        }
    }

    /// <summary>How many rows the results have.</summary>
    public int Count => _byId.Count + _byKey.Count + _byNumber.Count;

    /// <summary>How many of them were found.</summary>
    public int Found => _found.Count;

    /// <summary>What the results say about a row; null for nothing.</summary>
    public ResultRow? Find(JournalEntry entry) => Take(
        entry.ExecutionId is { } id ? _byId.GetValueOrDefault(id)
        : _isKeyed ? _byKey.GetValueOrDefault(entry.Key)
        : _byNumber.GetValueOrDefault(entry.Row));

    /// <inheritdoc cref="Find(JournalEntry)"/>
    public ResultRow? Find(JournalRejection rejected) => Take(_byNumber.GetValueOrDefault(rejected.Row));

    private ResultRow? Take(ResultRow? row)
    {
        if (row is not null)
            _found.Add(row);
        return row;
    }
}
