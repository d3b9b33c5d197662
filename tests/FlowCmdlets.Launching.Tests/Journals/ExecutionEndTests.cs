using System.Management.Automation;
using FlowCmdlets.Journals;
using FlowCmdlets.Summaries;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Journals;

/// <summary>How executions ended is written into the journal that launched them.</summary>
public sealed class ExecutionEndTests : JournalTest
{
    [Fact]
    public void Start_and_Wait_may_name_the_same_journal_in_one_pipeline()
    {
        Rows(10);
        Transcript transcript = Run(Script() + " | Wait-GenesysFlowExecution -Journal $journal").WithoutErrors();
        Assert.All(transcript.OutputOf<FlowExecution>(), execution => Assert.Equal("COMPLETED", execution.Status));
        Assert.Equal(10, transcript.Output.Count);
        Assert.Equal((10, 10, 0), (Summary().Launched, Summary().Completed, Summary().Failed));
    }

    [Fact]
    public void Start_with_Wait_writes_the_ends_as_well()
    {
        Cloud.AddFlow(Flow with { Outcome = ExecutionOutcome.Failed });
        Rows(5);
        Assert.Equal(5, Launch("-Wait").WithoutErrors().Output.Count);
        Assert.Equal((5, 0, 5), (Summary().Launched, Summary().Completed, Summary().Failed));
        Assert.All(JournalRows(), row => Assert.Equal("FAILED", row.Status));
    }

    [Fact]
    public void Wait_with_a_journal_alone_waits_for_all_that_have_not_ended_and_for_no_other()
    {
        Rows(6);
        Launch("-Wait").WithoutErrors();
        Rows(10);
        string?[] launched = [.. Launch().WithoutErrors().Column("Id")];
        Transcript waited = Run("Wait-GenesysFlowExecution -Journal $journal").WithoutErrors();

        Assert.Equal(launched.Order(), waited.Column("Id").Order());
        Assert.Equal(10, Summary().Completed);
        Assert.Empty(Run("Wait-GenesysFlowExecution -Journal $journal").WithoutErrors().Output);
    }

    [Fact]
    public void What_has_not_ended_in_time_is_left_as_running_and_waited_for_later()
    {
        Cloud.AddFlow(Flow with { MinDuration = TimeSpan.FromHours(1), MaxDuration = TimeSpan.FromHours(1) });
        Rows(3);
        Transcript timedOut = Launch("-Wait -Timeout 00:00:05");
        Assert.Equal(["WaitTimedOut"], timedOut.ErrorIds());
        Assert.Equal((3, 0, 0), (Summary().Launched, Summary().Completed, Summary().Failed));
    }

    [Fact]
    public void Executions_that_the_journal_does_not_know_are_waited_for_and_not_written()
    {
        Rows(3);
        Launch().WithoutErrors();
        Transcript waited = Run("$rows | Start-GenesysFlow 'Count rows' | Wait-GenesysFlowExecution -Journal $journal").WithoutErrors();
        Assert.Equal(3, waited.Output.Count);
        Assert.Equal((3, 0), (Summary().Rows, Summary().Completed));
    }

    [Fact]
    public void Started_again_with_Wait_a_run_waits_for_those_that_an_earlier_one_launched()
    {
        Rows(3);
        Launch().WithoutErrors();
        Rows(5);
        Transcript again = Launch("-Wait").WithoutErrors();
        Assert.Equal(["1", "2", "3", "4", "5"], again.Column("row").Order());
        Assert.All(again.Column("Status"), status => Assert.Equal("COMPLETED", status));
        Assert.Equal((5, 0), (Summary().Completed, Summary().Failed));
        Assert.Equal((2, 3, 5), (again.RunSummary().Launched, again.RunSummary().AlreadyLaunched, again.RunSummary().Completed));
    }

