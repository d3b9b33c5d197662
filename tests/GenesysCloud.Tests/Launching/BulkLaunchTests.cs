using System.Net.Sockets;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Journal;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Launching;

public sealed class BulkLaunchTests
{
    [Fact]
    public async Task Results_come_in_the_order_of_the_rows_whatever_the_order_of_the_answers()
    {
        SocketsHttpHandler handler = GenesysCloudClient.CreateHandler();
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync(handler);
        handler.ConnectCallback = Connects.FailingWith([SocketError.ConnectionRefused, SocketError.ConnectionRefused]);
        GenesysCloudClient client = cloud.CreateClient(accessToken: await cloud.IssueTokenAsync());
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(client, new BulkLaunchOptions { ThrottleLimit = 4 });

        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await cloud.RunAsync(RunAsync(launcher, Rows(50)));

        Assert.Equal(Enumerable.Range(1, 50).Select(number => (long)number), results.Select(result => result.Number));
        string[] launched = [.. cloud.Simulator.Launches.Select(launch => launch.Name!)];
        Assert.Equal(50, launched.Distinct().Count());
        Assert.NotEqual(Rows(50).Select(row => row.Name), launched);
        // Each result is that of its own row.
        var names = cloud.Simulator.Launches.ToDictionary(launch => launch.Id, launch => launch.Name);
        Assert.All(
            results, result => Assert.Equal(result.Row.Name, names[Assert.IsType<RowOutcome.Launched>(result.Outcome).Execution.Id]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task No_more_requests_than_the_throttle_limit_are_on_their_way(int limit)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.Latency = TimeSpan.FromSeconds(0.2);
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(
            cloud.Client, new BulkLaunchOptions { ThrottleLimit = limit });

        await cloud.RunAsync(RunAsync(launcher, Rows(40)));

        Assert.Equal(limit, cloud.InFlightHandler.Most);
        // The limit is used to the full: one round for the token, then one for each so many rows. A busy machine may take a few more.
        var full = TimeSpan.FromSeconds(0.2 * (1 + 40 / limit));
        Assert.InRange(cloud.Clock.Now, full, 1.5 * full);
    }

    [Fact]
    public async Task One_slow_answer_holds_up_no_more_rows_than_the_capacity()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await cloud.RunAsync(cloud.Client.SignInAsync());
        cloud.Simulator.Faults.Add(new Fault(FaultKind.HangBefore));
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(cloud.Client, new BulkLaunchOptions { ThrottleLimit = 2 });
        launcher.Add(1, SimulatedCloud.Launch);
        await cloud.Time.UntilAsync(() => cloud.Requests("POST", "/api/v2/flows/executions") == 1);

        int row = 1;
        while (!launcher.IsFull)
        {
            launcher.Add(++row, SimulatedCloud.Launch);
            Assert.False(launcher.TryTake(out _));
        }

        Assert.Equal((launcher.Capacity, launcher.Capacity), (row, launcher.Pending));
        await cloud.Time.UntilAsync(() => cloud.Simulator.LaunchCount == launcher.Capacity - 1);

        cloud.ExpectTimeOuts();
        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await cloud.RunAsync(DrainAsync(launcher));
        Assert.IsType<RowOutcome.Unknown>(results[0].Outcome);
        Assert.All(results.Skip(1), result => Assert.IsType<RowOutcome.Launched>(result.Outcome));
    }

    [Fact]
    public async Task A_journal_that_is_still_being_opened_when_the_run_is_given_up_is_closed()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile(), cloud.Client.ServiceClock);
        var opening = new TaskCompletionSource<LaunchJournal>(TaskCreationOptions.RunContinuationsAsynchronously);
        var policy = new JournalPolicy { Path = "in memory", KeyColumn = "key" };
        var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(
            cloud.Client, new BulkLaunchOptions { Journal = policy }, (_, _) => opening.Task);
        var target = new LaunchTarget(SimulatedCloud.Launch.FlowId, null, null, null, null);
        Task adding = launcher.AddAsync(
            1, SimulatedCloud.Launch, new RowLaunch(target, SimulatedCloud.Launch, "k1"), TestContext.Current.CancellationToken);

        Task disposing = launcher.DisposeAsync().AsTask();
        opening.SetResult(journal);
        await adding;
        await disposing;

