using System.Globalization;
using System.Management.Automation;
using FlowCmdlets.Journals;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Journals;

/// <summary>A row counts as never launched only with proof, and without it stays unknown.</summary>
public sealed class AbsenceTests : JournalTest
{
    [Fact]
    public void Rows_that_never_arrived_are_proven_absent_and_launched_by_the_same_command_again()
    {
        LetAbsenceBeProven();
        Cloud.Faults.Add(Lose(FaultKind.DropBefore, times: 3, skip: 5));
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Times = 3, Skip = 10 });
        Rows(30);
        Transcript first = Launch(ReconcileBriefly);

        // For 15 minutes they may still be carried out.
        Assert.Equal(Enumerable.Repeat("LaunchOutcomeUnknown", 6).Append("NotReconciled"), first.ErrorIds().Order());
        ErrorRecord told = first.Errors.Single(error => error.Id() == "NotReconciled");
        Assert.Contains("a launch may still be carried out for 15 minutes after it was sent", told.Text(), StringComparison.Ordinal);
        Assert.Matches(@"From \d{4}-\d\d-\d\d \d\d:\d\d:\d\d on, Resolve-GenesysFlowJournal", told.Action());
        Assert.Equal((24, 6, 2), (first.RunSummary().Launched, first.RunSummary().Unknown, first.RunSummary().ExitCode));

        PassTheLatestLaunch();
        Transcript second = Launch().WithoutErrors();
        Assert.Equal((6, 24, 0), (second.RunSummary().Launched, second.RunSummary().AlreadyLaunched, second.RunSummary().ExitCode));
        AssertEachLaunchedOnce(30);
    }

    [Fact]
    public void A_run_that_looks_long_enough_proves_absence_itself()
    {
        LetAbsenceBeProven();
        ConnectHurried(timeout: TimeSpan.FromSeconds(150), handler: new TestTransport { HoldAnswer = PassTimeAfterSearch });
        Cloud.Faults.Add(Lose(FaultKind.DropBefore, times: 2, skip: 5));
        Rows(10);
        Transcript transcript = Launch("-ReconcileTimeout 00:40:00");
        Assert.Equal(["LaunchAbsent", "LaunchAbsent"], transcript.ErrorIds());
        Assert.All(transcript.Errors, error => Assert.Contains("was not launched", error.Text(), StringComparison.Ordinal));
        Assert.Equal((8, 2, 1), (transcript.RunSummary().Launched, transcript.RunSummary().NotSent, transcript.RunSummary().ExitCode));
    }

    [Fact]
    public void Rows_that_never_arrived_stay_unknown_where_no_search_has_shown_an_execution_before_its_end()
    {
        Cloud.Settings.InstancesAppearAtEnd = true;
        Cloud.Faults.Add(Lose(FaultKind.DropBefore, times: 2));
        Rows(10);
        Transcript transcript = Launch(ReconcileBriefly);
        Assert.Contains(
            "the search could not be confirmed as complete",
            transcript.Errors.Single(error => error.Id() == "NotReconciled").Text(),
            StringComparison.Ordinal);
        Assert.Equal((8, 2, 2), (transcript.RunSummary().Launched, transcript.RunSummary().Unknown, transcript.RunSummary().ExitCode));
    }

    [Fact]
    public void An_index_that_is_late_is_waited_for()
    {
        LetAbsenceBeProven();
        Cloud.Settings.InstanceIndexLag = TimeSpan.FromSeconds(70);
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 2));
        Cloud.Faults.Add(Lose(FaultKind.DropBefore, times: 2));
        Rows(10);
        Transcript transcript = Launch(ReconcileLong);

        Assert.Equal((8, 0, 2), (transcript.RunSummary().Launched, transcript.RunSummary().NotSent, transcript.RunSummary().Unknown));
        Assert.Equal(8, Cloud.LaunchCount);
        PassTheLatestLaunch();
        Transcript again = Launch(ReconcileLong).WithoutErrors();
        Assert.Equal((2, 8), (again.RunSummary().Launched, again.RunSummary().AlreadyLaunched));
    }

    [Fact]
    public void Launches_of_other_journals_and_without_one_are_not_taken_for_ours()
    {
        LetAbsenceBeProven();
        Rows(5);
        Run("$rows | Start-GenesysFlow 'Count rows'; $rows | Start-GenesysFlow 'Count rows' -Journal ($journal + '.other')")
            .WithoutErrors();
        Cloud.Faults.Add(Lose(FaultKind.DropBefore, times: 2));
        Transcript transcript = Launch(ReconcileBriefly);

        Assert.Equal(2, transcript.RunSummary().Unknown);
        Assert.Equal(13, Cloud.LaunchCount);
        PassTheLatestLaunch();
        Launch().WithoutErrors();
        Assert.All(LaunchesByRow(), row => Assert.Equal(3, row.Value));
    }

    [Fact]
    public void A_single_row_that_is_not_found_stays_unknown_since_nothing_proves_that_it_would_be()
    {
        Cloud.Faults.Add(Lose(FaultKind.DropBefore, times: 1));
        Rows(1);
        Transcript transcript = Launch(ReconcileBriefly);
        Assert.Contains(
            "the search could not be confirmed as complete",
            transcript.Errors.Single(error => error.Id() == "NotReconciled").Text(),
            StringComparison.Ordinal);
        Assert.Equal(2, transcript.RunSummary().ExitCode);
        Assert.Empty(Cloud.Launches);
    }

    [Fact]
    public void Resolve_tells_what_it_could_not_reconcile()
    {
        Cloud.Settings.ExecutionData = false;
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 1));
        Rows(3);
        Launch("-ReconcileTimeout 0");
        Transcript resolved = Run($"Resolve-GenesysFlowJournal $journal {ReconcileBriefly}");
        Assert.Equal(["NotReconciled"], resolved.ErrorIds());
        Assert.Equal(1, Assert.Single(resolved.OutputOf<FlowJournalSummary>()).Unknown);
    }

    /// <summary>Lets time pass with each search, so that no search is too late however slow the machine is.</summary>
    private Task PassTimeAfterSearch(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.EndsWith("/instances/query", StringComparison.Ordinal))
            Time.Skip(TimeSpan.FromMinutes(2));
        return Task.CompletedTask;
    }
}
