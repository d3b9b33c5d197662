using FlowCmdlets.Journals;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Journals;

/// <summary>Rows that were refused before anything was sent are in the journal, and launched once they are corrected.</summary>
public sealed class RejectedRowTests : JournalTest
{
    private const string Csv = """
        $rows = @'
        employee,row,text
        E-1,1,a
        E-2,two,secret value
        ,3,c
        E-4,4,d
        E-4,5,e
        E-6,six,secret value
        '@ | ConvertFrom-Csv

        """;

    private const string Corrected = """
        $rows = @'
        employee,row,text
        E-1,1,a
        E-2,2,b
        E-3,3,c
        E-4,4,d
        E-5,5,e
        E-6,six,f
        '@ | ConvertFrom-Csv

        """;

    private static readonly string[] s_expected =
        ["E-1 Launched ", "E-2 Refused InputInvalid: row", "E-4 Launched ", "E-6 Refused InputInvalid: row",
            "row 3 Refused KeyInvalid: employee", "row 5 Refused KeyInvalid: employee"];

    [Fact]
    public void Rows_refused_by_the_check_are_in_the_journal_and_its_summary_without_any_value_of_a_cell()
    {
        Transcript transcript = Run(Csv + Script("-Key employee"));
        Assert.Equal(["InputInvalid", "KeyInvalid", "KeyInvalid", "InputInvalid"], transcript.ErrorIds().Select(id => id));

        FlowJournalSummary summary = Summary();
        Assert.Equal((6, 2, 4, 0, 0), (summary.Rows, summary.Launched, summary.Refused, summary.NotSent, summary.Unknown));
        Assert.Equal(s_expected, JournalRows().Select(Show).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("secret", File.ReadAllText(JournalPath), StringComparison.Ordinal);
        Assert.DoesNotContain("two", File.ReadAllText(JournalPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_row_has_no_date_name_or_attempts()
    {
        Run(Csv + Script("-Key employee"));
        FlowJournalRow refused = Assert.Single(JournalRows(), row => row.Key == "E-2");
        Assert.Equal((2, 0, null, null, null), (refused.Row, refused.Attempts, refused.DateSent, refused.Name, refused.Id));
    }

    [Fact]
    public void Corrected_rows_are_launched_by_the_next_run_and_no_row_twice()
    {
        Run(Csv + Script("-Key employee"));
        Transcript transcript = Run(Corrected + Script("-Key employee -PassThru"));

        Assert.Equal(["InputInvalid"], transcript.ErrorIds());
        AssertEachLaunchedOnce(5);
        FlowJournalSummary summary = Summary();
        Assert.Equal((6, 5, 1), (summary.Rows, summary.Launched, summary.Refused));
    }

    [Fact]
    public void A_row_that_was_launched_before_and_is_wrong_now_stays_launched()
    {
        Run(Corrected + Script("-Key employee"));
        Transcript transcript = Run(Csv + Script("-Key employee"));
        Assert.Contains("InputInvalid", transcript.ErrorIds());
        Assert.Equal((8, 5, 3), (Summary().Rows, Summary().Launched, Summary().Refused));
        Assert.Equal(1, LaunchesByRow()[2]);
    }

    [Fact]
    public void A_run_of_which_every_row_is_refused_has_a_journal_that_says_so()
    {
        Transcript transcript = Run("$rows = 1..9 | ForEach-Object { @{ employee = \"E-$_\"; row = 'x' } }; " + Script("-Key employee"));
        Assert.Equal(9, transcript.Errors.Count);
        Assert.Equal((9, 9), (Summary().Rows, Summary().Refused));
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void Without_a_key_column_refused_rows_are_known_by_their_number_until_the_next_run()
    {
        string rows = "$rows = '1', 'x', '3', 'y' | ForEach-Object { [pscustomobject]@{ row = $_ } }; ";
        Run(rows + Script());
        Run(rows + Script());
        Assert.Equal((4, 2, 2), (Summary().Rows, Summary().Launched, Summary().Refused));
        Assert.Equal([2, 4], JournalRows().Where(row => row.Outcome == "Refused").Select(row => row.Row));
        Run(rows.Replace("'x'", "'2'", StringComparison.Ordinal) + Script());
        Assert.Equal((4, 3, 1), (Summary().Rows, Summary().Launched, Summary().Refused));
    }

    [Fact]
    public void Rows_whose_flow_is_not_known_or_that_are_nothing_are_recorded_too_once_the_journal_is_open()
    {
        Run("$null, @{ row = 'x' }, @{ row = 1 }, $null | Start-GenesysFlow 'Count rows' -Journal $journal");
        Assert.Equal(
            ["row 1 Refused RowInvalid", "row 2 Refused InputInvalid: row", "row 4 Refused RowInvalid"],
            JournalRows().Where(row => row.Outcome == "Refused").Select(Show));
    }

    [Fact]
    public void A_row_for_another_flow_than_the_journal_is_recorded_as_refused()
    {
        Run("[pscustomobject]@{ Flow = 'Count rows'; row = 1 }, [pscustomobject]@{ Flow = 'Nightly clean-up'; row = 2 } | " +
            "Start-GenesysFlow -Journal $journal -IgnoreColumn row 3>$null");
        Transcript transcript = Run(
            "[pscustomobject]@{ Flow = 'Count rows'; row = 1 }, [pscustomobject]@{ Flow = 'Nightly clean-up' } | " +
            "Start-GenesysFlow -Journal $journal");
        Assert.Equal(["JournalOfOtherFlow"], transcript.ErrorIds());
        Assert.Equal(["row 2 Refused JournalOfOtherFlow"], JournalRows().Where(row => row.Key is null).Select(Show));
    }

    [Fact]
    public void A_dry_run_writes_nothing_of_refused_rows_and_finds_the_same_keys_in_use()
    {
        Transcript transcript = Run(Csv + Script("-Key employee -WhatIf"));
        Assert.Equal(4, transcript.Errors.Count);
        Assert.False(File.Exists(JournalPath));
    }

    [Fact]
    public void With_ErrorAction_Stop_the_row_that_ended_the_run_is_recorded()
    {
        Run(Csv + Script("-Key employee -ErrorAction Stop"));
        Assert.Equal((2, 1, 1), (Summary().Rows, Summary().Launched, Summary().Refused));
    }

    [Fact]
    public void The_run_that_continues_the_journal_counts_refused_rows_in_its_verbose_message()
    {
        Run(Csv + Script("-Key employee"));
        Transcript transcript = Run(Csv + Script("-Key employee -Verbose"));
        Assert.Contains(
            transcript.Verbose, message => message.Contains("contains 4 rows: 2 launched, 2 refused", StringComparison.Ordinal));
    }

    private static string Show(FlowJournalRow row) => $"{row.Key ?? $"row {row.Row}"} {row.Outcome} {row.Reason}";
}
