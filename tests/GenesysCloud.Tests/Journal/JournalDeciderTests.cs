using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Keys;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class JournalDeciderTests
{
    private const string ExecutionId = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private static readonly LaunchTarget s_target = new("flow", "Onboard employee", "WORKFLOW", null, null);

    [Theory]
    [InlineData(OnExisting.Skip, false)]
    [InlineData(OnExisting.Fail, false)]
    [InlineData(OnExisting.RelaunchFailed, true)]
    public async Task A_row_whose_relaunch_was_refused_is_launched_again_only_on_demand(OnExisting onExisting, bool again)
    {
        await using LaunchJournal journal = await AfterRelaunchAsync();
        await journal.RefusedAsync("E-1", 403);

        JournalDecision decision = Decide(journal, onExisting);

        Assert.Equal(
            again ? new JournalDecision.Send("E-1", Relaunch: true, Assert.IsType<JournalDecision.Send>(decision).Inputs)
            : onExisting == OnExisting.Fail ? new JournalDecision.Decided(new RowOutcome.Refused(new Refusal.LaunchedBefore(ExecutionId)))
            : new JournalDecision.Decided(RowOutcome.Launched.From(journal.Find("E-1")!) with { IsEarlier = true }),
            decision);
        Assert.Equal(ExecutionId, journal.Find("E-1")!.ExecutionId);
    }

    [Theory]
    [InlineData(OnExisting.Skip)]
    [InlineData(OnExisting.RelaunchFailed)]
    public async Task A_row_whose_relaunch_is_in_doubt_is_in_doubt(OnExisting onExisting)
    {
        await using LaunchJournal journal = await AfterRelaunchAsync();

        Assert.IsType<JournalDecision.InDoubt>(Decide(journal, onExisting));
    }

    private static JournalDecision Decide(LaunchJournal journal, OnExisting onExisting)
    {
        var policy = new JournalPolicy { Path = "run.jsonl", KeyColumn = "id", OnExisting = onExisting };
        var decider = new JournalDecider(s_target, policy, new LaunchKeys(s_target.FlowId), journal.Find);
        return decider.Decide(1, new RowLaunch(s_target, new FlowExecutionLaunchRequest(s_target.FlowId), "E-1"));
    }

    private static async Task<LaunchJournal> AfterRelaunchAsync()
    {
        LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile());
        await journal.SendAsync("E-1");
        await journal.LaunchedAsync("E-1", ExecutionId);
        await journal.FinishedAsync(ExecutionId, FlowExecutionStatus.Failed);
        await journal.SendAsync("E-1", relaunch: true);
        return journal;
    }
}
