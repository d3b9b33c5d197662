using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Tests.Journal;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Launching;

/// <summary>Rows that a caller rejects, in a run with a journal.</summary>
public sealed class RejectedLaunchTests
{
    private static readonly LaunchTarget s_target = new(SimulatedCloud.Launch.FlowId, null, null, null, null);

    [Fact]
    public async Task A_rejected_row_opens_the_journal_and_those_before_it_whose_flow_was_not_known_are_recorded_too()
    {
        var file = new MemoryJournalFile();
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await using BulkLaunch<FlowExecutionLaunchRequest> launcher = await BeginAsync(cloud, file);
        await launcher.AddRejectedAsync(
            1, SimulatedCloud.Launch, new RowRejection("RowInvalid", []), TestContext.Current.CancellationToken);
        Assert.Equal(0, file.Length);

        await launcher.AddRejectedAsync(2, SimulatedCloud.Launch, Rejection("E-2"), TestContext.Current.CancellationToken);
        await launcher.FlushAsync();

        JournalContent journal = JournalReader.Read(file, CancellationToken.None);
        Assert.Equal(1, Assert.Single(journal.Table.Keyless).Row);
        Assert.Equal((2, JournalState.Rejected), Row(journal, "E-2"));
        Assert.All(
            await cloud.RunAsync(BulkLaunches.DrainAsync(launcher)),
            result => Assert.Equal(new RowOutcome.Refused(Refusal.ByCaller.Instance), result.Outcome));
    }

    [Fact]
    public async Task The_key_of_a_rejected_row_is_in_use_and_a_later_row_that_has_it_is_recorded_by_its_number()
    {
        var file = new MemoryJournalFile();
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await using BulkLaunch<FlowExecutionLaunchRequest> launcher = await BeginAsync(cloud, file);
        await launcher.AddRejectedAsync(1, SimulatedCloud.Launch, Rejection("E-1"), TestContext.Current.CancellationToken);
        launcher.Add(2, SimulatedCloud.Launch, "E-1");
        await launcher.AddRejectedAsync(3, SimulatedCloud.Launch, Rejection(" E-1 "), TestContext.Current.CancellationToken);
        launcher.Add(4, SimulatedCloud.Launch, "E-4");

        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await cloud.RunAsync(BulkLaunches.DrainAsync(launcher));
        await launcher.FlushAsync();

        Assert.IsType<Refusal.InvalidKey>(Assert.IsType<RowOutcome.Refused>(results[1].Outcome).Reason);
        Assert.IsType<RowOutcome.Launched>(results[3].Outcome);
        JournalContent journal = JournalReader.Read(file, CancellationToken.None);
        Assert.Equal((1, JournalState.Rejected), Row(journal, "E-1"));
        Assert.Equal((4, JournalState.Launched), Row(journal, "E-4"));
        Assert.Equal([(2, "KeyInvalid"), (3, "InputInvalid")], journal.Table.Keyless.Select(row => (row.Row, row.Reason)));
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_ends_the_run_and_not_the_row()
    {
        var file = new MemoryJournalFile();
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await using BulkLaunch<FlowExecutionLaunchRequest> launcher = await BeginAsync(cloud, file);
        await launcher.AddRejectedAsync(1, SimulatedCloud.Launch, Rejection("E-1"), TestContext.Current.CancellationToken);
        await launcher.FlushAsync();
        file.FailsToFlush = true;
        await launcher.AddRejectedAsync(2, SimulatedCloud.Launch, Rejection("E-2"), TestContext.Current.CancellationToken);
        await launcher.FlushAsync();
        await launcher.AddRejectedAsync(3, SimulatedCloud.Launch, Rejection("E-3"), TestContext.Current.CancellationToken);

        Assert.Equal((RunEndReason.JournalUnwritable, 2), (launcher.End!.Reason, launcher.End.RowNumber));
        Assert.Equal(3, (await cloud.RunAsync(BulkLaunches.DrainAsync(launcher))).Count);
    }

    private static RowRejection Rejection(string key) => new("InputInvalid", ["level"]) { Target = s_target, KeyText = key };

    private static (int Row, JournalState State) Row(JournalContent journal, string key)
    {
        JournalEntry entry = journal.Table.Entry(journal.Table.Find(key), journal.Header!.Run);
        return (entry.Row, entry.State);
    }

    private static async Task<BulkLaunch<FlowExecutionLaunchRequest>> BeginAsync(SimulatedCloud cloud, MemoryJournalFile file)
    {
        await cloud.RunAsync(cloud.Client.SignInAsync());
        return new BulkLaunch<FlowExecutionLaunchRequest>(
            cloud.Client,
            new BulkLaunchOptions { Journal = new JournalPolicy { Path = "in memory", KeyColumn = "key" } },
            (_, _) => Journals.OpenAsync(file, cloud.Client.ServiceClock));
    }
}
