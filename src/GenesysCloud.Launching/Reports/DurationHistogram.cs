namespace GenesysCloud.Launching.Reports;

/// <summary>How long executions took.</summary>
/// <param name="Bars">From the first to the last that has executions, without gaps.</param>
/// <param name="Count">How many executions.</param>
/// <param name="Median">Half of them took no longer.</param>
/// <param name="Percentile95">95 of 100 took no longer.</param>
/// <param name="Longest">The longest.</param>
internal sealed record DurationHistogram(
    IReadOnlyList<DurationBar> Bars, int Count, TimeSpan Median, TimeSpan Percentile95, TimeSpan Longest)
{
    // Durations spread over powers of ten, so that bars of equal width would leave one of them. Edges are round numbers of their unit.
    private static readonly TimeSpan[] s_edges =
    [
        .. new[] { 0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30 }.Select(TimeSpan.FromSeconds),
        .. new[] { 1, 2, 5, 10, 20, 30 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
        .. new[] { 1, 2, 4, 8, 12, 24, 48, 96 }.Select(hours => TimeSpan.FromHours(hours)),
    ];

    /// <summary>Sorts durations into bars; null if there are none. A duration on an edge counts above it.</summary>
    /// <param name="durations">None is negative.</param>
    public static DurationHistogram? Of(IEnumerable<TimeSpan> durations)
    {
        TimeSpan[] sorted = [.. durations.Order()];
        if (sorted.Length == 0)
            return null;
        int[] counts = new int[s_edges.Length];
        foreach (TimeSpan duration in sorted)
            counts[BarOf(duration)]++;
        int first = BarOf(sorted[0]);
        int last = BarOf(sorted[^1]);
        IEnumerable<DurationBar> bars = Enumerable.Range(first, last - first + 1)
            .Select(bar => new DurationBar(s_edges[bar], bar + 1 < s_edges.Length ? s_edges[bar + 1] : null, counts[bar]));
        return new DurationHistogram([.. bars], sorted.Length, Percentile(sorted, 0.5), Percentile(sorted, 0.95), sorted[^1]);
    }

    private static int BarOf(TimeSpan duration)
    {
        int found = Array.BinarySearch(s_edges, duration);
        return found >= 0 ? found : ~found - 1;
    }

    private static TimeSpan Percentile(TimeSpan[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}

/// <summary>Executions that took about as long.</summary>
/// <param name="From">The shortest duration that counts.</param>
/// <param name="To">The shortest duration that no longer counts; null for no limit.</param>
/// <param name="Count">How many executions.</param>
internal readonly record struct DurationBar(TimeSpan From, TimeSpan? To, int Count);
