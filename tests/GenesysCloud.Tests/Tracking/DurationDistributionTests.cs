using CsCheck;
using GenesysCloud.Architect;
using Xunit;

namespace GenesysCloud.Tests.Tracking;

public sealed class DurationDistributionTests
{
    private static readonly Gen<double> s_seconds = Gen.Double[-6, 12].Select(Math.Exp);

    [Fact]
    public void A_share_has_ended_by_the_age_that_it_is_said_to_have_ended_by() =>
        Gen.Select(s_seconds.Array[1, 150], Gen.Double[0.001, 0.999], s_seconds).Sample((seconds, share, running) =>
        {
            var known = new DurationDistribution(seconds);
            var runningAt = TimeSpan.FromSeconds(running);
            TimeSpan age = known.Quantile(share, runningAt);

            Assert.True(age >= runningAt);

            // Where hardly any still run, the numbers have no more digits.
            if (known.Ended(runningAt) < 0.99 && age > runningAt)
                Assert.Equal(1 - share, known.Running(age, runningAt), 0.02);
        });

    [Fact]
    public void The_older_the_more_have_ended() =>
        Gen.Select(s_seconds.Array[1, 150], s_seconds, s_seconds).Sample((seconds, one, other) =>
        {
            var known = new DurationDistribution(seconds);
            double early = known.Ended(TimeSpan.FromSeconds(Math.Min(one, other)));
            double late = known.Ended(TimeSpan.FromSeconds(Math.Max(one, other)));
            Assert.InRange(early, 0, late + 1e-9);
            Assert.InRange(late, 0, 1);
        });

    [Fact]
    public void A_flow_that_fails_at_once_or_runs_for_minutes_has_hardly_any_ends_in_between()
    {
        var known = new DurationDistribution([.. Enumerable.Repeat(0.3, 20), .. Enumerable.Repeat(300.0, 80)]);

        Assert.Equal(0.2, known.Ended(TimeSpan.FromSeconds(3)), 0.02);
        Assert.Equal(0.2, known.Ended(TimeSpan.FromSeconds(60)), 0.05);
        Assert.InRange(known.Quantile(0.05, TimeSpan.FromSeconds(3)), TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(290));
    }

    [Fact]
    public void Durations_are_learned_for_each_flow_and_for_all_views_of_a_session()
    {
        var durations = new FlowDurations();
        Assert.Null(durations.Of("a"));

        Assert.True(durations.Learn("A", TimeSpan.FromSeconds(30)));
        Assert.False(durations.Learn("b", TimeSpan.FromSeconds(-1)));
        Assert.False(durations.Learn("b", TimeSpan.MaxValue));

        Assert.NotNull(durations.Of("a"));
        Assert.Null(durations.Of("b"));
        Assert.Null(durations.Of(null));
    }

    // Of executions that were launched together, the longest end last.
    [Fact]
    public void The_last_to_end_do_not_outweigh_the_first()
    {
        var durations = new FlowDurations();
        foreach (TimeSpan duration in PlannedRun.LogNormal(median: 30, 3000, seed: 1).Order())
            durations.Learn("a", duration);

        Assert.InRange(durations.Of("a")!.Quantile(0.5, TimeSpan.Zero), TimeSpan.FromSeconds(22), TimeSpan.FromSeconds(42));
    }

    [Fact]
    public void A_flow_that_has_changed_is_learned_anew()
    {
        var durations = new FlowDurations();
        for (int execution = 0; execution < 2000; execution++)
            durations.Learn("a", TimeSpan.FromSeconds(execution < 200 ? 1 : 100));

        Assert.InRange(durations.Of("a")!.Quantile(0.5, TimeSpan.Zero), TimeSpan.FromSeconds(80), TimeSpan.FromSeconds(120));
    }
}
