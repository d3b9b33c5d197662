using FlowCmdlets.Tests.Engine;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Journals;

/// <summary>The column that identifies rows.</summary>
public sealed class KeyTests : JournalTest
{
    [Fact]
    public void A_misspelled_key_ends_the_run_with_the_columns_that_exist_and_the_nearest()
    {
        Shell["rows"] = new[] { Row(1, "E1"), Row(2, "E2") };
        Transcript transcript = Launch("-Key employe");
        Assert.Equal("KeyColumnMissing", transcript.Terminating!.Id());
        Assert.Equal(
            "Row 1 was not launched: it has no column 'employe', which -Key specifies; its columns are 'employee', " +
            "'row'; did you mean 'employee'?",
            transcript.Terminating!.Text());
        Assert.Equal("KeyColumnMissing", Launch("-Key employe -WhatIf").Terminating!.Id());
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void Keys_that_differ_in_case_only_name_one_row_in_every_run()
    {
        Shell["rows"] = new[] { Row(1, "Anna@example.org"), Row(2, "E2"), Row(3, "ANNA@example.org") };
        Transcript first = Launch("-Key employee -WarningAction Ignore");
        Assert.Contains(
            "Row 3 (key 'ANNA@example.org') was not launched: column 'employee': rows 1 and 3 have the same key",
            Assert.Single(first.Errors).Text(),
            StringComparison.Ordinal);
        Shell["rows"] = new[] { Row(1, "anna@EXAMPLE.org"), Row(2, "e2") };
        Assert.Equal(["AlreadyLaunched", "AlreadyLaunched"], Launch("-Key employee -PassThru -WarningAction Ignore").WithoutErrors()
            .OutputOf<FlowExecution>().Select(execution => execution.Outcome));
        Assert.Contains(
            "2 were launched before",
            Assert.Single(Launch("-Key employee -WhatIf -WarningAction Ignore").WithoutErrors().Information),
            StringComparison.Ordinal);
        Assert.Equal(2, Cloud.LaunchCount);
        Assert.Equal(["Anna@example.org", "E2"], JournalRows().Select(row => row.Key));
    }

    [Fact]
    public void With_KeyCaseSensitive_they_name_two_and_the_journal_keeps_that_rule()
    {
        Shell["rows"] = new[] { Row(1, "a"), Row(2, "A") };
        Launch("-Key employee -KeyCaseSensitive -WarningAction Ignore").WithoutErrors();
        Assert.Equal(2, Cloud.LaunchCount);
        Launch("-Key employee -WarningAction Ignore").WithoutErrors();
        Assert.Equal(2, Cloud.LaunchCount);
    }

    [Fact]
    public void A_journal_without_case_is_not_continued_with_it()
    {
        Shell["rows"] = new[] { Row(1, "a") };
        Launch("-Key employee -WarningAction Ignore").WithoutErrors();
        Assert.Equal("JournalMismatch", Launch("-Key employee -KeyCaseSensitive -WarningAction Ignore").Terminating!.Id());
        Assert.Equal("ParameterMissing", Launch("-KeyCaseSensitive").Terminating!.Id());
    }

    [Fact]
    public void An_id_in_the_other_case_is_the_same_row_where_rows_are_identified_by_their_inputs()
    {
        Cloud.AddFlow(new SimulatedFlow { Name = "Ids", Inputs = [new("Flow.id"), new("Flow.names") { IsList = true }] });
        var id = Guid.NewGuid();
        (Shell["lower"], Shell["upper"]) = ($"{id}", $"{id}".ToUpperInvariant());
        Run("[pscustomobject]@{ id = $lower; names = @($lower) } | Start-GenesysFlow Ids -Journal $journal").WithoutErrors();
        Run("[pscustomobject]@{ id = $upper; names = @($upper) } | Start-GenesysFlow Ids -Journal $journal").WithoutErrors();
        Assert.Equal(1, Cloud.LaunchCount);
    }

    [Fact]
    public void A_run_in_which_all_rows_had_been_launched_before_says_so_with_the_age_of_the_journal()
    {
        Rows(3);
        Assert.Empty(Launch().WithoutErrors().Warnings);
        Assert.StartsWith(
            $"Nothing was launched: the journal '{JournalPath}', created ",
            Assert.Single(Launch().WithoutErrors().Warnings),
            StringComparison.Ordinal);
        Rows(4);
        Assert.Empty(Launch().WithoutErrors().Warnings);
    }

    [Fact]
    public void Every_error_names_the_key_beside_the_row()
    {
        Shell["rows"] = new[] { Row(1, "E1"), Row(2, "E2") };
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 400, Times = 1 });
        Assert.StartsWith(
            "Row 1 (key 'E1') was not launched: ",
            Assert.Single(Launch("-Key employee -ThrottleLimit 1 -WarningAction Ignore").Errors).Text(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Journals_are_read_by_wildcards_and_a_file_of_that_name_comes_first()
    {
        Rows(1);
        Launch().WithoutErrors();
        File.Copy(JournalPath, Path.Combine(Folder, "run2.jsonl"));
        File.Copy(JournalPath, Path.Combine(Folder, "run[2].jsonl"));
        Shell["folder"] = Folder;
        Assert.Equal(3, Run("Get-GenesysFlowJournal $folder/run*.jsonl -Summary").WithoutErrors().Output.Count);
        Assert.Single(Run("""Get-GenesysFlowJournal "$folder/run[2].jsonl" """).WithoutErrors().Output);
        Assert.Contains(
            "none*.jsonl", Assert.Single(Run("Get-GenesysFlowJournal $folder/none*.jsonl").Errors).Text(), StringComparison.Ordinal);
    }
}
