using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Reconciliation;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Journal;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Launching;

/// <summary>A bulk launch that writes a journal goes as far and as fast as one that does not.</summary>
public sealed class JournaledLaunchTests
{
    [Theory]
    [InlineData(10, 8, 8, 40)]
    [InlineData(12, 8, 24, 40)]
    [InlineData(300, 200, 200, 600)]
    public async Task Refusals_of_all_that_is_in_flight_hold_a_run_up_and_do_not_stop_it(
        int allowed, int throttleLimit, int refusals, int rows)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.RateLimit = allowed;
        cloud.Simulator.Faults.Add(new Fault(FaultKind.TooManyRequests) { RetryAfterSeconds = 5, Times = refusals });
        await using LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile(), cloud.Client.ServiceClock);
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(
            cloud.Client,
            new BulkLaunchOptions
            {
                ThrottleLimit = throttleLimit,
                Journal = new JournalPolicy { Path = "in memory", KeyColumn = "key" },

                // The virtual clock may go on while a busy machine has yet to send what was refused.
                MaxRetryAfter = TimeSpan.FromDays(1),
            },
            (_, _) => Task.FromResult(journal));

        for (int number = 1; number <= rows; number++)
            launcher.Add(number, SimulatedCloud.Launch, $"k{number}");
        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await cloud.RunAsync(BulkLaunches.DrainAsync(launcher));

        Assert.All(results, result => Assert.IsType<RowOutcome.Launched>(result.Outcome));
        Assert.Equal(rows, cloud.Simulator.LaunchCount);

        // How far the virtual clock goes depends on how busy the machine is: a run that stands still is told by the driver, which then
        // finds no timer that moves it.
        Assert.InRange(cloud.Clock.Now, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData(FaultKind.HangBefore, "timeout")]
    [InlineData(FaultKind.DropBefore, "lost")]
    internal async Task The_journal_says_whether_a_response_came_too_late_or_was_lost(FaultKind fault, string reason)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await cloud.RunAsync(cloud.Client.SignInAsync());
        cloud.Simulator.Faults.Add(new Fault(fault));
        await using LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile(), cloud.Client.ServiceClock);
        var policy = new JournalPolicy { Path = "in memory", KeyColumn = "key", ReconcileTimeout = TimeSpan.Zero };
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(
            cloud.Client, new BulkLaunchOptions { ThrottleLimit = 1, Journal = policy }, (_, _) => Task.FromResult(journal));
        cloud.ExpectTimeOuts();

        launcher.Add(1, SimulatedCloud.Launch, "k1");
        await cloud.RunAsync(BulkLaunches.DrainAsync(launcher));

        Assert.Equal((JournalState.Unknown, reason), (journal.Find("k1")!.State, journal.Find("k1")!.Reason));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_requests_are_in_flight_and_no_more_rows_would_be_in_doubt_than_the_throttle_limit_allows(int throttleLimit)
    {
        int mostInDoubt = 0;
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.Latency = TimeSpan.FromMilliseconds(100);
        await cloud.RunAsync(cloud.Client.SignInAsync());
        await using LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile(), cloud.Client.ServiceClock);
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(
            cloud.Client,
            new BulkLaunchOptions { ThrottleLimit = throttleLimit, Journal = new JournalPolicy { Path = "in memory", KeyColumn = "key" } },
            (_, _) => Task.FromResult(journal));
        cloud.InFlightHandler.Sending = _ =>
        {
            // What a run that goes on after a kill at this moment would have to look for.
            int inDoubt = journal.Summarize().InDoubt;
            for (int most = mostInDoubt; inDoubt > most; most = mostInDoubt)
                Interlocked.CompareExchange(ref mostInDoubt, inDoubt, most);
        };

        for (int number = 1; number <= 30; number++)
            launcher.Add(number, SimulatedCloud.Launch, $"k{number}");
        await cloud.RunAsync(BulkLaunches.DrainAsync(launcher));

        Assert.Equal(throttleLimit, cloud.InFlightHandler.Most);
        Assert.Equal(throttleLimit, mostInDoubt);
        Assert.Equal(30, cloud.Simulator.LaunchCount);
    }

    [Fact]
    public async Task A_journal_that_cannot_record_what_reconciliation_found_ends_the_run()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await cloud.RunAsync(cloud.Client.SignInAsync());
        cloud.Simulator.Faults.Add(new Fault(FaultKind.DropAfter));
        var file = new MemoryJournalFile();
        await using LaunchJournal journal = await Journals.OpenAsync(file, cloud.Client.ServiceClock);
        var policy = new JournalPolicy { Path = "in memory", KeyColumn = "key", ReconcileTimeout = TimeSpan.FromHours(1) };
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(
            cloud.Client, new BulkLaunchOptions { ThrottleLimit = 1, Journal = policy }, (_, _) => Task.FromResult(journal));
        launcher.Add(1, SimulatedCloud.Launch, "k1");
        Assert.Empty(await cloud.RunAsync(BulkLaunches.DrainAsync(launcher)));
        await launcher.FlushAsync();
        file.FailsToFlush = true;

        await cloud.RunAsync(launcher.FinishAsync());

        Assert.Equal(RunEndReason.JournalUnwritable, launcher.End?.Reason);
        Assert.True(launcher.TryTake(out RowResult<FlowExecutionLaunchRequest>? held));
        Assert.IsType<RowOutcome.Unknown>(held.Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stopping_and_closing_wait_for_a_reconciliation_under_way(bool isClosed)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await cloud.RunAsync(cloud.Client.SignInAsync());
        cloud.Simulator.Faults.Add(new Fault(FaultKind.DropBefore));
        await using LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile(), cloud.Client.ServiceClock);
        var policy = new JournalPolicy { Path = "in memory", KeyColumn = "key", ReconcileTimeout = TimeSpan.FromMinutes(1) };
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(
            cloud.Client, new BulkLaunchOptions { ThrottleLimit = 1, Journal = policy }, (_, _) => Task.FromResult(journal));
        launcher.Add(1, SimulatedCloud.Launch, "k1");
        Assert.Empty(await cloud.RunAsync(BulkLaunches.DrainAsync(launcher)));

        // No one moves the clock, so that the search goes on until it is ended.
        using var end = new CancellationTokenSource();
        Task<ReconcileResult> finishing = launcher.FinishAsync(end.Token);
        Task ending = isClosed ? launcher.DisposeAsync().AsTask() : launcher.StopAsync();
        Task<bool> isFinishedBefore = ending.ContinueWith(
            _ => finishing.IsCompleted, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await end.CancelAsync();

        Assert.True(await isFinishedBefore);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finishing);
    }
}
