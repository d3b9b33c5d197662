using CsCheck;
using GenesysCloud.Launching.Reports;
using GenesysCloud.Tests.Journal;
using Xunit;

namespace GenesysCloud.Tests.Reports;

/// <summary>What the charts of a report count.</summary>
public sealed class ReportChartTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(99, 0)]
    [InlineData(100, 100)]
    [InlineData(999, 500)]
    [InlineData(1000, 1000)]
    [InlineData(59_999, 30_000)]
    [InlineData(60_000, 60_000)]
    public void A_duration_on_an_edge_counts_above_it(int milliseconds, int from)
    {
        DurationHistogram histogram = DurationHistogram.Of([TimeSpan.FromMilliseconds(milliseconds)])!;
        DurationBar bar = Assert.Single(histogram.Bars);
        Assert.Equal((TimeSpan.FromMilliseconds(from), 1), (bar.From, bar.Count));
    }

    [Fact]
    public void The_last_bar_has_no_limit() =>
        Assert.Null(Assert.Single(DurationHistogram.Of([TimeSpan.FromDays(400)])!.Bars).To);

    [Fact]
    public void Bars_have_no_gaps_and_percentiles_are_durations_that_occurred()
    {
        DurationHistogram histogram = DurationHistogram.Of(
            Enumerable.Range(1, 100).Select(seconds => TimeSpan.FromSeconds(seconds)))!;
        Assert.Equal(
            (TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(95), TimeSpan.FromSeconds(100)),
            (histogram.Median, histogram.Percentile95, histogram.Longest));
        Assert.Equal(
            histogram.Bars.Skip(1).Select(bar => (TimeSpan?)bar.From), histogram.Bars.SkipLast(1).Select(bar => bar.To));
        Assert.Equal(100, histogram.Bars.Sum(bar => bar.Count));
    }

    [Fact]
    public void Launches_are_counted_by_minute()
    {
        LaunchTimeline timeline = LaunchTimeline.Of(At(0, 59.9, 60, 61, 62, 180))!;
        Assert.Equal((1, 3, Journals.Start.AddMinutes(1)), (timeline.MinutesPerBar, timeline.Busiest, timeline.BusiestMinute));
        Assert.Equal([2, 3, 0, 1], Assert.Single(timeline.Periods).Counts);
    }

    [Fact]
    public void A_long_pause_is_left_out_and_a_short_one_is_not()
    {
        LaunchTimeline timeline = LaunchTimeline.Of(At(0, 15 * 60, 31 * 60))!;
        Assert.Equal([(Journals.Start, 16), (Journals.Start.AddMinutes(31), 1)], timeline.Periods.Select(p => (p.Start, p.Counts.Count)));
    }

    [Fact]
    public void However_long_runs_take_no_launch_is_lost_and_bars_can_be_told_apart() =>
        Gen.Double[0, 400_000_000].Array[1, 300].Sample(seconds =>
        {
            LaunchTimeline timeline = LaunchTimeline.Of(At(seconds))!;
            Assert.Equal(seconds.Length, timeline.Periods.Sum(period => period.Counts.Sum()));
            Assert.InRange(timeline.Periods.Sum(period => period.Counts.Count), 1, LaunchTimeline.MaxBars);
        });

    [Fact]
    public void Without_launches_or_ends_there_is_no_chart()
    {
        Assert.Null(LaunchTimeline.Of([]));
        Assert.Null(DurationHistogram.Of([]));
    }

    private static IEnumerable<DateTimeOffset> At(params double[] seconds) => seconds.Select(Journals.Start.AddSeconds);
}
