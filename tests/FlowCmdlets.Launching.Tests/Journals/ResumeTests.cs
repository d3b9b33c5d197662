using System.Globalization;
using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Journals;

/// <summary>The same command with the same journal again: what is launched stays launched, the rest is launched.</summary>
public sealed class ResumeTests : JournalTest
{
    [Fact]
    public void A_second_run_launches_nothing_emits_nothing_and_counts_what_was_there()
    {
        Rows(20);
        Transcript first = Launch().WithoutErrors();
        Transcript second = Launch().WithoutErrors();

        Assert.Equal(20, first.Output.Count);
        Assert.Empty(second.Output);
        AssertEachLaunchedOnce(20);
        Assert.Equal(
            ("20 rows: 20 launched, 0 refused, 0 not sent, 0 unknown.", 0), (first.RunSummary().ToString(), first.RunSummary().ExitCode));
        Assert.Equal(
            ("20 rows: 0 launched, 20 launched before, 0 refused, 0 not sent, 0 unknown.", 0),
            (second.RunSummary().ToString(), second.RunSummary().ExitCode));
    }

    [Fact]
    public void A_row_that_was_edited_after_its_launch_is_not_launched_again_and_a_warning_names_it()
    {
        Shell["rows"] = new[] { Row(1, "E-1"), Row(2, "E-2"), Row(3, "E-3") };
        Launch("-Key employee").WithoutErrors();
        Assert.DoesNotContain(
            Launch("-Key employee").WithoutErrors().Warnings, warning => warning.Contains("other inputs", StringComparison.Ordinal));
        Shell["rows"] = new[] { Row(1, "E-1"), Row(22, "E-2"), Row(33, "E-3"), Row(4, "E-4") };

        foreach (string parameters in new[] { "-Key employee -WhatIf", "-Key employee" })
        {
            string warning = Assert.Single(Launch(parameters).WithoutErrors().Warnings);
            Assert.StartsWith("rows 2–3: launched before with other inputs, and not launched again", warning, StringComparison.Ordinal);
        }

        Assert.Equal([1, 2, 3, 4], LaunchesByRow().Keys.Order());
        Assert.DoesNotContain("Flow.", File.ReadAllText(JournalPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_was_edited_after_it_was_refused_is_launched_without_a_warning()
    {
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 400, Times = 1 });
        Shell["rows"] = new[] { Row(1, "E-1") };
        Launch("-Key employee");
        Shell["rows"] = new[] { Row(11, "E-1") };
        Assert.Empty(Launch("-Key employee").WithoutErrors().Warnings);
        Assert.Equal([11], LaunchesByRow().Keys);
    }

    [Theory]
    [InlineData(499)]
    [InlineData(402)]
    [InlineData(418)]
    [InlineData(451)]
    public void A_launch_that_met_an_undocumented_status_is_not_launched_again_by_a_resumed_run(int status)
    {
        Cloud.Faults.Add(new Fault(FaultKind.StatusAfter) { Status = status, Times = 2 });
        Rows(6);
        Assert.Equal((2, 0), (Launch("-ReconcileTimeout 0").RunSummary().Unknown, Summary().Refused));
        Launch().WithoutErrors();
        AssertEachLaunchedOnce(6);
    }

    [Fact]
    public void Rows_added_to_the_input_are_launched_in_their_place_among_those_that_were_launched_before()
    {
        Rows([2, 4]);
        Launch().WithoutErrors();
        Rows([1, 2, 3, 4, 5]);
        Transcript second = Launch("-PassThru").WithoutErrors();

        Assert.Equal(["1", "2", "3", "4", "5"], second.Column("row"));
        Assert.Equal(["Launched", "AlreadyLaunched", "Launched", "AlreadyLaunched", "Launched"], second.Column("Outcome"));
        AssertEachLaunchedOnce(5);
    }

    [Fact]
    public void With_PassThru_earlier_rows_come_out_with_the_ids_and_names_they_were_launched_with()
    {
        Rows(3);
        Transcript first = Launch("-Name 'night run'").WithoutErrors();
        Transcript second = Launch("-Name 'night run' -PassThru").WithoutErrors();

        Assert.Equal(first.Column("Id"), second.Column("Id"));
        Assert.Equal(
            Cloud.Launches.OrderBy(RowOf).Select(launch => (launch.Id, launch.Name ?? "")),
            second.OutputOf<FlowExecution>().Select(row => (row.Id ?? "", row.Name ?? "")));
        Assert.All(second.OutputOf<FlowExecution>(), row => Assert.StartsWith("night run [", row.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Identical_rows_are_each_launched_once_and_may_come_back_in_any_order()
    {
        Rows([7, 8, 7, 7]);
        Launch().WithoutErrors();
        Assert.Equal([3, 1], [LaunchesByRow()[7], LaunchesByRow()[8]]);
        Assert.Equal(["1", "1", "2", "3"], JournalRows().Select(row => row.Key!.Split('#')[1]).Order());

        Rows([7, 7, 8, 7, 7]);
        Launch().WithoutErrors();

        Assert.Equal([4, 1], [LaunchesByRow()[7], LaunchesByRow()[8]]);
    }

    [Fact]
    public void With_Key_a_row_is_the_same_row_whatever_else_of_it_changes()
    {
        Shell["rows"] = new[] { Row(1, "E-1"), Row(2, "E-2") };
        Launch("-Key employee").WithoutErrors();
        Shell["rows"] = new[] { Row(22, "E-2"), Row(3, "E-3"), Row(1, " E-1 ") };
        Transcript second = Launch("-Key Employee -PassThru").WithoutErrors();

        Assert.Equal(["AlreadyLaunched", "Launched", "AlreadyLaunched"], second.Column("Outcome"));
        AssertEachLaunchedOnce(3);
        Assert.Equal(["E-1", "E-2", "E-3"], JournalRows().Select(row => row.Key).Order());
        Assert.All(Cloud.Launches, launch => Assert.EndsWith($"/E-{RowOf(launch)}]", launch.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_may_be_an_input_of_the_flow_as_well()
    {
        Rows(3);
        Launch("-Key row").WithoutErrors();
        Assert.Equal(["1", "2", "3"], JournalRows().Select(row => row.Key).Order());
        AssertEachLaunchedOnce(3);
    }

    [Fact]
    public void A_key_that_two_rows_share_is_refused_with_both_row_numbers_and_the_rest_goes_on()
    {
        Shell["rows"] = new[] { Row(1, "E-1"), Row(2, "E-2"), Row(3, "E-1"), Row(4, "E-4") };
        Transcript transcript = Launch("-Key employee");

        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal("KeyInvalid", error.Id());
        Assert.Contains("Row 3 ", error.Text(), StringComparison.Ordinal);
        Assert.Contains("rows 1 and 3", error.Text(), StringComparison.Ordinal);
        Assert.Equal("3", ((PSObject)error.TargetObject).Properties["row"].Value);
        Assert.Equal([1, 2, 4], LaunchesByRow().Keys.Order());
        Assert.Equal(1, transcript.RunSummary().ExitCode);
    }

    [Fact]
    public void A_row_without_a_key_is_refused_and_the_column_named()
    {
        Shell["rows"] = new[] { Row(1, ""), Row(2), Row(3, "E-3") };
        Transcript transcript = Launch("-Key employee");

        Assert.Equal(["KeyInvalid", "KeyColumnMissing"], transcript.ErrorIds());
        Assert.All(transcript.Errors, error => Assert.Contains("'employee'", error.Text(), StringComparison.Ordinal));
        Assert.Equal([3], LaunchesByRow().Keys);
    }

    [Fact]
    public void OnExisting_Fail_makes_an_error_of_each_row_that_was_launched_before_and_launches_the_rest()
    {
        Rows([1, 3]);
        Transcript first = Launch().WithoutErrors();
        Rows(4);
        Transcript second = Launch("-OnExisting Fail");

        Assert.Equal(["RowExists", "RowExists"], second.ErrorIds());
        Assert.Equal(["1", "3"], second.Errors.Select(error => ((PSObject)error.TargetObject).Properties["row"].Value));
        Assert.Contains(first.OutputOf<FlowExecution>()[0].Id!, second.Errors[0].Text(), StringComparison.Ordinal);
        Assert.Equal(["2", "4"], second.Column("row"));
        AssertEachLaunchedOnce(4);
        Assert.Equal(1, second.RunSummary().ExitCode);
    }

    [Fact]
    public void OnExisting_RelaunchFailed_launches_again_what_is_known_to_have_failed_and_nothing_else()
    {
        Cloud.AddFlow(Flow with { FailureShare = 0.5 });
        Rows(12);
        Launch().WithoutErrors();
        int[] unended = [.. JournalRows().Select(row => row.Row)];
        Launch("-OnExisting RelaunchFailed").WithoutErrors();
        Assert.Equal(12, Cloud.LaunchCount);

        Run("Wait-GenesysFlowExecution -Journal $journal").WithoutErrors();
        int[] failed = [.. JournalRows().Where(row => row.Status == "FAILED").Select(row => row.Row)];
        Assert.InRange(failed.Length, 1, 11);
        Cloud.AddFlow(Flow);
        Transcript again = Launch("-OnExisting RelaunchFailed").WithoutErrors();

        Assert.Equal(12, unended.Length);
        Assert.Equal(failed.Order(), again.Column("row").Select(row => int.Parse(row!, CultureInfo.InvariantCulture)));
        Assert.All(LaunchesByRow(), row => Assert.Equal(failed.Contains(row.Key) ? 2 : 1, row.Value));
        Assert.All(Cloud.Launches.Skip(12), launch => Assert.EndsWith("~2]", launch.Name, StringComparison.Ordinal));
        Assert.All(JournalRows(), row => Assert.Equal(failed.Contains(row.Row) ? 2 : 1, row.Attempts));
    }

    [Fact]
    public void Refused_rows_are_launched_by_a_later_run_once_the_service_takes_them()
    {
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 400, Code = "invalid.value", Times = 2 });
        Rows(6);
        Transcript first = Launch();
        Assert.Equal(["RequestInvalid", "RequestInvalid"], first.ErrorIds());
        Assert.Equal(1, first.RunSummary().ExitCode);
        Assert.Equal(
            ["400 invalid.value", "400 invalid.value"], JournalRows().Where(row => row.Outcome == "Refused").Select(row => row.Reason));

        Transcript second = Launch().WithoutErrors();

        Assert.Equal(2, second.RunSummary().Launched);
        AssertEachLaunchedOnce(6);
    }

    [Fact]
    public void WhatIf_begins_no_journal()
    {
        Rows(3);
        Launch("-WhatIf").WithoutErrors();
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
        Assert.Empty(Cloud.Launches);
    }

    [Fact]
    public void A_row_for_another_flow_or_version_is_refused_and_the_rest_goes_on()
    {
        PSObject[] rows = new[] { Row(1), Row(2), Row(3), Row(4) };
        rows[1].Properties.Add(new PSNoteProperty("FlowId", Cloud.Flows.First(flow => flow.Name == "Nightly clean-up").Id));
        rows[2].Properties.Add(new PSNoteProperty("FlowVersion", "1.0"));
        foreach (PSObject row in rows.Where(row => row.Properties["FlowId"] is null))
            row.Properties.Add(new PSNoteProperty("FlowId", Flow.Id));
        Shell["rows"] = rows;
        Transcript transcript = Run("$rows | Start-GenesysFlow -Journal $journal");

        Assert.Equal(["JournalOfOtherFlow", "JournalOfOtherFlow"], transcript.ErrorIds());
        Assert.Contains("'Nightly clean-up'", transcript.Errors[0].Text(), StringComparison.Ordinal);
        Assert.Equal([1, 4], LaunchesByRow().Keys.Order());
    }

    [Fact]
    public void What_was_emitted_is_input_again_and_its_rows_are_known_by_what_they_were_launched_with()
    {
        Rows(4);
        Launch().WithoutErrors();
        Transcript again = Run($"{Script("-PassThru")} | Start-GenesysFlow -Journal ($journal + '2')").WithoutErrors();
        Assert.Equal(["1", "2", "3", "4"], again.Column("row"));
        Assert.Equal(8, Cloud.LaunchCount);
    }

    [Fact]
    public void Neither_inputs_nor_secrets_nor_tokens_are_in_the_journal_whatever_happens_to_the_rows()
    {
        Cloud.Faults.Add(
            new Fault(FaultKind.StatusBefore) { Status = 400, Message = "The value 'Anna Example' is not welcome.", Times = 1 });
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 1));
        Cloud.Faults.Add(Lose(FaultKind.UnreadableBody, times: 1));
        PSObject[] rows = [.. Enumerable.Range(1, 6).Select(number => Row(number, $"E-{number}"))];
        foreach (PSObject row in rows)
            row.Properties.Add(new PSNoteProperty("text", "Anna Example, born 1 April"));
        Shell["rows"] = rows;
        Launch("-Key employee -ReconcileTimeout 0");
        Launch("-Key employee");
        Run("Wait-GenesysFlowExecution -Journal $journal");

        string text = File.ReadAllText(JournalPath);
        Assert.Contains("E-6", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Anna", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Flow.", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(SimulatedClients.Administrator.Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bearer", text, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(JournalPath + ".lock"));
    }
}