    [Fact]
    public void Ends_that_the_journal_knows_are_not_asked_for_again_with_SkipOutputs()
    {
        Rows(5);
        Launch("-Wait").WithoutErrors();
        int asked = Reads();
        Transcript again = Run($"{Script("-PassThru")} | Wait-GenesysFlowExecution -Journal $journal -SkipOutputs").WithoutErrors();
        Assert.Equal(5, again.Output.Count);
        Assert.All(
            again.OutputOf<FlowExecution>(),
            execution => Assert.Equal(("COMPLETED", true), (execution.Status, execution.DateCompleted is not null)));
        Assert.Equal(asked, Reads());

        int Reads() =>
            Cloud.Requests.Count(request => request.Method == "GET" && request.Path.Contains("/executions/", StringComparison.Ordinal));
    }

    [Fact]
    public void That_executions_of_an_earlier_run_failed_is_still_no_success_when_nothing_is_left_to_launch()
    {
        Cloud.AddFlow(Flow with { Outcome = ExecutionOutcome.Failed });
        Rows(3);
        Assert.Equal(1, Launch("-Wait").WithoutErrors().RunSummary().ExitCode);
        FlowRunSummary again = Launch().WithoutErrors().RunSummary();
        Assert.Equal((0, 3, 3, 1), (again.Launched, again.AlreadyLaunched, again.Failed, again.ExitCode));
    }

    [Fact]
    public void Rows_that_were_not_launched_make_a_wait_follow_nothing_else()
    {
        Rows(3);
        Launch().WithoutErrors();
        Shell["rows"] = new[] { new PSObject(new { row = "one" }) };
        Transcript waited = Run(
            "$rows | Start-GenesysFlow 'Count rows' -PassThru -ErrorAction SilentlyContinue | " +
            "Wait-GenesysFlowExecution -Journal $journal").WithoutErrors();
        Assert.Equal("Refused", Assert.Single(waited.OutputOf<FlowExecution>()).Outcome);
    }

    [Fact]
    public void Wait_that_is_stopped_names_the_ids_it_was_given_and_has_not_emitted()
    {
        Cloud.AddFlow(Flow with { MinDuration = TimeSpan.FromHours(90), MaxDuration = TimeSpan.FromHours(90) });
        Rows(5);
        Transcript stopped;
        using (RunningScript running = Shell.Start("$rows | Start-GenesysFlow 'Count rows' | Wait-GenesysFlowExecution"))
        {
            Until(() => Cloud.LaunchCount == 5
                && Cloud.Launches.All(launch => Cloud.Requests.Any(request => request.Path.EndsWith(launch.Id, StringComparison.Ordinal))));
            stopped = running.Stop();
        }

        string told = Assert.Single(stopped.HostWarnings, line => line.Contains("still be running", StringComparison.Ordinal));
        Assert.All(Cloud.Launches, launch => Assert.Contains(launch.Id, told, StringComparison.Ordinal));
    }

    [Fact]
    public void Wait_in_order_that_is_stopped_says_where_the_journal_has_those_that_have_finished()
    {
        Cloud.AddFlow(Flow with { MinDuration = TimeSpan.FromHours(90), MaxDuration = TimeSpan.FromHours(90) });
        Rows(1);
        Launch().WithoutErrors();
        Cloud.AddFlow(Flow);
        Rows(3);
        Launch("-WarningAction Ignore").WithoutErrors();
        Transcript stopped;
        using (RunningScript running = Shell.Start("Wait-GenesysFlowExecution -Journal $journal -InOrder"))
        {
            Until(() => running.Transcript.Progress.Any(
                bar => bar.StatusDescription.StartsWith("2 of 3 executions", StringComparison.Ordinal)));
            stopped = running.Stop();
        }

        Assert.Equal(
            [
                "Stopped. 1 execution was launched and may still be running. To keep waiting, " +
                $"run Wait-GenesysFlowExecution -Journal '{JournalPath}'.",
                $"Stopped. 2 executions have finished but were not returned. To get them, run Get-GenesysFlowJournal '{JournalPath}'.",
            ],
            stopped.HostWarnings);
        Assert.Equal(2, JournalRows().Count(row => row.Status == "COMPLETED"));
    }

