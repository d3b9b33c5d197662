using CsCheck;
using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Reconciliation;
using Xunit;

namespace GenesysCloud.Tests.Reconciliation;

/// <summary>Looking for rows: how much is asked, how long, and what is concluded from it.</summary>
public sealed class LaunchReconcilerTests
{
    private readonly AutoAdvancingTimeProvider _clock = new();

    [Fact]
    public async Task Only_runs_that_the_journal_does_not_know_are_read_each_once_and_a_few_witnesses()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(
            rows: 30, row => row <= 3 ? Disposition.LaunchedAndLost : Disposition.Answered);
        using ModelCloud _ = cloud;
        ReconcileResult result = await ReconcileAsync(cloud, file);
        Assert.Equal((3, 0, 0, ReconcileObstacle.None), (result.Launched, result.Absent, result.InDoubt, result.Obstacle));
        Assert.InRange(cloud.Reads, 3, 3 + 2 + 10); // those of others, and some that the journal knows
    }

    [Fact]
    public async Task Nothing_is_asked_where_nothing_is_in_doubt()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 5, _ => Disposition.Answered);
        using ModelCloud _ = cloud;
        Assert.Equal(ReconcileResult.Nothing, await ReconcileAsync(cloud, file));
        Assert.Equal((0, 0), (cloud.Searches, cloud.Reads));
    }

    [Fact]
    public async Task More_runs_than_a_search_gives_are_searched_in_narrower_spans()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(
            rows: 1000, row => row % 100 == 0 ? Disposition.LaunchedAndLost : Disposition.Answered);
        using ModelCloud _ = cloud;
        ReconcileResult result = await ReconcileAsync(cloud, file);
        Assert.Equal((10, 0, 0), (result.Launched, result.Absent, result.InDoubt));
        Assert.InRange(cloud.Searches, 1000 / ModelCloud.MostShown, 40);
    }

    [Fact]
    public async Task A_late_index_is_asked_again_until_it_shows_what_is_known()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(
            rows: 6, row => row switch { 1 => Disposition.LaunchedAndLost, 2 => Disposition.Lost, _ => Disposition.Answered });
        using ModelCloud _ = cloud;
        cloud.IndexLag = TimeSpan.FromSeconds(25);
        DateTimeOffset started = _clock.GetUtcNow();
        ReconcileResult result = await ReconcileAsync(cloud, file);
        Assert.Equal((1, 0, 1), (result.Launched, result.Absent, result.InDoubt));
        Assert.InRange(_clock.GetUtcNow() - started, TimeSpan.FromSeconds(145), TimeSpan.FromSeconds(160));
        cloud.PassTheLatestLaunch();
        Assert.Equal((1, 0), await VerdictsAsync(cloud, file));
    }

    [Fact]
    public async Task An_index_that_is_too_late_leaves_rows_in_doubt_after_the_time_it_was_given()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 6, row => row == 1 ? Disposition.Lost : Disposition.Answered);
        using ModelCloud _ = cloud;
        cloud.IndexLag = TimeSpan.FromHours(1);
        DateTimeOffset started = _clock.GetUtcNow();
        ReconcileResult result = await ReconcileAsync(cloud, file);
        Assert.Equal((1, ReconcileObstacle.NoExecutionData), (result.InDoubt, result.Obstacle));
        Assert.InRange(_clock.GetUtcNow() - started, TimeSpan.FromSeconds(145), TimeSpan.FromSeconds(160));
    }

    [Fact]
    public async Task What_was_sent_long_ago_is_looked_for_once_and_not_waited_for()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 1, _ => Disposition.Lost);
        using ModelCloud _ = cloud;
        _clock.Advance(TimeSpan.FromHours(3));
        DateTimeOffset started = _clock.GetUtcNow();
        ReconcileResult result = await ReconcileAsync(cloud, file);
        Assert.Equal((1, ReconcileObstacle.NotFound, null), (result.InDoubt, result.Obstacle, result.DecidableFrom));
        Assert.InRange(_clock.GetUtcNow() - started, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Where_a_search_shows_ended_runs_alone_nothing_is_concluded()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 6, row => row == 1 ? Disposition.Lost : Disposition.Answered);
        using ModelCloud _ = cloud;
        cloud.HasOtherRuns = false;
        _clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal((0, 1), await VerdictsAsync(cloud, file));
    }

    [Fact]
    public async Task Where_executions_lose_their_names_nothing_is_concluded()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(
            rows: 6, row => row switch { 1 => Disposition.LaunchedAndLost, 2 => Disposition.Lost, _ => Disposition.Answered });
        using ModelCloud _ = cloud;
        cloud.KeepsNames = false;
        _clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal((0, 2), await VerdictsAsync(cloud, file));
    }

    [Fact]
    public async Task A_request_that_may_still_be_under_way_is_not_found_absent()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 6, row => row == 1 ? Disposition.Lost : Disposition.Answered);
        using ModelCloud _ = cloud;
        DateTimeOffset started = _clock.GetUtcNow();
        Assert.Equal((1, 0), await VerdictsAsync(cloud, file, TimeSpan.FromMinutes(40)));
        Assert.InRange(_clock.GetUtcNow() - started, TimeSpan.FromMinutes(15 + 19), TimeSpan.FromMinutes(15 + 21));
    }

    [Fact]
    public async Task With_little_time_to_look_nothing_is_found_absent_that_may_be_under_way()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 6, row => row == 1 ? Disposition.Lost : Disposition.Answered);
        using ModelCloud _ = cloud;
        Assert.Equal((0, 1), await VerdictsAsync(cloud, file, TimeSpan.FromSeconds(4)));
    }

    [Theory]
    [InlineData(35)]
    [InlineData(65)]
    [InlineData(75)]
    [InlineData(85)]
    [InlineData(95)]
    [InlineData(115)]
    public async Task An_older_launch_that_is_shown_does_not_prove_that_a_newer_one_would_be(int lag)
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(5, _ => Disposition.Answered);
        using ModelCloud _ = cloud;
        _clock.Advance(TimeSpan.FromSeconds(28));
        cloud.IndexLag = TimeSpan.FromSeconds(lag);
        cloud.FateOf = row => row == 6 ? Disposition.LaunchedAndLost : Disposition.Answered;
        await GoOnAsync(cloud, file, 6, 6);
        cloud.FateOf = _ => Disposition.Answered;
        await GoOnAsync(cloud, file, 1, 6);
        _clock.Advance(ReconciliationEvidence.LatestLaunch);
        await GoOnAsync(cloud, file, 1, 6);
        cloud.AssertNoRowTwice();
    }

    [Fact]
    public Task However_late_the_index_and_whenever_rows_were_sent_and_looked_for_no_row_is_launched_twice() =>
        Gen.Select(Gen.Select(
            Gen.Enum<Disposition>(),
            Gen.Int[0, 60],
            Gen.Double[0.5, 1]).Array[2, 8], Gen.Int[0, 200], Gen.Int[0, 1800], Gen.Int[0, 1800]).SampleAsync(
            async (rows, lag, restart, again) =>
            {
                var clock = new AutoAdvancingTimeProvider();
                using var cloud = new ModelCloud(clock)
                {
                    FateOf = row => rows[row - 1].Item1,
                    IndexLag = TimeSpan.FromSeconds(lag) / 2,
                    ExtraLag = launch => TimeSpan.FromSeconds(lag) * (rows[launch.Row - 1].Item3 - 0.5),
                };
                var file = new DurableFile();
                for (int row = 1; row <= rows.Length; row++)
                {
                    clock.Advance(TimeSpan.FromSeconds(rows[row - 1].Item2));
                    using GenesysCloudClient client = cloud.CreateClient();
                    await ModelRun.LaunchAsync(client, file, [row], TimeSpan.Zero);
                }

                foreach (int later in new[] { restart, again })
                {
                    clock.Advance(TimeSpan.FromSeconds(later));
                    await GoOnAsync(cloud, file, 1, rows.Length);
                }

                cloud.AssertNoRowTwice();
            },
            iter: 300);

    [Fact]
    public async Task A_name_that_was_cut_is_not_taken_for_another_runs()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(
            rows: 6, row => row == 2 ? Disposition.LaunchedAndLost : Disposition.Answered);
        using ModelCloud _ = cloud;
        string cut = cloud.Launches.Single(launch => launch.Row == 2).Name;
        cloud.NameKept = name => name == cut ? name[..^3] : name;
        _clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal((0, 1), await VerdictsAsync(cloud, file));
    }

    [Fact]
    public async Task A_failed_run_without_an_end_is_no_witness_that_running_ones_are_shown()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(6, row => row == 1 ? Disposition.LaunchedAndLost : Disposition.Answered);
        using ModelCloud _ = cloud;
        cloud.HasOtherRuns = false;
        cloud.IsShown = launch => launch.Row != 1;
        cloud.EndShown = launch => launch.Row == 3 ? null : launch.At.AddSeconds(1);
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal((0, 1), await VerdictsAsync(cloud, file));
    }

    [Fact]
    public async Task Executions_that_are_not_kept_any_more_prove_nothing()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(
            6, row => row switch { 1 => Disposition.Refused, 3 => Disposition.LaunchedAndLost, _ => Disposition.Answered });
        using ModelCloud _ = cloud;
        _clock.Advance(TimeSpan.FromDays(8));
        DateTimeOffset kept = _clock.GetUtcNow() - TimeSpan.FromDays(7);
        cloud.IsReadable = launch => launch.At > kept;
        cloud.FateOf = row => row == 7 ? Disposition.Lost : Disposition.Answered;
        await GoOnAsync(cloud, file, 1, 7);
        cloud.FateOf = _ => Disposition.Answered;
        await GoOnAsync(cloud, file, 1, 7);
        await GoOnAsync(cloud, file, 1, 7);
        cloud.AssertNoRowTwice();
    }

    [Fact]
    public async Task Where_none_of_a_few_known_executions_can_be_read_nothing_is_concluded()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 3, row => row == 1 ? Disposition.Lost : Disposition.Answered);
        using ModelCloud _ = cloud;
        cloud.IsReadable = _ => false;
        _clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal((0, 1), await VerdictsAsync(cloud, file));
    }

    [Fact]
    public async Task Requests_of_a_search_follow_one_another()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(
            rows: 6, row => row == 1 ? Disposition.LaunchedAndLost : Disposition.Answered);
        using ModelCloud _ = cloud;
        int underWay = 0;
        int most = 0;
        cloud.Turn = async stop =>
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            await Task.Yield();
            Interlocked.Decrement(ref underWay);
        };
        Assert.Equal(1, (await ReconcileAsync(cloud, file)).Launched);
        Assert.Equal(1, most);
    }

    [Fact]
    public void An_unread_run_of_unknown_start_may_be_any_row()
    {
        var sent = new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);
        foreach (bool isUnread in new[] { false, true })
        {
            var evidence = new ReconciliationEvidence(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)) { ShowsRunning = true };
            evidence.Shown(new FlowInstance { Id = "known", StartDateTime = sent }, sent.AddSeconds(2), null);
            if (isUnread)
                evidence.Unread(new FlowInstance { Id = "unread" });
            evidence.Known([new KnownLaunch(sent, "known")], sent.AddSeconds(2));
            Assert.Equal(
                isUnread ? AbsenceVerdict.Unproven : AbsenceVerdict.Absent,
                evidence.Judge(new JournalAttempt(1, sent, null), "[run/key]", TimeSpan.FromSeconds(30), sent.AddMinutes(17)));
        }
    }

    [Fact]
    public async Task A_flow_that_others_launch_by_the_thousand_is_not_read_through_for_a_few_rows()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 6, row => row == 1 ? Disposition.Lost : Disposition.Answered);
        using ModelCloud _ = cloud;
        DateTimeOffset began = _clock.GetUtcNow();
        cloud.Strangers = [.. Enumerable.Range(0, 6000)
            .Select(number => ($"stranger-{number}", began.AddMilliseconds((number - 6000) * 10)))];
        ReconcileResult result = await ReconcileAsync(cloud, file);
        Assert.Equal((1, ReconcileObstacle.TooManyRuns), (result.InDoubt, result.Obstacle));
        Assert.InRange(cloud.Reads + cloud.Searches, 1000, 1100);
    }

    [Fact]
    public async Task An_intent_that_was_long_on_its_way_to_disk_is_announced_anew()
    {
        using var cloud = new ModelCloud(_clock);
        var file = new DurableFile();
        using GenesysCloudClient client = cloud.CreateClient();
        await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, 5), TimeSpan.Zero);
        cloud.FateOf = _ => Disposition.LaunchedAndLost;
        file.Flushing = content =>
        {
            if (!content.EndsWith("}\n", StringComparison.Ordinal)
                || !content.Split('\n')[^2].Contains("\"intent\"", StringComparison.Ordinal))
            {
                return;
            }

            _clock.Advance(TimeSpan.FromMinutes(3));
            file.Flushing = null;
        };
        await ModelRun.LaunchAsync(client, file, [6], TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromHours(2));
        cloud.FateOf = _ => Disposition.Answered;
        await GoOnAsync(cloud, file, 1, 6);
        await GoOnAsync(cloud, file, 1, 6);
        cloud.AssertNoRowTwice();
        Assert.Contains("~2]", cloud.Launches[^1].Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 8)]
    [InlineData(int.MaxValue, 7)]
    public async Task A_disk_too_slow_for_any_intent_ends_the_run_and_one_that_is_slow_twice_does_not(int slowFlushes, int launched)
    {
        using var cloud = new ModelCloud(_clock);
        var file = new DurableFile();
        using GenesysCloudClient client = cloud.CreateClient();
        await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, 7), TimeSpan.Zero);
        file.Flushing = content =>
        {
            if (content.Split('\n')[^2].Contains("\"intent\"", StringComparison.Ordinal) && slowFlushes-- > 0)
                _clock.Advance(TimeSpan.FromSeconds(11));
        };

        ModelRunResult result = await ModelRun.LaunchAsync(client, file, [8], TimeSpan.Zero);

        Assert.Equal(launched, cloud.Launches.Count);
        Assert.Equal(launched == 7 ? RunEndReason.JournalUnusable : null, result.End?.Reason);
        if (launched == 8)
            return;
        Assert.Contains("its disk took 11 s to write a line", result.Broken!.Message, StringComparison.Ordinal);
        file.Flushing = null;
        await GoOnAsync(cloud, file, 1, 8);
        Assert.Equal(8, cloud.Launches.Count);
        cloud.AssertNoRowTwice();
    }

    [Fact]
    public async Task One_answer_with_a_wrong_date_does_not_lose_a_launch()
    {
        using var cloud = new ModelCloud(_clock);
        var file = new DurableFile();
        using (GenesysCloudClient client = cloud.CreateClient())
        {
            await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, 5), TimeSpan.Zero);
            cloud.DateIsWrongBy = TimeSpan.FromMinutes(5);
            await client.GetOrganizationAsync();
            cloud.DateIsWrongBy = TimeSpan.Zero;
            cloud.FateOf = row => row == 6 ? Disposition.LaunchedAndLost : Disposition.Answered;
            await ModelRun.LaunchAsync(client, file, [6], TimeSpan.Zero);
            cloud.FateOf = _ => Disposition.Answered;
            _clock.Advance(TimeSpan.FromMinutes(5));
            await ModelRun.LaunchAsync(client, file, [7, 8], TimeSpan.Zero);
        }

        _clock.Advance(TimeSpan.FromHours(2));
        ReconcileResult result = await ReconcileAsync(cloud, file);
        Assert.Equal((1, 0, 0), (result.Launched, result.Absent, result.InDoubt));
    }

    [Fact]
    public async Task Launches_from_another_time_prove_nothing()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 5, _ => Disposition.Answered);
        using ModelCloud _ = cloud;
        _clock.Advance(TimeSpan.FromSeconds(40));
        cloud.FateOf = _ => Disposition.Lost;
        using (GenesysCloudClient client = cloud.CreateClient())
            await ModelRun.LaunchAsync(client, file, [6], TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal((0, 1), await VerdictsAsync(cloud, file));
    }

    /// <summary>Launches rows as a later run does that looks for what is in doubt.</summary>
    private static async Task GoOnAsync(ModelCloud cloud, DurableFile file, int first, int last)
    {
        using GenesysCloudClient client = cloud.CreateClient();
        await ModelRun.LaunchAsync(client, file, Enumerable.Range(first, last - first + 1));
    }

    private static async Task<(int Absent, int InDoubt)> VerdictsAsync(ModelCloud cloud, DurableFile file, TimeSpan? timeout = null)
    {
        ReconcileResult result = await ReconcileAsync(cloud, file, timeout);
        return (result.Absent, result.InDoubt);
    }

    /// <summary>What a run leaves whose rows met their fates.</summary>
    private async Task<(ModelCloud Cloud, DurableFile File)> LeaveAsync(int rows, Func<int, Disposition> fateOf)
    {
        var cloud = new ModelCloud(_clock) { FateOf = fateOf };
        using GenesysCloudClient client = cloud.CreateClient();
        var file = new DurableFile();
        await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, rows), TimeSpan.Zero);
        return (cloud, file);
    }

    private static async Task<ReconcileResult> ReconcileAsync(ModelCloud cloud, DurableFile file, TimeSpan? timeout = null)
    {
        using GenesysCloudClient client = cloud.CreateClient();
        await client.GetOrganizationAsync();
        await using LaunchJournal journal = await LaunchJournal.OpenAsync(file, null, null, client.ServiceClock, default);
        return await LaunchReconciler.ReconcileAsync(client, journal, timeout ?? ModelRun.ReconcileTimeout, default);
    }
}
