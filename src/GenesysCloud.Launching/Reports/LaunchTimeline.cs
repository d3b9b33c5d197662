namespace GenesysCloud.Launching.Reports;

/// <summary>How many launches were sent when. A row counts once, at its latest launch. Long pauses between runs are left out.</summary>
/// <param name="MinutesPerBar">Width of a bar.</param>
/// <param name="Periods">The times in which launches were sent, without the pauses.</param>
/// <param name="Busiest">The most launches in one minute.</param>
/// <param name="BusiestMinute">When the first such minute began, UTC.</param>
internal sealed record LaunchTimeline(
    int MinutesPerBar, IReadOnlyList<LaunchPeriod> Periods, int Busiest, DateTimeOffset BusiestMinute)
{
    /// <summary>So many bars can still be told apart on the screen of a phone.</summary>
    public const int MaxBars = 120;

    // In bars: a longer one is left out.
    private const int LongestPause = 15;

    private static readonly int[] s_widths = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440];

    /// <summary>When the first launch was sent, to the minute, UTC.</summary>
    public DateTimeOffset First => Periods[0].Start;

    /// <summary>Counts launches; null if there are none.</summary>
    public static LaunchTimeline? Of(IEnumerable<DateTimeOffset> launches)
    {
        // Minutes since the epoch of DateTime.
        var perMinute = new SortedDictionary<long, int>();
        foreach (DateTimeOffset launch in launches)
        {
            long minute = launch.UtcTicks / TimeSpan.TicksPerMinute;
            perMinute[minute] = perMinute.GetValueOrDefault(minute) + 1;
        }

        if (perMinute.Count == 0)
            return null;
        // The wider the bars, the longer the pauses that they bridge, so that runs over years fit too.
        IEnumerable<int> widths = s_widths.Concat(Enumerable.Range(1, 16).Select(doubled => s_widths[^1] << doubled));
        (int width, List<(long First, long Last)> spans) = widths
            .Select(width => (width, Spans: SpansOf(perMinute.Keys, (long)width * LongestPause)))
            .First(choice => Bars(choice.Spans, choice.width) <= MaxBars);
        KeyValuePair<long, int> busiest = perMinute.MaxBy(minute => minute.Value);
        return new LaunchTimeline(
            width, spans.ConvertAll(span => PeriodOf(span, width, perMinute)), busiest.Value, TimeOf(busiest.Key));
    }

    private static List<(long First, long Last)> SpansOf(IEnumerable<long> minutes, long longestPause)
    {
        List<(long First, long Last)> spans = [];
        foreach (long minute in minutes)
        {
            if (spans is [.., var last] && minute - last.Last <= longestPause)
                spans[^1] = (last.First, minute);
            else
                spans.Add((minute, minute));
        }

        return spans;
    }

    private static long Bars(List<(long First, long Last)> spans, int width) =>
        spans.Sum(span => ((span.Last - span.First) / width) + 1);

    private static LaunchPeriod PeriodOf((long First, long Last) span, int width, SortedDictionary<long, int> perMinute)
    {
        int[] counts = new int[((span.Last - span.First) / width) + 1];
        foreach ((long minute, int count) in perMinute)
        {
            if (minute >= span.First && minute <= span.Last)
                counts[(minute - span.First) / width] += count;
        }

        return new LaunchPeriod(TimeOf(span.First), counts);
    }

    private static DateTimeOffset TimeOf(long minute) => new(minute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
}

/// <summary>A time in which launches were sent without a long pause.</summary>
/// <param name="Start">When it began, to the minute, UTC.</param>
/// <param name="Counts">The launches in each bar.</param>
internal sealed record LaunchPeriod(DateTimeOffset Start, IReadOnlyList<int> Counts);