    [Fact]
    public void A_wait_with_a_journal_that_does_not_have_the_executions_says_so()
    {
        Rows(2);
        Launch().WithoutErrors();
        Transcript waited = Run("'Count rows' | Start-GenesysFlow | Wait-GenesysFlowExecution -Journal $journal").WithoutErrors();
        Assert.Equal(
            [
                $"1 execution isn't in the journal '{JournalPath}', which doesn't record how it finished. " +
                "Specify the journal that it was launched with.",
            ],
            waited.Warnings);
        Assert.Equal("COMPLETED", Assert.Single(waited.OutputOf<FlowExecution>()).Status);
        Assert.Equal(2, JournalRows().Count);
    }

    [Theory]
    [InlineData("-Journal $journal")]
    [InlineData("")]
    public void A_journal_of_the_wait_that_is_missing_and_not_that_of_the_launch_is_an_error_before_anything_is_launched(string journal)
    {
        Rows(2);
        Transcript run = Run($"$rows | Start-GenesysFlow 'Count rows' {journal} | Wait-GenesysFlowExecution -Journal \"$journal.typo\"");
        Assert.Equal(("JournalUnusable", 0), (run.Terminating!.Id(), Cloud.LaunchCount));
        Assert.False(File.Exists(JournalPath + ".typo"));
    }

