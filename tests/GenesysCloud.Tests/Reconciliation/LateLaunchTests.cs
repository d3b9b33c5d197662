using CsCheck;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Reconciliation;
using GenesysCloud.Tests.Journal;
using Xunit;

namespace GenesysCloud.Tests.Reconciliation;

/// <summary>A service under load carries launches out long after their client has given up; and clocks are set in mid-run.</summary>
public sealed class LateLaunchTests
{
    private readonly AutoAdvancingTimeProvider _clock = new();

    [Fact]
    public Task However_late_within_15_minutes_a_launch_is_carried_out_and_whatever_the_parameters_no_row_is_launched_twice() =>
        Gen.Select(Gen.Int[0, 899], Gen.Int[1, 1800], Gen.Int[1, 1800], Gen.Int[0, 2000]).SampleAsync(
            async (delay, reconcile, reconcileAgain, later) =>
            {
                var clock = new AutoAdvancingTimeProvider();
                using var cloud = new ModelCloud(clock)
                {
                    FateOf = row => row % 3 == 0 ? Disposition.LaunchedLate : Disposition.Answered,
                    DelayOf = row => TimeSpan.FromSeconds(Math.Max(0, delay - row)),
                };
                var file = new DurableFile();
                await LaunchAsync(cloud, file, 9, TimeSpan.FromSeconds(reconcile));
                cloud.FateOf = _ => Disposition.Answered;
                clock.Advance(TimeSpan.FromSeconds(later));
                await LaunchAsync(cloud, file, 9, TimeSpan.FromSeconds(reconcileAgain));
                clock.Advance(TimeSpan.FromHours(1));
                await LaunchAsync(cloud, file, 9, TimeSpan.FromSeconds(reconcile));

                cloud.AssertNoRowTwice();
                Assert.Equal(Enumerable.Range(1, 9), cloud.Launches.Select(launch => launch.Row).Order());
            },
            iter: 200);

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(600)]
    public async Task Whatever_the_reconcile_timeout_a_row_is_not_found_absent_within_15_minutes_and_the_result_says_from_when(
        int reconcile)
    {
        using var cloud = new ModelCloud(_clock) { FateOf = row => row == 3 ? Disposition.Lost : Disposition.Answered };
        var file = new DurableFile();
        await LaunchAsync(cloud, file, 5, TimeSpan.Zero);
        DateTimeOffset sent = _clock.GetUtcNow();

        ReconcileResult early = await ReconcileAsync(cloud, file, reconcile);
        Assert.Equal((0, 1, ReconcileObstacle.TooEarly), (early.Absent, early.InDoubt, early.Obstacle));
        Assert.InRange(
            early.DecidableFrom!.Value - sent,
            TimeSpan.FromMinutes(14.9),
            TimeSpan.FromMinutes(15.1) + TimeSpan.FromSeconds(reconcile / 2));

        _clock.Advance(sent + TimeSpan.FromMinutes(14.8) - _clock.GetUtcNow());
        Assert.Equal(1, (await ReconcileAsync(cloud, file, 1)).InDoubt);
        _clock.Advance(TimeSpan.FromMinutes(10));
        ReconcileResult late = await ReconcileAsync(cloud, file, reconcile);
        Assert.Equal((1, 0, null), (late.Absent, late.InDoubt, late.DecidableFrom));
    }

    [Fact]
    public async Task A_longer_request_timeout_of_the_run_that_sent_it_counts_though_the_present_one_is_shorter()
    {
        using var cloud = new ModelCloud(_clock)
        {
            FateOf = row => row == 3 ? Disposition.LaunchedLate : Disposition.Answered,
            DelayOf = _ => TimeSpan.FromMinutes(55),
        };
        var file = new DurableFile();
        await LaunchAsync(cloud, file, 5, TimeSpan.Zero, requestTimeout: TimeSpan.FromHours(1));
        _clock.Advance(TimeSpan.FromMinutes(50));
        cloud.FateOf = _ => Disposition.Answered;
        await LaunchAsync(cloud, file, 5, TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromHours(3));
        await LaunchAsync(cloud, file, 5, TimeSpan.FromSeconds(1));
        cloud.AssertNoRowTwice();
    }

    [Fact]
    public async Task A_run_records_in_its_journal_how_long_its_requests_may_take()
    {
        using var folder = new TemporaryFolder();
        using var cloud = new ModelCloud(_clock);
        using GenesysCloudClient client = cloud.CreateClient();
        string path = folder["run.jsonl"];
        var identity = new JournalIdentity(ModelCloud.FlowId, "Model flow", "mypurecloud.com");
        await using LaunchJournal journal = await OpenJournals.OpenForRunAsync(
            path, client, identity, TestContext.Current.CancellationToken);
        OpenJournals.Release(path);

        await journal.IntentAsync(new JournalIntent("E-1", 1), TestContext.Current.CancellationToken);

        Assert.Equal(client.Timeout, Assert.Single(journal.DoubtfulAttempts("E-1")).RequestTimeout);
    }

    [Fact]
    public async Task Of_rows_sent_minutes_apart_each_is_searched_for_as_long_as_it_may_have_been_carried_out()
    {
        using var cloud = new ModelCloud(_clock)
        {
            FateOf = row => row == 3 ? Disposition.Lost : row == 5 ? Disposition.LaunchedLate : Disposition.Answered,
            DelayOf = _ => TimeSpan.FromMinutes(14),
        };
        var file = new DurableFile();
        using (GenesysCloudClient client = cloud.CreateClient())
        {
            await ModelRun.LaunchAsync(client, file, [1, 2, 3], TimeSpan.Zero);
            _clock.Advance(TimeSpan.FromMinutes(15));
            await ModelRun.LaunchAsync(client, file, [4, 5, 6], TimeSpan.Zero);
        }

        _clock.Advance(TimeSpan.FromHours(3));
        ReconcileResult result = await ReconcileAsync(cloud, file, 120);
        Assert.Equal((1, 1, 0), (result.Launched, result.Absent, result.InDoubt));
    }

    [Fact]
    public async Task A_row_sent_just_now_is_waited_for_though_another_was_sent_long_ago()
    {
        using var cloud = new ModelCloud(_clock)
        {
            FateOf = row => row == 1 ? Disposition.Lost : row == 3 ? Disposition.LaunchedAndLost : Disposition.Answered,
            IndexLag = TimeSpan.FromSeconds(25),
        };
        var file = new DurableFile();
        using (GenesysCloudClient client = cloud.CreateClient())
        {
            await ModelRun.LaunchAsync(client, file, [1], TimeSpan.Zero);
            _clock.Advance(TimeSpan.FromHours(3));
            await ModelRun.LaunchAsync(client, file, [2, 3, 4], TimeSpan.Zero);
        }

        ReconcileResult result = await ReconcileAsync(cloud, file, 120);
        Assert.Equal((1, 0, 1), (result.Launched, result.Absent, result.InDoubt));
    }

    [Theory]
    [InlineData(-100)]
    [InlineData(-3600)]
    [InlineData(100)]
    [InlineData(3600)]
    public async Task A_machine_whose_clock_is_set_in_mid_run_launches_no_row_twice(int seconds)
    {
        using var cloud = new ModelCloud(_clock);
        AutoAdvancingTimeProvider.MachineClock machine = _clock.WrongBy(TimeSpan.Zero);
        var file = new DurableFile();
        cloud.FateOf = row => row is 20 or 21 ? Disposition.LaunchedAndLost : Disposition.Answered;
        cloud.Arrives = _ =>
        {
            if (cloud.Launches.Count == 18)
                machine.Offset = TimeSpan.FromSeconds(seconds);
        };
        using (GenesysCloudClient client = cloud.CreateClient(machine))
            await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, 40), TimeSpan.Zero);
        cloud.FateOf = _ => Disposition.Answered;
        foreach (TimeSpan later in new[] { TimeSpan.Zero, TimeSpan.FromHours(2), TimeSpan.FromHours(2) })
        {
            _clock.Advance(later);
            await LaunchAsync(cloud, file, 40, null);
        }

        cloud.AssertNoRowTwice();
    }

    [Fact]
    public async Task An_intent_written_while_the_clock_was_in_doubt_proves_nothing()
    {
        using var cloud = new ModelCloud(_clock) { FateOf = row => row == 3 ? Disposition.Lost : Disposition.Answered };
        AutoAdvancingTimeProvider.MachineClock machine = _clock.WrongBy(TimeSpan.Zero);
        var file = new DurableFile();
        using (GenesysCloudClient client = cloud.CreateClient(machine))
        {
            await ModelRun.LaunchAsync(client, file, [1, 2], TimeSpan.Zero);
            file.Flushing = content =>
            {
                if (content.Contains("\"row\":3", StringComparison.Ordinal))
                    return;
                machine.Offset = TimeSpan.FromSeconds(-100);
            };
            await ModelRun.LaunchAsync(client, file, [3, 4, 5], TimeSpan.Zero);
        }

        _clock.Advance(TimeSpan.FromHours(3));
        ReconcileResult result = await ReconcileAsync(cloud, file, 120);
        Assert.Equal((0, 1, ReconcileObstacle.NotFound), (result.Absent, result.InDoubt, result.Obstacle));
    }

    [Fact]
    public async Task An_intent_whose_time_disagrees_with_its_neighbors_proves_nothing()
    {
        FakeClock clock = new();
        MemoryJournalFile file = new();
        await using (LaunchJournal journal = await Journals.OpenAsync(file, clock.Time))
        {
            await journal.SendAsync("before", 1);
            clock.Set(Journals.Start.AddSeconds(200));
            await journal.SendAsync("between", 2);
            clock.Set(Journals.Start.AddSeconds(100));
            await journal.SendAsync("after", 3);
            clock.Set(Journals.Start.AddSeconds(300));
            await journal.SendAsync("later", 4);
        }

        await using LaunchJournal later = await Journals.ReopenAsync(file.Content);
        Assert.Equal(
            [("before", true), ("between", false), ("after", false), ("later", true)],
            later.InDoubt().Select(row => (row.Key, Assert.Single(later.DoubtfulAttempts(row.Key)).IsTimeCertain)));
    }

    [Fact]
    public async Task An_intent_written_while_the_clock_was_in_doubt_says_nothing_of_the_times_of_others()
    {
        var file = new DurableFile();
        var unsure = new ServiceClock(Journals.Clock(Journals.Start.AddHours(1)));
        await using (LaunchJournal journal = await Journals.OpenAsync(file, unsure))
            await journal.SendAsync("in doubt", 1);
        await using (LaunchJournal journal = await Journals.OpenAsync(file, Journals.Clock()))
            await journal.SendAsync("certain", 2);

        await using LaunchJournal later = await Journals.OpenAsync(file);
        Assert.Equal(
            [("in doubt", false), ("certain", true)],
            later.InDoubt().Select(row => (row.Key, Assert.Single(later.DoubtfulAttempts(row.Key)).IsTimeCertain)));
    }

    [Fact]
    public async Task An_intent_that_is_dated_in_the_future_once_it_is_on_disk_is_announced_anew()
    {
        var clock = new FakeClock();
        var file = new DurableFile();
        await using LaunchJournal journal = await Journals.OpenAsync(file, clock.Time);
        file.Flushing = _ =>
        {
            file.Flushing = null;
            clock.Set(Journals.Start.AddMinutes(-3));
        };

        string? name = await new WriteAhead(journal, new JournalIntent("E-1", 1), clock.Time, CancellationToken.None).AnnounceAsync();

        Assert.EndsWith("/E-1~2]", name, StringComparison.Ordinal);
        Assert.Equal(Journals.Start.AddMinutes(-3), journal.Find("E-1")!.SentAt);
    }

    [Fact]
    public void Times_that_run_backwards_by_as_little_as_clocks_differ_are_certain()
    {
        var times = new IntentTimes();
        foreach (int second in new[] { 0, 30, 5, 40, 12, 41 })
            times.Add(Journals.Start.AddSeconds(second));
        Assert.All(Enumerable.Range(0, 42), second => Assert.True(times.IsCertain(Journals.Start.AddSeconds(second))));
    }

    private static async Task LaunchAsync(
        ModelCloud cloud, DurableFile file, int rows, TimeSpan? reconcile, TimeSpan? requestTimeout = null)
    {
        using GenesysCloudClient client = cloud.CreateClient();
        await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, rows), reconcile, requestTimeout: requestTimeout);
    }

    private static async Task<ReconcileResult> ReconcileAsync(ModelCloud cloud, DurableFile file, int reconcile)
    {
        using GenesysCloudClient client = cloud.CreateClient();
        await client.GetOrganizationAsync();
        await using LaunchJournal journal = await LaunchJournal.OpenAsync(file, null, null, client.ServiceClock, default);
        return await LaunchReconciler.ReconcileAsync(client, journal, TimeSpan.FromSeconds(reconcile), default);
    }

    /// <summary>A clock that can be set back.</summary>
    private sealed class FakeClock
    {
        private readonly Settable _time = new();

        public TimeProvider Time => _time;

        public void Set(DateTimeOffset now) => _time.Now = now;

        private sealed class Settable : TimeProvider
        {
            public DateTimeOffset Now { get; set; } = Journals.Start;

            public override DateTimeOffset GetUtcNow() => Now;
        }
    }
}
