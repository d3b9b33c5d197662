using FlowCmdlets.Tests.Engine;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Journals;

/// <summary>However a run ends before its last row, the same command goes on with it and launches nothing twice.</summary>
public sealed class JournalStopTests : JournalTest
{
    [Theory]
    [InlineData("| Select-Object -First 7")]
    [InlineData("| ForEach-Object { if ($_.row -eq '7') { throw 'downstream' } }")]
    [InlineData("| ForEach-Object { if ($_.row -eq '7') { break } }")]
    public void A_pipeline_that_ends_early_leaves_a_journal_that_goes_on(string downstream)
    {
        Cloud.Settings.Latency = TimeSpan.FromMilliseconds(200);
        Rows(100);
        Transcript ended = Run($"foreach ($once in 1) {{ {Script()} {downstream} }}");

        Assert.InRange(Cloud.LaunchCount, 7, 99);
        Assert.All(LaunchesByRow(), row => Assert.Equal(1, row.Value));
        Assert.Contains(ended.HostWarnings, line => line.StartsWith("To resume, run the same command again", StringComparison.Ordinal)
            && line.Contains(JournalPath, StringComparison.Ordinal));
        Assert.False(File.Exists(JournalPath + ".lock"));
        Assert.Equal((Cloud.LaunchCount, 0), (Summary().Launched, Summary().Unknown));

        Launch().WithoutErrors();
        AssertEachLaunchedOnce(100);
    }

    [Fact]
    public void A_row_that_fails_under_ErrorAction_Stop_ends_the_run_and_the_same_command_goes_on()
    {
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 400, Skip = 20, Times = 1 });
        Rows(300);
        Transcript ended = Launch("-ErrorAction Stop");
        Assert.Equal("RequestInvalid", ended.Terminating!.Id());
        Launch().WithoutErrors();
        AssertEachLaunchedOnce(300);
    }

    [Fact]
    public void Ctrl_C_while_rows_are_sent_leaves_a_journal_that_goes_on()
    {
        Cloud.Settings.Latency = TimeSpan.FromMilliseconds(500);
        Rows(200);
        using (RunningScript running = Shell.Start(Script()))
        {
            Until(() => Cloud.LaunchCount >= 20);
            running.Stop();
        }

        Assert.InRange(Cloud.LaunchCount, 20, 199);
        Assert.Equal((Cloud.LaunchCount, 0), (Summary().Launched, Summary().Unknown));
        Assert.All(JournalRows(), row => Assert.Contains(row.Outcome, new[] { "Launched", "NotSent" }));
        Cloud.Settings.Latency = TimeSpan.Zero;
        Launch().WithoutErrors();
        AssertEachLaunchedOnce(200);
    }

    [Fact]
    public void Ctrl_C_while_rows_are_looked_for_tells_which_and_frees_the_journal_at_once()
    {
        Cloud.Settings.InstanceIndexLag = TimeSpan.FromDays(1);
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 1, skip: 4));
        Rows(10);
        using (RunningScript running = Shell.Start(Script("-ThrottleLimit 1 -ReconcileTimeout 10:00:00")))
        {
            Until(() => Cloud.Requests.Any(request => request.Path == "/api/v2/flows/instances/query"));
            Transcript stopped = running.Stop();
            Assert.Contains(stopped.HostWarnings, line => line.Contains(
                "No response was received for row 5, which may have been launched. The next run", StringComparison.Ordinal));
            Assert.Contains(
                stopped.HostWarnings, line => line.StartsWith("To resume, run the same command again", StringComparison.Ordinal));
        }

        Assert.False(File.Exists(JournalPath + ".lock"));
        Cloud.Settings.InstanceIndexLag = TimeSpan.Zero;
        Launch().WithoutErrors();
        AssertEachLaunchedOnce(10);
    }

    [Theory]
    [InlineData("$rows | Start-GenesysFlow 'Count rows' -Journal $journal -ReconcileTimeout 10:00:00")]
    [InlineData("Resolve-GenesysFlowJournal $journal -ReconcileTimeout 10:00:00")]
    public void Ctrl_C_while_a_journal_is_reconciled_before_anything_is_sent_frees_it_at_once(string script)
    {
        Cloud.Settings.InstanceIndexLag = TimeSpan.FromDays(1);
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 1));
        Rows(5);
        Launch("-ReconcileTimeout 0");
        using (RunningScript running = Shell.Start(script))
        {
            Until(() => Cloud.Requests.Any(request => request.Path == "/api/v2/flows/instances/query"));
            running.Stop();
        }

        Assert.False(File.Exists(JournalPath + ".lock"));
        Cloud.Settings.InstanceIndexLag = TimeSpan.Zero;
        Run("Resolve-GenesysFlowJournal $journal").WithoutErrors();
        AssertEachLaunchedOnce(5);
    }

    [Fact]
    public void A_run_that_ends_since_it_may_not_launch_says_how_to_go_on_and_the_rest_is_launched_then()
    {
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 403, Skip = 10, Times = null });
        Rows(200);
        Transcript ended = Launch();

        Assert.Equal("NotPermitted", ended.Terminating!.Id());
        Assert.Contains(
            $"To resume, run the same command again with -Journal '{JournalPath}'.", ended.Terminating!.Text(), StringComparison.Ordinal);
        Assert.Contains(JournalPath, ended.Terminating!.Text(), StringComparison.Ordinal);
        Assert.Equal(10, Cloud.LaunchCount);
        Assert.Equal(1, ended.RunSummary().ExitCode);
        Cloud.Faults.Clear();
        Launch().WithoutErrors();
        AssertEachLaunchedOnce(200);
    }

    [Fact]
    public void A_run_whose_sign_in_is_lost_goes_on_after_signing_in_again()
    {
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 401, Skip = 10, Times = null });
        Rows(100);
        Transcript ended = Launch();
        Assert.Equal("SignInLost", ended.Terminating!.Id());
        Cloud.Faults.Clear();
        ConnectHurried();
        Launch().WithoutErrors();
        AssertEachLaunchedOnce(100);
    }

    [Fact]
    public void MaxFailures_ends_a_run_that_goes_on_later()
    {
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 400, Times = 5 });
        Rows(200);
        Transcript ended = Launch("-MaxFailures 3");
        Assert.Equal("TooManyFailures", ended.Terminating!.Id());
        Assert.InRange(Cloud.LaunchCount, 0, 199);
        Cloud.Faults.Clear();
        Launch().WithoutErrors();
        AssertEachLaunchedOnce(200);
    }
}
