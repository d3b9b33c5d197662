using GenesysCloud.Architect;
using GenesysCloud.Launching.Tracking;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Tracking;

public sealed class ExecutionTrackerTests
{
    private const string Executions = "/api/v2/flows/executions/";

    [Theory]
    [InlineData(ExecutionOutcome.Completed, FlowExecutionStatus.Completed)]
    [InlineData(ExecutionOutcome.Failed, FlowExecutionStatus.Failed)]
    [InlineData(ExecutionOutcome.Error, FlowExecutionStatus.Error)]
    [InlineData(ExecutionOutcome.Terminated, FlowExecutionStatus.Terminated)]
    public async Task An_execution_is_followed_to_whatever_end(ExecutionOutcome outcome, string status)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string id = await LaunchAsync(cloud, FlowOf(TimeSpan.FromSeconds(20)) with { Outcome = outcome });
        using var tracker = new ExecutionTracker<string>(cloud.Client, new ExecutionTrackerOptions());

        tracker.Add(id, "row 1", cloud.Clock.GetUtcNow());
        TrackedExecution<string> tracked = Assert.Single(await cloud.RunAsync(DrainAsync(tracker)));

        Assert.Equal((id, TrackingEnd.Completed, status, "row 1"), (tracked.Id, tracked.End, tracked.Execution?.Status, tracked.Source));
        Assert.NotNull(tracked.Execution?.DateCompleted);
    }

    [Fact]
    public async Task A_thousand_executions_come_back_once_each_for_few_requests()
    {
        const int Count = 1000;
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.RateLimit = 10_000;
        string[] ids = await LaunchAsync(
            cloud, SimulatedCloud.Flow with { MinDuration = TimeSpan.FromSeconds(0.2), MaxDuration = TimeSpan.FromSeconds(1.5) }, Count);
        using var tracker = new ExecutionTracker<string>(cloud.Client, new ExecutionTrackerOptions());

        foreach (string id in ids)
            tracker.Add(id, "row", cloud.Clock.GetUtcNow());
        IReadOnlyList<TrackedExecution<string>> tracked = await cloud.RunAsync(DrainAsync(tracker));

        Assert.Equal(ids.Order(StringComparer.Ordinal), tracked.Select(execution => execution.Id).Order(StringComparer.Ordinal));
        Assert.All(tracked, execution => Assert.Equal(FlowExecutionStatus.Completed, execution.Execution?.Status));
        Assert.InRange(cloud.Requests("GET", Executions), Count, 2 * Count);
    }

    [Fact]
    public async Task A_long_execution_is_asked_for_ever_more_rarely()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string id = await LaunchAsync(cloud, FlowOf(TimeSpan.FromHours(1)));
        using var tracker = new ExecutionTracker<string>(cloud.Client, new ExecutionTrackerOptions());

        tracker.Add(id, "row", cloud.Clock.GetUtcNow());
        TrackedExecution<string> tracked = Assert.Single(await cloud.RunAsync(DrainAsync(tracker)));

        Assert.Equal(TrackingEnd.Completed, tracked.End);
        Assert.InRange(cloud.Requests("GET", Executions), 1, 130);
        // Seen soon after it ended, all the same.
        Assert.InRange(cloud.Clock.Now, TimeSpan.FromHours(1), TimeSpan.FromHours(1) + TimeSpan.FromSeconds(31));
    }

    [Fact]
    public async Task A_login_host_in_trouble_does_not_end_the_following()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string id = await LaunchAsync(cloud, FlowOf(TimeSpan.FromSeconds(20)));
        using var tracker = new ExecutionTracker<string>(cloud.Client, new ExecutionTrackerOptions());
        cloud.Simulator.EndTokens();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.StatusBefore) { Path = "/oauth/token", Status = 503, Times = 15 });

        tracker.Add(id, "row", cloud.Clock.GetUtcNow());
        TrackedExecution<string> tracked = Assert.Single(await cloud.RunAsync(DrainAsync(tracker)));

        Assert.Equal((TrackingEnd.Completed, FlowExecutionStatus.Completed), (tracked.End, tracked.Execution?.Status));
    }

    [Fact]
    public async Task Trouble_on_the_way_does_not_end_the_following()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string id = await LaunchAsync(cloud, FlowOf(TimeSpan.FromSeconds(5)));
        // More than a single read would outlast.
        foreach (Fault fault in new Fault[]
                 {
                     new(FaultKind.StatusBefore) { Status = 503, Times = 15 }, new(FaultKind.DropBefore) { Times = 15 },
                     new(FaultKind.TruncatedBody) { Times = 15 }, new(FaultKind.UnreadableBody) { Times = 3 },
                     new(FaultKind.TooManyRequests) { RetryAfterSeconds = 7200 },
                 })
        {
            cloud.Simulator.Faults.Add(fault with { Method = "GET", Path = Executions });
        }

        using var tracker = new ExecutionTracker<string>(cloud.Client, new ExecutionTrackerOptions());

        tracker.Add(id, "row", cloud.Clock.GetUtcNow());
        TrackedExecution<string> tracked = Assert.Single(await cloud.RunAsync(DrainAsync(tracker)));

        Assert.Equal((TrackingEnd.Completed, FlowExecutionStatus.Completed), (tracked.End, tracked.Execution?.Status));
    }

    [Fact]
    public async Task At_the_time_out_what_was_seen_last_comes_back()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string id = await LaunchAsync(cloud, FlowOf(TimeSpan.FromHours(1)));
        TimeSpan started = cloud.Clock.Now;
        using var tracker = new ExecutionTracker<string>(
            cloud.Client, new ExecutionTrackerOptions { Timeout = TimeSpan.FromSeconds(45) });

        tracker.Add(id, "row", cloud.Clock.GetUtcNow());
        TrackedExecution<string> tracked = Assert.Single(await cloud.RunAsync(DrainAsync(tracker)));

        Assert.Equal((TrackingEnd.TimedOut, FlowExecutionStatus.Running), (tracked.End, tracked.Execution?.Status));
        Assert.Equal(TimeSpan.FromSeconds(45), cloud.Clock.Now - started);
    }

    [Theory]
    [InlineData(2.0, true)]
    [InlineData(0.0, false)]
    public async Task What_has_ended_by_the_time_out_is_not_reported_as_running_though_its_next_read_was_far_away(
        double timeout, bool isLaunchKnown)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string id = await LaunchAsync(cloud, FlowOf(TimeSpan.FromSeconds(1)));
        DateTimeOffset? launched = isLaunchKnown ? cloud.Clock.GetUtcNow() : null;
        if (!isLaunchKnown)
            cloud.Clock.Advance(TimeSpan.FromSeconds(5));
        using var tracker = new ExecutionTracker<string>(
            cloud.Client,
            new ExecutionTrackerOptions { FirstLook = TimeSpan.FromMinutes(5), Timeout = TimeSpan.FromSeconds(timeout) });

        tracker.Add(id, "row", launched);
        TrackedExecution<string> tracked = Assert.Single(await cloud.RunAsync(DrainAsync(tracker)));

        Assert.Equal((TrackingEnd.Completed, FlowExecutionStatus.Completed), (tracked.End, tracked.Execution?.Status));
        Assert.Equal(1, cloud.Requests("GET", Executions));
    }

    [Fact]
    public async Task At_the_time_out_an_execution_that_was_just_read_is_not_read_again()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string id = await LaunchAsync(cloud, FlowOf(TimeSpan.FromHours(1)));
        using var tracker = new ExecutionTracker<string>(
            cloud.Client, new ExecutionTrackerOptions { Timeout = TimeSpan.FromSeconds(1.5) });

        tracker.Add(id, "row", cloud.Clock.GetUtcNow());
        TrackedExecution<string> tracked = Assert.Single(await cloud.RunAsync(DrainAsync(tracker)));

        Assert.Equal((TrackingEnd.TimedOut, FlowExecutionStatus.Running), (tracked.End, tracked.Execution?.Status));
        Assert.Equal(1, cloud.Requests("GET", Executions));
    }

    [Fact]
    public async Task At_the_time_out_nothing_is_lost_that_waits_behind_a_request_without_an_answer()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string[] ids = await LaunchAsync(cloud, FlowOf(TimeSpan.FromHours(1)), 5);
        cloud.Simulator.Faults.Add(new Fault(FaultKind.HangBefore) { Method = "GET", Path = Executions, Times = null });
        cloud.ExpectTimeOuts();
        using var tracker = new ExecutionTracker<string>(
            cloud.Client, new ExecutionTrackerOptions { ThrottleLimit = 1, Timeout = TimeSpan.FromSeconds(10) });

        foreach (string id in ids)
            tracker.Add(id, "row", cloud.Clock.GetUtcNow());
        IReadOnlyList<TrackedExecution<string>> tracked = await cloud.RunAsync(DrainAsync(tracker));

        Assert.Equal(ids.Order(StringComparer.Ordinal), tracked.Select(execution => execution.Id).Order(StringComparer.Ordinal));
        Assert.All(tracked, execution => Assert.Equal(TrackingEnd.TimedOut, execution.End));
    }

    [Fact]
    public async Task An_execution_added_after_the_time_out_comes_back_at_once()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string[] ids = await LaunchAsync(cloud, FlowOf(TimeSpan.FromHours(1)), 2);
        using var tracker = new ExecutionTracker<string>(
            cloud.Client, new ExecutionTrackerOptions { Timeout = TimeSpan.FromSeconds(10) });
        tracker.Add(ids[0], "row", cloud.Clock.GetUtcNow());
        await cloud.RunAsync(DrainAsync(tracker));

        tracker.Add(ids[1], "row", cloud.Clock.GetUtcNow());

        Assert.Equal(TrackingEnd.TimedOut, Assert.Single(await cloud.RunAsync(DrainAsync(tracker))).End);
    }

    [Fact]
    public async Task An_unknown_execution_is_told_and_the_others_go_on()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string id = await LaunchAsync(cloud, SimulatedCloud.Flow);
        using var tracker = new ExecutionTracker<string>(cloud.Client, new ExecutionTrackerOptions());

        tracker.Add(Guid.Empty.ToString(), "row");
        tracker.Add(id, "row");
        IReadOnlyList<TrackedExecution<string>> tracked = await cloud.RunAsync(DrainAsync(tracker));

        TrackedExecution<string> unknown = Assert.Single(tracked, execution => execution.End == TrackingEnd.Refused);
        Assert.Equal((Guid.Empty.ToString(), 404), (unknown.Id, unknown.Failure?.Status));
        Assert.Equal(id, Assert.Single(tracked, execution => execution.End == TrackingEnd.Completed).Id);
    }

    [Fact]
    public async Task Without_the_permission_to_see_executions_that_is_told()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        GenesysCloudClient client = cloud.CreateClient(SimulatedClients.NoExecutionView);
        string id = await LaunchAsync(cloud, SimulatedCloud.Flow);
        using var tracker = new ExecutionTracker<string>(client, new ExecutionTrackerOptions());

        tracker.Add(id, "row");
        TrackedExecution<string> refused = Assert.Single(await cloud.RunAsync(DrainAsync(tracker)));

        Assert.Equal((TrackingEnd.Refused, 403), (refused.End, refused.Failure?.Status));
        Assert.Equal(["architect:flowExecution:view"], refused.Failure?.Error?.MissingPermissions);
        Assert.Equal(1, cloud.Requests("GET", Executions));
    }

    [Fact]
    public async Task No_more_requests_than_the_throttle_limit_are_on_their_way()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string[] ids = await LaunchAsync(cloud, SimulatedCloud.Flow, 30);
        cloud.Simulator.Settings.Latency = TimeSpan.FromSeconds(0.2);
        using var tracker = new ExecutionTracker<string>(
            cloud.Client, new ExecutionTrackerOptions { ThrottleLimit = 3 });

        foreach (string id in ids)
            tracker.Add(id, "row", cloud.Clock.GetUtcNow());
        await cloud.RunAsync(DrainAsync(tracker));

        Assert.Equal(3, cloud.InFlightHandler.Most);
    }

    [Fact]
    public async Task A_disposed_tracker_asks_no_more()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string[] ids = await LaunchAsync(cloud, FlowOf(TimeSpan.FromHours(1)), 10);
        var tracker = new ExecutionTracker<string>(cloud.Client, new ExecutionTrackerOptions());
        foreach (string id in ids)
            tracker.Add(id, "row", cloud.Clock.GetUtcNow());
        await cloud.Time.UntilAsync(() => cloud.Requests("GET", Executions) == 10 && cloud.InFlightHandler.InFlight == 0);

        tracker.Dispose();

        IReadOnlyList<TrackedExecution<string>> left = await cloud.RunAsync(DrainAsync(tracker));
        Assert.Equal(10, left.Count);
        cloud.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal((10, 0), (cloud.Requests("GET", Executions), cloud.InFlightHandler.InFlight));
    }

    [Fact]
    public async Task A_tracker_disposed_at_once_gives_back_what_it_holds()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        var tracker = new ExecutionTracker<string>(cloud.Client, new ExecutionTrackerOptions());
        tracker.Add(Guid.Empty.ToString(), "row");

        tracker.Dispose();

        Assert.Equal(TrackingEnd.TimedOut, Assert.Single(await cloud.RunAsync(DrainAsync(tracker))).End);
    }

    private static SimulatedFlow FlowOf(TimeSpan duration) => SimulatedCloud.Flow with { MinDuration = duration, MaxDuration = duration };

    private static async Task<string> LaunchAsync(SimulatedCloud cloud, SimulatedFlow flow) => (await LaunchAsync(cloud, flow, 1))[0];

    private static async Task<string[]> LaunchAsync(SimulatedCloud cloud, SimulatedFlow flow, int count)
    {
        cloud.Simulator.AddFlow(flow);
        for (int launch = 0; launch < count; launch++)
        {
            Assert.IsType<LaunchOutcome.Launched>(
                await cloud.RunAsync(cloud.Client.Architect.LaunchAsync(new FlowExecutionLaunchRequest(flow.Id))));
        }

        return [.. cloud.Simulator.Launches.Select(launch => launch.Id)];
    }

    private static async Task<IReadOnlyList<TrackedExecution<string>>> DrainAsync(ExecutionTracker<string> tracker)
    {
        tracker.CompleteAdding();
        var tracked = new List<TrackedExecution<string>>();
        while (tracker.Pending > 0)
        {
            await tracker.NextReady;
            while (tracker.TryTake(out TrackedExecution<string>? execution))
                tracked.Add(execution);
        }

        return tracked;
    }
}
