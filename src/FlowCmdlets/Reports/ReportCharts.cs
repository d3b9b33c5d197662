using System.Globalization;
using GenesysCloud.Launching.Reports;
using GenesysCloud.Wording;

namespace FlowCmdlets.Reports;

/// <summary>The charts of a page, each with the table of its numbers.</summary>
internal static class ReportCharts
{
    // So many times fit side by side on a phone.
    private const int Ticks = 4;

    /// <summary>Writes when launches were sent, beside the rate limit if it is known.</summary>
    public static void WriteLaunches(HtmlWriter html, ReportContext context)
    {
        if (context.Report.Launches is not { } timeline)
        {
            html.Write($"<p>No launch was sent.</p>");
            return;
        }

        List<(DateTimeOffset Start, int Count, bool FollowsPause)> times = [.. TimesOf(timeline)];
        string per = timeline.MinutesPerBar == 1 ? "minute" : Quantity.Format(timeline.MinutesPerBar, "minute");
        int every = Math.Max(1, (times.Count + Ticks - 1) / Ticks);
        bool isOneDay = context.Minute(times[0].Start)[..10] == context.Minute(times[^1].Start)[..10];
        List<ChartBar> bars = [.. times.Select((time, index) => new ChartBar(
            (double)time.Count / timeline.MinutesPerBar,
            $"{context.Minute(time.Start)}: {Quantity.Format(time.Count, "launch", "launches")}",
            index % every != 0 ? null : isOneDay ? context.TimeOfDay(time.Start) : context.Minute(time.Start)[5..])
        {
            FollowsPause = time.FollowsPause,
        })];
        // A limit far above would leave nothing of the bars.
        bool isLimitShown = context.RateLimit <= 4 * bars.Max(bar => bar.Value);
        html.Write($"<figure>\n");
        BarChart.Write(
            html,
            $"Launches per minute. The busiest minute had {timeline.Busiest}. The numbers are in the table below.",
            bars,
            isLimitShown ? context.RateLimit : null,
            $"Rate limit: {context.RateLimit?.ToString(CultureInfo.InvariantCulture)} per minute");
        html.Write($"<figcaption>Launches per minute{(timeline.MinutesPerBar == 1 ? "" : $", on average over {per}")}. ");
        html.Write($"Each row counts once, at its latest launch. Busiest minute: {context.Minute(timeline.BusiestMinute)} ");
        html.Write($"with {timeline.Busiest}. ");
        if (timeline.Periods.Count > 1)
            html.Write($"Dotted lines mark longer pauses, which are left out. ");
        if (context.RateLimit is not { } limit)
            html.Write($"The rate limit isn't in the journal; specify it with -RateLimit to compare. ");
        else if (!isLimitShown)
            html.Write($"The rate limit of {limit} requests per minute is far above. ");
        else
            html.Write($"Other requests, such as reading executions, count too, and the minute of the limit can begin at any second. ");
        html.Write($"</figcaption>\n");
        WriteTable(
            html,
            ["From", $"Launches in {per}"],
            times.Where(time => time.Count > 0).Select(time => (context.Minute(time.Start), time.Count)));
        html.Write($"</figure>");
    }

    /// <summary>Writes how long executions took.</summary>
    public static void WriteDurations(HtmlWriter html, FlowReport report)
    {
        if (report.Durations is not { } histogram)
        {
            html.Write($"<p>The end of no execution is recorded. Wait-GenesysFlowExecution -Journal records it.</p>");
            return;
        }

        int every = Math.Max(1, (histogram.Bars.Count + Ticks) / (Ticks + 1));
        List<ChartBar> bars = [.. histogram.Bars.Select((bar, index) => new ChartBar(
            bar.Count,
            $"{RangeOf(bar)}: {Quantity.Format(bar.Count, "execution")}",
            index % every == 0 ? TickOf(bar) : null))];
        string longest = ReportContext.Duration(histogram.Longest);
        html.Write($"<figure>\n");
        BarChart.Write(
            html,
            $"Executions by duration. The median is {ReportContext.Duration(histogram.Median)}, the longest {longest}. " +
            "The numbers are in the table below.",
            bars);
        html.Write($"<figcaption>{histogram.Count} {Quantity.Word(histogram.Count, "execution", "executions")} by duration, ");
        html.Write($"from launch to end. Median: {ReportContext.Duration(histogram.Median)}. ");
        html.Write($"95% within {ReportContext.Duration(histogram.Percentile95)}. Longest: {longest}.</figcaption>\n");
        WriteTable(html, ["Duration", "Executions"], histogram.Bars.Select(bar => (RangeOf(bar), bar.Count)));
        html.Write($"</figure>");
    }

    private static IEnumerable<(DateTimeOffset Start, int Count, bool FollowsPause)> TimesOf(LaunchTimeline timeline) =>
        from period in timeline.Periods
        from bar in period.Counts.Select((count, index) => (count, index))
        select (
            period.Start.AddMinutes((double)bar.index * timeline.MinutesPerBar),
            bar.count,
            bar.index == 0 && !ReferenceEquals(period, timeline.Periods[0]));

    private static string TickOf(DurationBar bar) => bar.From == TimeSpan.Zero ? "0" : ReportContext.Duration(bar.From);

    private static string RangeOf(DurationBar bar) => bar.To is { } to
        ? $"{TickOf(bar)} to {ReportContext.Duration(to)}"
        : $"{TickOf(bar)} or more";

    private static void WriteTable(HtmlWriter html, ReadOnlySpan<string> header, IEnumerable<(string Name, int Count)> lines)
    {
        html.Write($"<details><summary>Numbers of this chart</summary>\n<table>\n<thead><tr><th scope=\"col\">{header[0]}</th>");
        html.Write($"<th scope=\"col\" class=\"number\">{header[1]}</th></tr></thead>\n<tbody>\n");
        foreach ((string name, int count) in lines)
            html.Write($"<tr><th scope=\"row\">{name}</th><td class=\"number\">{count}</td></tr>\n");
        html.Write($"</tbody>\n</table>\n</details>\n");
    }
}
