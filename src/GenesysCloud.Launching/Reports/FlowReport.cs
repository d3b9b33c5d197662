using GenesysCloud.Launching.Journal;

namespace GenesysCloud.Launching.Reports;

/// <summary>What a report says about the runs of a journal. Knows nothing of the form in which it is written.</summary>
internal sealed class FlowReport
{
    private readonly Dictionary<FlowReportState, int> _counts;

    private FlowReport(JournalHeader journal, IReadOnlyList<FlowReportRow> rows, ResultsFile? results)
    {
        Journal = journal;
        Rows = rows;
        Results = results;
        _counts = rows.GroupBy(row => row.State).ToDictionary(rowsOfState => rowsOfState.Key, rowsOfState => rowsOfState.Count());
        Launches = LaunchTimeline.Of(rows.Select(row => row.Sent).OfType<DateTimeOffset>());
        Durations = DurationHistogram.Of(rows.Select(row => row.Duration).OfType<TimeSpan>());
        Failures = FailureGroup.Of(rows);
        Unknown = [.. rows.Where(row => row.State == FlowReportState.Unknown)];
    }

    /// <summary>The first line of the journal.</summary>
    public JournalHeader Journal { get; }

    /// <summary>The rows, by number.</summary>
    public IReadOnlyList<FlowReportRow> Rows { get; }

    /// <summary>The results that were read beside the journal; null if none were.</summary>
    public ResultsFile? Results { get; }

    /// <summary>The rows of the results that the journal doesn't have.</summary>
    public int UnmatchedResults { get; private init; }

    /// <summary>When launches were sent; null if none was.</summary>
    public LaunchTimeline? Launches { get; }

    /// <summary>How long executions took; null if no end is known.</summary>
    public DurationHistogram? Durations { get; }

    /// <summary>Rows that failed, were refused, or were not sent, by reason; the largest group first.</summary>
    public IReadOnlyList<FailureGroup> Failures { get; }

    /// <summary>Rows that were perhaps launched.</summary>
    public IReadOnlyList<FlowReportRow> Unknown { get; }

    /// <summary>The rows that were launched, whatever became of them.</summary>
    public int Launched => Count(FlowReportState.Completed) + Count(FlowReportState.Failed) + Count(FlowReportState.Launched);

    /// <summary>The rows that someone has to look at.</summary>
    public int NeedAttention => Rows.Count - Count(FlowReportState.Completed) - Count(FlowReportState.Launched);

    /// <summary>How many rows are in this state.</summary>
    public int Count(FlowReportState state) => _counts.GetValueOrDefault(state);

    /// <summary>Makes a report.</summary>
    /// <param name="journal">What the journal says.</param>
    /// <param name="results">What the run returned; null for the journal alone.</param>
    /// <exception cref="ResultsFileException">No row of the results is in the journal.</exception>
    public static FlowReport Create(JournalReport journal, ResultsFile? results = null)
    {
        var lookup = new ResultLookup(results, journal.Header.Identity);
        JournalIdentity identity = journal.Header.Identity;
        List<FlowReportRow> rows = [.. journal.Entries.Select(entry => FlowReportRows.Of(entry, identity, lookup.Find(entry)))];
        rows.AddRange(journal.Keyless.Select(rejected => FlowReportRows.Of(rejected, lookup.Find(rejected))));
        if (results is not null && lookup is { Count: > 0, Found: 0 })
            throw ResultsFileException.OfOtherRun(results.Path, lookup.Count);
        return new FlowReport(journal.Header, [.. rows.OrderBy(row => row.Number)], results)
        {
            UnmatchedResults = lookup.Count - lookup.Found,
        };
    }

    /// <summary>A report of rows, however they came about.</summary>
    /// <param name="journal">The first line of their journal.</param>
    /// <param name="rows">The rows.</param>
    public static FlowReport Create(JournalHeader journal, IReadOnlyList<FlowReportRow> rows) => new(journal, rows, null);
}
