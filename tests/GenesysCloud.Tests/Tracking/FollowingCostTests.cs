using GenesysCloud.Architect;
using GenesysCloud.Launching.Tracking;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Tracking;

/// <summary>What following costs over HTTP, as the simulator counts it; <see cref="LookPlanTests"/> has more of it without.</summary>
public sealed class FollowingCostTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task With_an_idle_quota_each_of_a_hundred_takes_no_more_than_one_and_a_third_requests(double median)
    {
        await using SimulatedCloud cloud = await StartAsync(median);
        await FollowedRun.StartAsync(cloud, 100);
        FollowedRun run = await FollowedRun.StartAsync(cloud, 100);

        Assert.InRange(run.Queries, 1, 20);
        Assert.InRange(run.RequestsPerExecution, 1, 1.3);

        // One in a hundred ends sooner than is waited for.
        Assert.InRange(run.NoticedInTime, 0.93, 1);
        Assert.DoesNotContain(cloud.Events.All, happened => happened is InstanceTrackingEnded);
    }

    [Fact]
    public async Task When_launches_use_up_the_quota_each_execution_is_read_once()
    {
        await using SimulatedCloud cloud = await StartAsync(median: 1);
        cloud.Simulator.Settings.RateLimit = 100;

        FollowedRun run = await FollowedRun.StartAsync(cloud, 400);

        Assert.InRange(run.RequestsPerExecution, 1, 1.02);
    }

    [Fact]
    public async Task Without_the_permission_to_search_execution_data_executions_are_followed_by_their_ids()
    {
        await using SimulatedCloud cloud = await StartAsync(median: 5);
        GenesysCloudClient client = cloud.CreateClient(SimulatedClients.NoExecutionData);

        FollowedRun run = await FollowedRun.StartAsync(cloud, 30, client: client);

        AssertAskedOnceAtMost(cloud, run);
        Assert.All(cloud.Events.All.OfType<InstanceTrackingEnded>(), ended => Assert.Equal(403, ended.Failure?.Status));
    }

    [Theory]
    [InlineData(FaultKind.StatusBefore, 400)]
    [InlineData(FaultKind.StatusBefore, 404)]
    [InlineData(FaultKind.StatusBefore, 503)]
    [InlineData(FaultKind.DropBefore, 0)]
    [InlineData(FaultKind.UnreadableBody, 0)]
    [InlineData(FaultKind.TooManyRequests, 0)]
    public async Task Execution_data_that_fails_is_asked_once(FaultKind kind, int status)
    {
        await using SimulatedCloud cloud = await StartAsync(median: 5);
        cloud.Simulator.Faults.Add(new Fault(kind) { Path = "/api/v2/flows/instances/query", Status = status, Times = null });

        FollowedRun run = await FollowedRun.StartAsync(cloud, 30);

        AssertAskedOnceAtMost(cloud, run);
    }

    [Fact]
    public async Task Execution_data_under_other_ids_is_not_relied_on()
    {
        await using SimulatedCloud cloud = await StartAsync(median: 20);
        cloud.Simulator.Settings.InstancesHaveOwnIds = true;

        FollowedRun run = await FollowedRun.StartAsync(cloud, 100);

        Assert.InRange(run.Queries, 1, 10);
        Assert.Equal(InstanceObstacle.NotShown, Assert.Single(cloud.Events.All.OfType<InstanceTrackingEnded>()).Obstacle);
    }

    [Fact]
    public async Task A_bare_id_is_read_at_once_and_its_flow_is_learned_from_the_response()
    {
        await using SimulatedCloud cloud = await StartAsync(median: 30);
        LaunchOutcome outcome = await cloud.RunAsync(cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch));
        string id = Assert.IsType<LaunchOutcome.Launched>(outcome).Execution.Id;
        cloud.Clock.Advance(TimeSpan.FromHours(1));
        using var tracker = new ExecutionTracker<string>(cloud.Client, new ExecutionTrackerOptions());

        tracker.Add(id, id);
        tracker.CompleteAdding();
        await cloud.RunAsync(tracker.NextReady);

        Assert.Equal(1, cloud.Requests("GET", "/api/v2/flows/executions/"));
        Assert.NotNull(cloud.Client.FlowDurations.Of(SimulatedCloud.Flow.Id));
    }

    [Fact]
    public async Task A_look_may_be_months_away()
    {
        await using SimulatedCloud cloud = await StartAsync(median: 30);
        cloud.Simulator.Settings.ExecutionRetention = TimeSpan.FromDays(365);
        LaunchOutcome outcome = await cloud.RunAsync(cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch));
        string id = Assert.IsType<LaunchOutcome.Launched>(outcome).Execution.Id;
        using var tracker = new ExecutionTracker<string>(
            cloud.Client, new ExecutionTrackerOptions { PollingInterval = TimeSpan.FromDays(100) });

        tracker.Add(id, id, cloud.Clock.GetUtcNow());
        tracker.CompleteAdding();
        await cloud.RunAsync(tracker.NextReady);

        Assert.True(tracker.TryTake(out TrackedExecution<string>? tracked));
        Assert.Equal(TrackingEnd.Completed, tracked.End);
        Assert.InRange(cloud.Clock.Now, TimeSpan.FromDays(100), TimeSpan.FromDays(101));
    }

    // Not at all where the clock has jumped to the end of all before the first was seen to end.
    private static void AssertAskedOnceAtMost(SimulatedCloud cloud, FollowedRun run)
    {
        Assert.InRange(run.Queries, 0, 1);
        Assert.Equal(
            Enumerable.Repeat(InstanceObstacle.Failed, run.Queries),
            cloud.Events.All.OfType<InstanceTrackingEnded>().Select(ended => ended.Obstacle));
    }

    private static async Task<SimulatedCloud> StartAsync(double median)
    {
        SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.RateLimit = 100_000;
        cloud.Simulator.AddFlow(FollowedRun.FlowOf(median));
        return cloud;
    }
}
