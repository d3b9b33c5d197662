using CsCheck;
using GenesysCloud.Launching.Tracking;
using Xunit;

namespace GenesysCloud.Tests.Tracking;

/// <summary>What following costs, and how soon ends are noticed. The flow's durations are log-normal with a deviation of 0.5.</summary>
public sealed class LookPlanTests
{
    private const int Runs = 10;

    // A hundred launches go out within half a second when the quota is idle.
    private static readonly TimeSpan s_together = TimeSpan.FromSeconds(0.006);

    // Not all are noticed in time: one in a hundred ends earlier than is waited for, and those that execution data shows at once are read
    // eight at a time.
    [Theory]
    [InlineData(1, 0.90)]
    [InlineData(30, 0.95)]
    public void A_hundred_executions_of_a_learned_flow_take_no_more_than_130_requests_and_are_noticed_in_time(double median, double inTime)
    {
        PlannedRun[] runs = Play(median, s_together, isLearned: true);

        Assert.All(runs, run => Assert.InRange(run.RequestsPerExecution, 1, 1.3));
        Assert.All(runs, run => Assert.Null(run.GivenUp));
        Assert.InRange(runs.Average(run => run.NoticedInTime), inTime, 1);
        Assert.InRange(runs.Min(run => run.NoticedInTime), inTime - 0.08, 1);
    }

    // Until the first end is seen, nothing says when to look: ends before that are noticed late, and the few that are looked at cost reads.
    [Theory]
    [InlineData(1, 1.3, 0.75)]
    [InlineData(30, 1.6, 0.6)]
    public void Executions_of_an_unknown_flow_are_learned_from_on_the_way(double median, double requests, double inTime)
    {
        PlannedRun[] runs = Play(median, s_together, isLearned: false);

        Assert.All(runs, run => Assert.InRange(run.RequestsPerExecution, 1, requests));
        Assert.InRange(runs.Average(run => run.NoticedInTime), inTime, 1);
    }

    [Fact]
    public void One_after_the_other_they_are_read_when_they_are_likely_to_have_ended()
    {
        PlannedRun[] runs = Play(median: 1, TimeSpan.FromSeconds(1), isLearned: true);

        Assert.All(runs, run => Assert.Equal(0, run.Queries));
        Assert.InRange(runs.Average(run => run.RequestsPerExecution), 1, 1.3);
        Assert.InRange(runs.Average(run => run.NoticedInTime), 0.85, 1);
    }

    [Fact]
    public void Without_execution_data_each_is_read_by_its_id_and_noticed_in_time()
    {
        PlannedRun[] runs = Play(median: 30, s_together, isLearned: true, indexLag: null);

        Assert.All(runs, run => Assert.Equal(InstanceObstacle.NotShown, run.GivenUp?.Obstacle));
        Assert.InRange(runs.Max(run => run.Queries), 1, 10);
        Assert.InRange(runs.Average(run => run.NoticedInTime), 0.8, 1);

        // Looking at each five times is what it takes to notice an end within a fifth of a duration that varies so much.
        Assert.InRange(runs.Average(run => run.RequestsPerExecution), 1, 5.5);
    }

    [Fact]
    public void Execution_data_that_shows_ends_late_is_given_up()
    {
        PlannedRun[] runs = Play(median: 30, s_together, isLearned: true, indexLag: TimeSpan.FromSeconds(9));

        // It depends on how many have ended by then whether it is taken for late or for one that shows nothing.
        Assert.All(runs, run => Assert.True(run.GivenUp?.Obstacle is InstanceObstacle.Late or InstanceObstacle.NotShown));
        Assert.InRange(runs.Average(run => run.NoticedInTime), 0.7, 1);
    }

    [Fact]
    public void Executions_that_execution_data_leaves_out_are_found_all_the_same_and_it_is_given_up()
    {
        TimeSpan[] durations = PlannedRun.LogNormal(median: 30, 100, seed: 1);
        var run = new PlannedRun { IsIndexed = id => id.EndsWith('3') };
        run.Play(durations, s_together);

        Assert.Equal((100, InstanceObstacle.Late), (run.Count, run.GivenUp?.Obstacle));
        Assert.InRange(run.Latest, 0, TimeSpan.FromSeconds(60) / durations.Min());
    }

    [Fact]
    public void An_execution_that_execution_data_shows_as_ended_while_it_runs_is_followed_to_its_end()
    {
        var run = new PlannedRun { IsShownEarly = id => id.EndsWith('3') };
        run.Play(PlannedRun.LogNormal(median: 30, 100, seed: 1), s_together);

        Assert.Equal((100, InstanceObstacle.Wrong), (run.Count, run.GivenUp?.Obstacle));
    }

    [Fact]
    public void At_a_fixed_interval_nothing_is_learned_and_execution_data_is_not_asked()
    {
        var run = new PlannedRun();
        run.Play(
            [.. Enumerable.Repeat(TimeSpan.FromSeconds(10), 20)], s_together,
            options: new ExecutionTrackerOptions { PollingInterval = TimeSpan.FromSeconds(3) });

        // At 3, 6, 9, and 12 s.
        Assert.Equal((80, 0), (run.Reads, run.Queries));
    }

    [Fact]
    public void A_few_that_hang_do_not_keep_the_others_of_an_unknown_flow_waiting()
    {
        TimeSpan[] durations = [.. Enumerable.Range(0, 100).Select(row => row < 5 ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(1))];
        var run = new PlannedRun();
        run.Play(durations, s_together);

        Assert.InRange(run.NoticedInTime, 0.05, 1);
        Assert.InRange(run.Latest, 0, 6);
    }

    [Fact]
    public void Whatever_execution_data_shows_every_end_is_found()
    {
        Gen<TimeSpan> duration = Gen.Double[-2, 8].Select(log => TimeSpan.FromSeconds(Math.Exp(log)));
        Gen.Select(
            duration.Array[1, 60], Gen.Double[0, 2], Gen.Double[0, 20], Gen.Int[0, 3], Gen.Int[1, 9], Gen.Int[1, 9])
            .Sample((durations, gap, lag, kind, some, throttle) =>
            {
                var run = new PlannedRun
                {
                    IndexLag = kind == 0 ? null : TimeSpan.FromSeconds(lag),
                    IsIndexed = id => kind != 1 || id.Length % some == 0,
                    IsShownEarly = id => kind == 2 && id.EndsWith((char)('0' + some)),
                };
                run.Play(durations, TimeSpan.FromSeconds(gap), throttle);
                Assert.Equal(durations.Length, run.Count);
                Assert.InRange(run.Reads, durations.Length, 60 * durations.Length);
            },
            iter: 100);
    }

    private static PlannedRun[] Play(double median, TimeSpan gap, bool isLearned) => Play(median, gap, isLearned, TimeSpan.Zero);

    private static PlannedRun[] Play(double median, TimeSpan gap, bool isLearned, TimeSpan? indexLag) =>
        [.. Enumerable.Range(0, Runs).Select(seed =>
        {
            PlannedRun first = new PlannedRun { IndexLag = indexLag }.Play(PlannedRun.LogNormal(median, 100, seed), gap);
            return !isLearned ? first : new PlannedRun { IndexLag = indexLag, Durations = first.Durations }
                .Play(PlannedRun.LogNormal(median, 100, Runs + seed), gap);
        })];
}
