using GenesysCloud.Launching.Journal;

namespace GenesysCloud.Launching.Reports;

/// <summary>
/// Finds what the results say about a row: by its execution; if it was not launched, by its key, or by its number if it has none that
/// can be used.
/// </summary>
internal sealed class ResultLookup
{
    private readonly Dictionary<string, ResultRow> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ResultRow> _byKey;
    private readonly Dictionary<int, ResultRow> _byNumber = [];
    private readonly bool _isKeyed;
    private readonly HashSet<ResultRow> _counted = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ResultRow> _found = new(ReferenceEqualityComparer.Instance);

    public ResultLookup(ResultsFile? results, JournalIdentity identity)
    {
        _isKeyed = identity.KeyColumn is not null;
        _byKey = new(identity.IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

        // A file that was appended to has the latest state of a row last.
        foreach (ResultRow row in results?.Rows ?? [])
        {
            if (row.Id is not null)
            {
                _byId[row.Id] = row;
                continue;
            }

            if (_isKeyed && row.Key is not null)
                _byKey[row.Key.Trim()] = row;
            if (row.Number is { } number)
                _byNumber[number] = row;
        }

        // One that has a key counts by it, however many numbers it had.
        _counted.UnionWith(_byId.Values);
        _counted.UnionWith(_byKey.Values);
        _counted.UnionWith(_byNumber.Values.Where(row => !_isKeyed || row.Key is null));
    }

    /// <summary>How many rows the results have.</summary>
    public int Count => _counted.Count;

    /// <summary>How many of them were found.</summary>
    public int Found => _found.Count(_counted.Contains);

    /// <summary>What the results say about a row; null for nothing.</summary>
    public ResultRow? Find(JournalEntry entry)
    {
        // Of a row that was launched as well: as it was before that, in a file that was appended to.
        ResultRow? unlaunched = _isKeyed ? Take(_byKey.GetValueOrDefault(entry.Key)) : null;
        return entry.ExecutionId is { } id ? Take(_byId.GetValueOrDefault(id))
            : _isKeyed ? unlaunched
            : Take(_byNumber.GetValueOrDefault(entry.Row));
    }

    /// <inheritdoc cref="Find(JournalEntry)"/>
    public ResultRow? Find(JournalRejection rejected) => Take(_byNumber.GetValueOrDefault(rejected.Row));

    private ResultRow? Take(ResultRow? row)
    {
        if (row is not null)
            _found.Add(row);
        return row;
    }
}
