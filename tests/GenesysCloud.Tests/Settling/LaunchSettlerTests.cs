using GenesysCloud.Launching;
using Xunit;

namespace GenesysCloud.Tests.Settling;

/// <summary>Looking for rows: how much is asked, how long, and what is concluded from it.</summary>
public sealed class LaunchSettlerTests
{
    private readonly LeapingClock _clock = new();

    [Fact]
    public async Task Only_runs_that_the_journal_does_not_know_are_read_each_once_and_a_few_witnesses()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 30, row => row <= 3 ? Fate.LaunchedAndLost : Fate.Answered);
        using ModelCloud _ = cloud;
        SettleResult result = await SettleAsync(cloud, file);
        Assert.Equal((3, 0, 0, SettleObstacle.None), (result.Launched, result.Absent, result.InDoubt, result.Obstacle));
        Assert.InRange(cloud.Reads, 3, 3 + 2 + 10); // those of others, and some that the journal knows
    }

    [Fact]
    public async Task Nothing_is_asked_where_nothing_is_in_doubt()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 5, _ => Fate.Answered);
        using ModelCloud _ = cloud;
        Assert.Equal(SettleResult.Nothing, await SettleAsync(cloud, file));
        Assert.Equal((0, 0), (cloud.Searches, cloud.Reads));
    }

    [Fact]
    public async Task More_runs_than_a_search_gives_are_searched_in_narrower_spans()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 1000, row => row % 100 == 0 ? Fate.LaunchedAndLost : Fate.Answered);
        using ModelCloud _ = cloud;
        SettleResult result = await SettleAsync(cloud, file);
        Assert.Equal((10, 0, 0), (result.Launched, result.Absent, result.InDoubt));
        Assert.InRange(cloud.Searches, 1000 / ModelCloud.MostShown, 40);
    }

    [Fact]
    public async Task A_late_index_is_asked_again_until_it_shows_what_is_known()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 6, row => row switch { 1 => Fate.LaunchedAndLost, 2 => Fate.Lost, _ => Fate.Answered });
        using ModelCloud _ = cloud;
        cloud.IndexLag = TimeSpan.FromSeconds(100);
        DateTimeOffset started = _clock.GetUtcNow();
        SettleResult result = await SettleAsync(cloud, file);
        Assert.Equal((1, 1, 0), (result.Launched, result.Absent, result.InDoubt));
        Assert.InRange(_clock.GetUtcNow() - started, TimeSpan.FromSeconds(95), TimeSpan.FromSeconds(110));
    }

    [Fact]
    public async Task An_index_that_is_too_late_leaves_rows_in_doubt_after_the_time_it_was_given()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 6, row => row == 1 ? Fate.Lost : Fate.Answered);
        using ModelCloud _ = cloud;
        cloud.IndexLag = TimeSpan.FromHours(1);
        DateTimeOffset started = _clock.GetUtcNow();
        SettleResult result = await SettleAsync(cloud, file);
        Assert.Equal((1, SettleObstacle.NoExecutionData), (result.InDoubt, result.Obstacle));
        Assert.InRange(_clock.GetUtcNow() - started, TimeSpan.FromSeconds(115), TimeSpan.FromSeconds(130));
    }

    [Fact]
    public async Task What_was_sent_long_ago_is_looked_for_once_and_not_waited_for()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 1, _ => Fate.Lost);
        using ModelCloud _ = cloud;
        _clock.Advance(TimeSpan.FromHours(3));
        DateTimeOffset started = _clock.GetUtcNow();
        SettleResult result = await SettleAsync(cloud, file);
        Assert.Equal((1, SettleObstacle.NotFound), (result.InDoubt, result.Obstacle));
        Assert.InRange(_clock.GetUtcNow() - started, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task That_a_search_shows_ended_runs_alone_proves_nothing_until_all_must_have_ended()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 6, row => row == 1 ? Fate.Lost : Fate.Answered);
        using ModelCloud _ = cloud;
        cloud.HasOtherRuns = false;
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal((0, 1), await VerdictsAsync(cloud, file));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((1, 0), await VerdictsAsync(cloud, file));
    }

    [Fact]
    public async Task Where_executions_lose_their_names_nothing_is_concluded()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 6, row => row switch { 1 => Fate.LaunchedAndLost, 2 => Fate.Lost, _ => Fate.Answered });
        using ModelCloud _ = cloud;
        cloud.KeepsNames = false;
        _clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal((0, 2), await VerdictsAsync(cloud, file));
    }

    [Fact]
    public async Task A_request_that_may_still_be_under_way_is_not_found_absent()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 6, row => row == 1 ? Fate.Lost : Fate.Answered);
        using ModelCloud _ = cloud;
        DateTimeOffset started = _clock.GetUtcNow();
        Assert.Equal((1, 0), await VerdictsAsync(cloud, file, TimeSpan.FromSeconds(50)));
        Assert.InRange(_clock.GetUtcNow() - started, TimeSpan.FromSeconds(23), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Launches_from_another_time_prove_nothing()
    {
        (ModelCloud cloud, DurableFile file) = await LeaveAsync(rows: 5, _ => Fate.Answered);
        using ModelCloud _ = cloud;
        _clock.Advance(TimeSpan.FromSeconds(40));
        cloud.FateOf = _ => Fate.Lost;
        using (GenesysCloudClient client = cloud.CreateClient())
            await ModelRun.LaunchAsync(client, file, [6], TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal((0, 1), await VerdictsAsync(cloud, file));
    }

    private static async Task<(int Absent, int InDoubt)> VerdictsAsync(ModelCloud cloud, DurableFile file, TimeSpan? timeout = null)
    {
        SettleResult result = await SettleAsync(cloud, file, timeout);
        return (result.Absent, result.InDoubt);
    }

    /// <summary>What a run leaves whose rows met their fates.</summary>
    private async Task<(ModelCloud Cloud, DurableFile File)> LeaveAsync(int rows, Func<int, Fate> fateOf)
    {
        var cloud = new ModelCloud(_clock) { FateOf = fateOf };
        using GenesysCloudClient client = cloud.CreateClient();
        var file = new DurableFile();
        await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, rows), TimeSpan.Zero);
        return (cloud, file);
    }

    private static async Task<SettleResult> SettleAsync(ModelCloud cloud, DurableFile file, TimeSpan? timeout = null)
    {
        using GenesysCloudClient client = cloud.CreateClient();
        await client.GetOrganizationAsync();
        await using LaunchJournal journal = await LaunchJournal.OpenAsync(file, null, null, client.ServiceClock, default);
        return await new LaunchSettler(client, journal, new SettleOptions { Timeout = timeout ?? ModelRun.SettleTimeout }).SettleAsync(default);
    }
}
