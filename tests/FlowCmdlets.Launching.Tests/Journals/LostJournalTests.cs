using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Launching;
using GenesysCloud.Simulator.Faults;
using Xunit;

namespace FlowCmdlets.Tests.Journals;

/// <summary>A journal that is lost in mid-run: the run says what it launched, and doing the same again launches nothing.</summary>
public sealed class LostJournalTests : JournalTest
{
    private const int Many = 200;

    [Theory]
    [InlineData("removed")]
    [InlineData("moved")]
    [InlineData("copied and emptied")]
    public void Running_again_after_the_journal_was_lost_launches_nothing_until_it_is_restored(string how)
    {
        Transcript first = RunAndLose(how);

        ErrorRecord ended = Assert.IsType<ErrorRecord>(first.Terminating);
        Assert.Equal(("JournalLost", ErrorCategory.InvalidData), (ended.Id(), ended.CategoryInfo.Category));
        Assert.DoesNotContain("To go on", ended.Text(), StringComparison.Ordinal);
        Assert.Contains("This run has launched rows 1", ended.Text(), StringComparison.Ordinal);
        Assert.Contains("Do not run the command again", ended.Action(), StringComparison.Ordinal);
        Assert.Equal((4, (RunEndReason?)RunEndReason.JournalLost), (first.RunSummary().ExitCode, first.RunSummary().EndedBy));
        int launched = Cloud.LaunchCount;
        Assert.InRange(launched, 50, Many - 1);

        foreach (string script in new[]
        {
            Script(),
            Script("-WhatIf"),
            "Resolve-GenesysFlowJournal $journal",
            "Wait-GenesysFlowExecution -Journal $journal",
        })
        {
            Transcript again = Run(script);
            ErrorRecord refused = Assert.Single(again.Errors.Append(again.Terminating).OfType<ErrorRecord>());
            Assert.Equal("JournalLost", refused.Id());
            Assert.Empty(again.Output);
        }

        Assert.Equal(launched, Cloud.LaunchCount);
        Run("Move-Item -Force \"$journal.recovered-*\" $journal; Remove-Item \"$journal.lost\"").WithoutErrors();
        Assert.Equal(launched, Launch("-PassThru").WithoutErrors().Column("Outcome").Count(outcome => outcome == "AlreadyLaunched"));
        AssertEachLaunchedOnce(Many);
    }

    [Fact]
    public void A_journal_lost_after_the_last_row_is_missed_too()
    {
        Rows(5);
        Shell["lose"] = (Action)(() => File.Delete(JournalPath));
        Transcript transcript = Run("$n = 0; " + Script() + " | ForEach-Object { if (++$n -eq 5) { $lose.Invoke() }; $_ }");
        Assert.Equal("JournalLost", Assert.IsType<ErrorRecord>(transcript.Terminating).Id());
        Assert.Contains("rows 1–5", transcript.Terminating!.Text(), StringComparison.Ordinal);
        Assert.Equal((5, 4), (transcript.RunSummary().Launched, transcript.RunSummary().ExitCode));
    }

    [Fact]
    public void A_run_that_had_ended_already_still_says_that_its_journal_is_lost()
    {
        Rows(5);
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 403, Times = null, Skip = 4 });
        Shell["lose"] = (Action)(() => File.Delete(JournalPath));
        Transcript transcript = Run(
            "$n = 0; " + Script("-ThrottleLimit 1") + " | ForEach-Object { if (++$n -eq 4) { $lose.Invoke() }; $_ }");
        Assert.Equal(4, transcript.RunSummary().ExitCode);
    }

    [Fact]
    public void A_run_that_is_stopped_after_its_journal_was_lost_names_the_ids_and_gives_no_advice_to_go_on()
    {
        Rows(Many);
        Shell["lose"] = (Action)(() => File.Delete(JournalPath));
        Transcript transcript = Run("$n = 0; " + Script(
            "-ThrottleLimit 1") + " | ForEach-Object { if (++$n -eq 20) { $lose.Invoke() }; $_ } | Select-Object -First 20");
        Assert.Contains(transcript.HostWarnings, line => line.Contains(".recovered-", StringComparison.Ordinal));
        Assert.DoesNotContain(transcript.HostWarnings, line => line.Contains("to go on", StringComparison.OrdinalIgnoreCase));
    }

    private Transcript RunAndLose(string how)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There an open file stays in its place.");
        Rows(Many);
        Shell["lose"] = (Action)(() =>
        {
            if (how == "removed")
                File.Delete(JournalPath);
            else if (how == "moved")
                File.Move(JournalPath, JournalPath + ".1");
            else
                Empty(JournalPath);
        });
        return Run("$n = 0; " + Script() + " | ForEach-Object { if (++$n -eq 50) { $lose.Invoke() }; $_ }");
    }

    private static void Empty(string path)
    {
        File.Copy(path, path + ".1");
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(0);
    }
}