        Assert.Throws<ObjectDisposedException>(() => { _ = journal.NotSentAsync("k1", "abandoned"); });
        Assert.Equal(0, cloud.Simulator.LaunchCount);
    }

    [Fact]
    public async Task A_row_that_is_decided_already_comes_out_in_its_place()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(cloud.Client, new BulkLaunchOptions());

        launcher.Add(1, SimulatedCloud.Launch with { Name = "first" });
        await launcher.AddRejectedAsync(
            2, SimulatedCloud.Launch with { Name = "second" }, new RowRejection("InputInvalid", []), TestContext.Current.CancellationToken);
        launcher.AddSkipped(3, SimulatedCloud.Launch with { Name = "third" }, SkipReason.Declined);
        launcher.Add(4, SimulatedCloud.Launch with { Name = "fourth" });

        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await cloud.RunAsync(DrainAsync(launcher));
        Assert.Equal(["first", "second", "third", "fourth"], results.Select(result => result.Row.Name));
        Assert.Equal(new RowOutcome.Refused(Refusal.ByCaller.Instance), results[1].Outcome);
        Assert.Equal(new RowOutcome.Skipped(SkipReason.Declined), results[2].Outcome);
        Assert.Equal(2, cloud.Simulator.LaunchCount);
    }

    [Fact]
    public async Task After_a_stop_nothing_new_is_sent_and_what_is_on_its_way_is_answered()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await cloud.RunAsync(cloud.Client.SignInAsync());
        cloud.Simulator.Settings.Latency = TimeSpan.FromSeconds(1);
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(cloud.Client, new BulkLaunchOptions { ThrottleLimit = 4 });
        AddAll(launcher, Rows(50));
        await cloud.Time.UntilAsync(() => cloud.InFlightHandler is { Sent: 1 + 4 + 4, InFlight: 4 });

        await cloud.RunAsync(launcher.StopAsync());

        Assert.Equal(8, cloud.Requests("POST", "/api/v2/flows/executions"));
        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await cloud.RunAsync(DrainAsync(launcher));
        Assert.Equal(50, results.Count);
        Assert.All(results.Take(8), result => Assert.IsType<RowOutcome.Launched>(result.Outcome));
        Assert.All(results.Skip(8), result => Assert.IsType<RowOutcome.NotSent>(result.Outcome));
        Assert.Equal(8, cloud.Simulator.LaunchCount);
        Assert.Null(launcher.End);
    }

    [Fact]
    public async Task What_is_not_answered_within_the_grace_of_a_stop_is_Unknown()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await cloud.RunAsync(cloud.Client.SignInAsync());
        cloud.Simulator.Faults.Add(new Fault(FaultKind.HangAfter) { Times = null });
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(
            cloud.Client, new BulkLaunchOptions { ThrottleLimit = 3, Grace = TimeSpan.FromSeconds(4) });
        AddAll(launcher, Rows(10));
        await cloud.Time.UntilAsync(() => cloud.Simulator.LaunchCount == 3);
        cloud.ExpectTimeOuts();

        await cloud.RunAsync(launcher.StopAsync());

        Assert.Equal(TimeSpan.FromSeconds(4), cloud.Clock.Now);
        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await cloud.RunAsync(DrainAsync(launcher));
        Assert.Equal(
            [3, 7],
            [results.Count(result => result.Outcome is RowOutcome.Unknown), results.Count(result => result.Outcome is RowOutcome.NotSent)]);
        Assert.Equal(3, cloud.Simulator.LaunchCount);
    }

    [Fact]
    public async Task Disposing_abandons_at_once_and_leaves_no_row_without_an_outcome()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await cloud.RunAsync(cloud.Client.SignInAsync());
        cloud.Simulator.Faults.Add(new Fault(FaultKind.HangBefore) { Times = null });
        var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(cloud.Client, new BulkLaunchOptions { ThrottleLimit = 3 });
        AddAll(launcher, Rows(10));
        await cloud.Time.UntilAsync(() => cloud.Requests("POST", "/api/v2/flows/executions") == 3);

        await launcher.DisposeAsync();

        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await cloud.RunAsync(DrainAsync(launcher));
        Assert.Equal(
            [3, 7],
            [results.Count(result => result.Outcome is RowOutcome.Unknown), results.Count(result => result.Outcome is RowOutcome.NotSent)]);
        Assert.Equal(TimeSpan.Zero, cloud.Clock.Now);
    }

    [Fact]
    public async Task A_stop_during_a_wait_for_the_rate_limit_ends_the_wait()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.RateLimit = 10;
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(cloud.Client, new BulkLaunchOptions { ThrottleLimit = 2 });
        AddAll(launcher, Rows(30));
        await cloud.Time.UntilAsync(() => cloud.Simulator.LaunchCount == 10);
        TimeSpan stopped = cloud.Clock.Now;

        await cloud.RunAsync(launcher.StopAsync());

        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await cloud.RunAsync(DrainAsync(launcher));
        Assert.Equal(
            [10, 20],
            [
                results.Count(result => result.Outcome is RowOutcome.Launched),
                results.Count(result => result.Outcome is RowOutcome.NotSent),
            ]);
        Assert.Equal(stopped, cloud.Clock.Now);
    }

    private static void AddAll(BulkLaunch<FlowExecutionLaunchRequest> launcher, IEnumerable<FlowExecutionLaunchRequest> rows)
    {
        long number = 0;
        foreach (FlowExecutionLaunchRequest row in rows)
            launcher.Add(++number, row);
    }

    private static IEnumerable<FlowExecutionLaunchRequest> Rows(int count) => BulkLaunches.Rows(count);

    private static Task<IReadOnlyList<RowResult<FlowExecutionLaunchRequest>>> RunAsync(
        BulkLaunch<FlowExecutionLaunchRequest> launcher,
        IEnumerable<FlowExecutionLaunchRequest> rows) => BulkLaunches.RunAsync(launcher, rows);

    private static Task<IReadOnlyList<RowResult<FlowExecutionLaunchRequest>>> DrainAsync(BulkLaunch<FlowExecutionLaunchRequest> launcher) =>
        BulkLaunches.DrainAsync(launcher);
}
