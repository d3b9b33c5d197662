using System.Globalization;
using System.Management.Automation;
using FlowCmdlets.Journals;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Journals;

/// <summary>Rows whose answer was lost are looked for, never launched again on suspicion.</summary>
public sealed class ReconciliationTests : JournalTest
{
    [Fact]
    public void Rows_launched_behind_a_lost_answer_are_found_and_come_out_with_their_ids()
    {
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 2));
        Cloud.Faults.Add(Lose(FaultKind.StatusAfter, times: 2));
        Cloud.Faults.Add(Lose(FaultKind.UnreadableBody, times: 2));
        Cloud.Faults.Add(Lose(FaultKind.TruncatedBody, times: 2));
        Rows(30);
        Transcript transcript = Launch().WithoutErrors();

        AssertEachLaunchedOnce(30);
        Assert.Equal(
            Cloud.Launches.OrderBy(RowOf).Select(launch => launch.Id),
            transcript.Output.OrderBy(row => int.Parse(row.Properties["row"].Value.ToString()!, CultureInfo.InvariantCulture))
                .Select(row => row.Properties["Id"].Value));
        Assert.All(transcript.OutputOf<FlowExecution>(), row => Assert.Equal("Launched", row.Outcome));
        Assert.Equal((30, 0), (transcript.RunSummary().Launched, transcript.RunSummary().ExitCode));
        Assert.Equal((30, 0), (Summary().Launched, Summary().Unknown));
    }

    [Fact]
    public void That_rows_are_searched_for_and_what_was_found_is_a_verbose_line()
    {
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 1));
        Rows(5);
        Assert.Equal(
            [
                "No response was received for 1 row; searching the flow's executions for it.",
                "Of the rows without a response, 1 was launched and 0 were not; 0 are still in doubt.",
            ],
            Launch("-Verbose").WithoutErrors().Verbose.Where(line => line.Contains("response", StringComparison.Ordinal)));
    }

    [Fact]
    public void More_runs_than_one_search_gives_are_found_by_narrower_searches()
    {
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 5, skip: 100));
        Rows(700);
        Transcript transcript = Launch("-ThrottleLimit 32").WithoutErrors();
        Assert.Equal(700, transcript.Output.Count);
        AssertEachLaunchedOnce(700);
    }

    [Fact]
    public void Without_execution_data_unknown_rows_stay_unknown_are_not_launched_again_and_the_error_says_why()
    {
        Cloud.Settings.ExecutionData = false;
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 1, skip: 3));
        Cloud.Faults.Add(Lose(FaultKind.DropBefore, times: 1, skip: 6));
        Rows(10);
        Transcript first = Launch($"-PassThru {ReconcileBriefly}");

        Assert.Equal(["NotReconciled", "LaunchOutcomeUnknown", "LaunchOutcomeUnknown"], first.ErrorIds().OrderDescending());
        ErrorRecord told = first.Errors.Single(error => error.Id() == "NotReconciled");
        Assert.Contains("execution data may be turned off for the organization or the flow", told.Text(), StringComparison.Ordinal);
        Assert.Contains("-RelaunchUnknown", told.Action(), StringComparison.Ordinal);
        Assert.Contains(
            "the journal has 8 launches, and Genesys Cloud counted 9 executions of the flow", told.Text(), StringComparison.Ordinal);
        Assert.Equal((8, 2, 2), (first.RunSummary().Launched, first.RunSummary().Unknown, first.RunSummary().ExitCode));
        Assert.Equal(10, first.Output.Count);

        Transcript second = Launch(ReconcileBriefly);
        Assert.Equal(2, second.Errors.Count(error => error.Id() == "LaunchOutcomeUnknown"));
        Assert.Single(second.Errors, error => error.Id() == "NotReconciled");
        Assert.Equal((0, 8, 2), (second.RunSummary().Launched, second.RunSummary().AlreadyLaunched, second.RunSummary().Unknown));
        Assert.Equal(9, Cloud.LaunchCount);
    }

    [Fact]
    public void A_client_that_may_not_search_leaves_unknown_rows_unknown_and_the_error_names_the_permission()
    {
        ConnectHurried(SimulatedClients.NoExecutionData);
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 1));
        Rows(5);
        Transcript transcript = Launch();

        ErrorRecord told = transcript.Errors.Single(error => error.Id() == "NotReconciled");
        Assert.Contains("architect:flowInstance:search", told.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("counted", told.Text(), StringComparison.Ordinal);
        Assert.Single(transcript.Errors, error => error.Id() == "LaunchOutcomeUnknown");
        Assert.Equal(2, transcript.RunSummary().ExitCode);
    }

    [Fact]
    public void A_client_that_may_not_read_executions_leaves_unknown_rows_unknown_and_the_error_names_the_permission()
    {
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 1));
        Cloud.Faults.Add(
            new Fault(FaultKind.StatusBefore) { Method = "GET", Path = "/api/v2/flows/executions/*", Status = 403, Times = null });
        Rows(5);
        ErrorRecord told = Launch().Errors.Single(error => error.Id() == "NotReconciled");
        Assert.Contains("architect:flowExecution:view", told.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_that_fails_leaves_unknown_rows_unknown_and_a_later_run_reconciles_them()
    {
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 1));
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Path = "/api/v2/flows/instances/query", Status = 500, Times = 6 });
        Rows(5);
        Transcript first = Launch();
        Assert.Contains("the search failed", first.Errors.Single(error => error.Id() == "NotReconciled").Text(), StringComparison.Ordinal);

        Transcript second = Launch("-PassThru").WithoutErrors();
        Assert.Equal(Enumerable.Repeat("AlreadyLaunched", 5), second.Column("Outcome"));
        AssertEachLaunchedOnce(5);
    }

    [Fact]
    public void With_ReconcileTimeout_zero_nothing_is_searched_and_rows_come_out_in_their_place()
    {
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 1, skip: 2));
        Rows(6);
        Transcript transcript = Launch("-ThrottleLimit 1 -PassThru -ReconcileTimeout 0");

        Assert.Equal(["1", "2", "3", "4", "5", "6"], transcript.Column("row"));
        Assert.Single(transcript.Column("Outcome"), "Unknown");
        Assert.Contains(
            "-ReconcileTimeout is zero", transcript.Errors.Single(error => error.Id() == "NotReconciled").Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(Cloud.Requests, request => request.Path.Contains("instances", StringComparison.Ordinal));
    }

    [Fact]
    public void Resolve_reconciles_later_what_a_run_left_unknown_and_launches_nothing()
    {
        LetAbsenceBeProven();
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 2));
        Cloud.Faults.Add(Lose(FaultKind.DropBefore, times: 2));
        Rows(10);
        Launch("-ReconcileTimeout 0");
        Assert.Equal(4, Summary().Unknown);
        PassTheLatestLaunch();

        Transcript resolved = Run($"Resolve-GenesysFlowJournal $journal -Verbose {ReconcileLong}").WithoutErrors();

        FlowJournalSummary summary = Assert.Single(resolved.OutputOf<FlowJournalSummary>());
        Assert.Equal((8, 2, 0), (summary.Launched, summary.NotSent, summary.Unknown));
        Assert.Contains("Reconciled rows: 2 launched, 2 not launched, 0 still in doubt.", resolved.Verbose);
        Assert.Equal(8, Cloud.LaunchCount);
        Launch().WithoutErrors();
        AssertEachLaunchedOnce(10);
    }

    [Fact]
    public void RelaunchUnknown_launches_each_unknown_row_once_more_under_a_name_of_its_own()
    {
        Cloud.Settings.ExecutionData = false;
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 1));
        Cloud.Faults.Add(Lose(FaultKind.DropBefore, times: 1));
        Rows(6);
        int[] unknown = [.. Launch("-ThrottleLimit 1 -ReconcileTimeout 0").Errors.Where(error => error.Id() == "LaunchOutcomeUnknown")
            .Select(error => int.Parse(((PSObject)error.TargetObject).Properties["row"].Value.ToString()!, CultureInfo.InvariantCulture))];

        Transcript again = Launch($"-RelaunchUnknown {ReconcileBriefly}").WithoutErrors();

        Assert.Equal(unknown.Order(), again.Column("row").Select(row => int.Parse(row!, CultureInfo.InvariantCulture)));
        Assert.Equal(7, Cloud.LaunchCount);
        Assert.Equal(2, Cloud.Launches.Count(launch => launch.Name!.EndsWith("~2]", StringComparison.Ordinal)));
        Launch($"-RelaunchUnknown {ReconcileBriefly}").WithoutErrors();
        Assert.Equal(7, Cloud.LaunchCount);
    }

    [Fact]
    public void RelaunchUnknown_looks_first_and_does_not_launch_again_what_it_finds()
    {
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 2));
        Rows(6);
        Launch("-ReconcileTimeout 0");
        Launch("-RelaunchUnknown").WithoutErrors();
        AssertEachLaunchedOnce(6);
    }

    [Fact]
    public void The_same_holds_without_a_journal_an_unknown_row_is_told_and_not_sent_again()
    {
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 2));
        Rows(6);
        Transcript transcript = Run("$rows | Start-GenesysFlow 'Count rows'");
        Assert.Equal(["LaunchOutcomeUnknown", "LaunchOutcomeUnknown"], transcript.ErrorIds());
        Assert.Equal(2, transcript.RunSummary().ExitCode);
        AssertEachLaunchedOnce(6);
    }
}