    [Fact]
    public void A_function_that_launches_with_the_journal_of_the_wait_that_it_feeds_creates_it()
    {
        Rows(2);
        Transcript run = Run(
            "function Start-Mine { $rows | Start-GenesysFlow 'Count rows' -Journal $journal }; " +
            "Start-Mine | Wait-GenesysFlowExecution -Journal $journal").WithoutErrors();
        Assert.Equal(2, run.Output.Count);
        Assert.Equal(2, JournalRows().Count(row => row.Status == "COMPLETED"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-PassThru")]
    public void In_a_resumed_run_executions_that_failed_before_are_errors_too_where_failed_ones_are(string passThru)
    {
        Cloud.AddFlow(Flow with { Outcome = ExecutionOutcome.Failed });
        Rows(3);
        Assert.Equal(3, Launch("-Wait -ErrorOnFailure").ErrorIds().Count());
        Transcript again = Launch($"-Wait -ErrorOnFailure {passThru}");
        Assert.Equal(["ExecutionFailed", "ExecutionFailed", "ExecutionFailed"], again.ErrorIds());
        Assert.Equal((3, 3), (Cloud.LaunchCount, Summary().Failed));
    }

    [Fact]
    public void Wait_that_is_cut_short_downstream_names_what_it_has_not_emitted_and_nothing_else()
    {
        Rows(3);
        string?[] ids = [.. Launch().WithoutErrors().Column("Id")];
        Shell["ids"] = ids;
        Transcript cut = Run("$ids | Wait-GenesysFlowExecution | Select-Object -First 1");
        string emitted = Assert.Single(cut.Column("Id"))!;
        string told = Assert.Single(cut.HostWarnings);
        Assert.All(ids, id => Assert.Equal(id != emitted, told.Contains(id!, StringComparison.Ordinal)));
        Assert.Empty(Run("$ids | Wait-GenesysFlowExecution").WithoutErrors().HostWarnings);
    }

    [Theory]
    [InlineData("missing", "JournalUnusable")]
    [InlineData("damaged", "JournalDamaged")]
    [InlineData("in use", "JournalInUse")]
    public async Task A_journal_that_cannot_be_used_is_an_error_of_Wait_before_it_waits_for_anything(string how, string error)
    {
        Cloud.AddFlow(Flow with { MinDuration = TimeSpan.FromHours(90), MaxDuration = TimeSpan.FromHours(90) });
        Rows(5);
        Shell["ids"] = Launch().WithoutErrors().Column("Id").ToArray();
        LaunchJournal? held = null;
        if (how == "missing")
            File.Delete(JournalPath);
        else if (how == "damaged")
            await File.AppendAllTextAsync(JournalPath, "damage\n", TestContext.Current.CancellationToken);
        else
            held = await LaunchJournal.OpenExistingAsync(JournalPath, TimeProvider.System, TestContext.Current.CancellationToken);
        int asked = Cloud.Requests.Count;

        Transcript refused = Run("$ids | Wait-GenesysFlowExecution -Journal $journal");

        Assert.Equal(error, Assert.Single(refused.Errors.Append(refused.Terminating).OfType<ErrorRecord>()).Id());
        Assert.DoesNotContain(Cloud.Requests.Skip(asked), request => request.Path.Contains("/executions/", StringComparison.Ordinal));
        if (held is not null)
            await held.DisposeAsync();
    }

    [Fact]
    public void What_has_ended_is_emitted_though_the_journal_is_lost_meanwhile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There an open file stays in its place.");
        Rows(5);
        Shell["ids"] = Launch().WithoutErrors().Column("Id").ToArray();
        Shell["lose"] = (Action)(() => File.Delete(JournalPath));
        Transcript waited = Run(
            "$n = 0; $ids | Wait-GenesysFlowExecution -Journal $journal | ForEach-Object { if (++$n -eq 1) { $lose.Invoke() }; $_ }");
        Assert.Equal(5, waited.Output.Count);
        Assert.Equal(["JournalLost"], waited.ErrorIds());
        Assert.Null(waited.Terminating);
    }

    [Fact]
    public void Several_journals_may_be_read_at_once_and_one_that_is_none_does_not_end_that()
    {
        Rows(2);
        Launch().WithoutErrors();
        string foreign = Path.Combine(Folder, "foreign.jsonl");
        File.WriteAllText(foreign, "no journal");
        Shell["files"] = new[] { JournalPath, foreign, JournalPath };
        Transcript read = Run("$files | Get-GenesysFlowJournal -Summary");
        Assert.Equal([2, 2], read.OutputOf<FlowJournalSummary>().Select(summary => summary.Rows));
        Assert.Equal(("JournalFormatInvalid", foreign), (Assert.Single(read.Errors).Id(), read.Errors[0].TargetObject));
    }

    [Fact]
    public void The_rows_of_a_journal_bind_to_the_cmdlets_that_take_executions()
    {
        Rows(3);
        Launch().WithoutErrors();
        Transcript transcript = Run("Get-GenesysFlowJournal $journal | Wait-GenesysFlowExecution -Journal $journal").WithoutErrors();
        Assert.Equal(["COMPLETED", "COMPLETED", "COMPLETED"], transcript.Column("Status"));
        Assert.Equal(3, Summary().Completed);
    }

    [Fact]
    public void A_journal_can_be_read_while_a_run_writes_it()
    {
        Rows(60);
        Transcript transcript = Run(
            Script("-ThrottleLimit 4") + " | ForEach-Object { Get-GenesysFlowJournal $journal -Summary }").WithoutErrors();
        IReadOnlyList<FlowJournalSummary> seen = transcript.OutputOf<FlowJournalSummary>();
        Assert.Equal(60, seen.Count);
        Assert.All(seen, summary => Assert.Equal(summary.Rows, summary.Launched + summary.Unknown));
        Assert.Equal(seen.Select(summary => summary.Rows).Order(), seen.Select(summary => summary.Rows));
        Assert.Equal((60, 0), (Summary().Launched, Summary().Unknown));
    }

    [Fact]
    public void The_summary_of_a_journal_names_what_it_is_about()
    {
        Shell["rows"] = new[] { Row(1, "E-1") };
        Launch("-Key employee").WithoutErrors();
        FlowJournalSummary summary = Summary();
        Assert.Equal(
            (JournalPath, Flow.Id, "Count rows", Cloud.BaseAddress.Authority, "employee"),
            (summary.Path, summary.FlowId, summary.FlowName, summary.Region, summary.KeyColumn));
        Assert.Equal($"[{summary.Run}/E-1]", Assert.Single(Cloud.Launches).Name);
    }
}
