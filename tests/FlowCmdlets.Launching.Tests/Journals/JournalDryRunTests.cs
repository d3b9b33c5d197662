using FlowCmdlets.Tests.Engine;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Journals;

/// <summary><c>-WhatIf</c> with a journal: what the same command would do without it, by what the journal knows.</summary>
public sealed class JournalDryRunTests : JournalTest
{
    [Fact]
    public void Rows_that_were_launched_before_are_not_counted_as_rows_to_launch()
    {
        Rows([1, 3]);
        Launch().WithoutErrors();
        Rows(5);
        Transcript dryRun = Launch("-WhatIf").WithoutErrors();

        Assert.StartsWith(
            "What if: of 5 rows, 3 would be launched ('Count rows': 3), 2 were launched before and 0 refused. " +
            "Estimated time: less than a minute (3 requests; ",
            Told(dryRun), StringComparison.Ordinal);
        Assert.Empty(dryRun.Output);
        Assert.Equal(2, Cloud.LaunchCount);
    }

    [Fact]
    public void The_dry_run_counts_what_the_run_then_does_and_leaves_the_journal_as_it_is()
    {
        Rows(4);
        Launch().WithoutErrors();
        byte[] before = File.ReadAllBytes(JournalPath);
        Rows(9);
        Transcript dryRun = Launch("-WhatIf").WithoutErrors();

        Assert.Equal(before, File.ReadAllBytes(JournalPath));
        Assert.Equal([JournalPath], Directory.EnumerateFileSystemEntries(Folder));
        Assert.Contains("5 would be launched", Told(dryRun), StringComparison.Ordinal);
        Assert.Equal(5, Launch().WithoutErrors().RunSummary().Launched);
    }

    [Fact]
    public void Rows_without_an_answer_are_told_apart()
    {
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 1));
        Rows(3);
        Launch("-ReconcileTimeout 0");
        Rows(4);
        Transcript dryRun = Launch("-WhatIf").WithoutErrors();
        Transcript relaunching = Launch("-WhatIf -RelaunchUnknown").WithoutErrors();

        Assert.Contains(
            "1 would be launched ('Count rows': 1), 2 were launched before, " +
            "1 received no response before and would be reconciled first and 0 refused",
            Told(dryRun),
            StringComparison.Ordinal);
        Assert.Contains(
            "2 would be launched ('Count rows': 2), 2 were launched before and 0 refused", Told(relaunching), StringComparison.Ordinal);
        Assert.Equal(3, Cloud.LaunchCount);
    }

    [Fact]
    public void Keys_are_checked()
    {
        Shell["rows"] = new[] { Row(1, "E-1"), Row(2, ""), Row(3, "E-1"), Row(4, "E-4") };
        Transcript dryRun = Launch("-Key employee -WhatIf");

        Assert.Equal(["KeyInvalid", "KeyInvalid"], dryRun.ErrorIds());
        Assert.Contains("rows 1 and 3", dryRun.Errors[1].Text(), StringComparison.Ordinal);
        Assert.Contains("of 4 rows, 2 would be launched ('Count rows': 2) and 2 refused", Told(dryRun), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
    }

    [Fact]
    public void OnExisting_Fail_counts_as_it_would()
    {
        Rows(2);
        Launch().WithoutErrors();
        Rows(3);
        Transcript dryRun = Launch("-OnExisting Fail -WhatIf");
        Assert.Equal(["RowExists", "RowExists"], dryRun.ErrorIds());
        Assert.Contains("of 3 rows, 1 would be launched ('Count rows': 1) and 2 refused", Told(dryRun), StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_of_another_flow_is_refused_as_the_run_would_be()
    {
        Run("Start-GenesysFlow 'Nightly clean-up' -Journal $journal").WithoutErrors();
        Rows(2);
        Assert.Equal("JournalMismatch", Launch("-WhatIf").Terminating?.Id());
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_found_out()
    {
        Rows(1);
        Shell["journal"] = Path.Combine(Folder, "nowhere", "run.jsonl");
        Transcript dryRun = Launch("-WhatIf");
        Assert.Equal("JournalUnusable", dryRun.Terminating?.Id());
        Assert.Contains("its folder doesn't exist", dryRun.Terminating!.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_was_only_just_begun_knows_nothing_yet()
    {
        File.WriteAllText(JournalPath, "");
        Rows(2);
        Assert.Contains("of 2 rows, 2 would be launched", Told(Launch("-WhatIf").WithoutErrors()), StringComparison.Ordinal);
    }

    [Fact]
    public void With_PassThru_as_many_come_out_as_go_in()
    {
        Rows([2]);
        Launch().WithoutErrors();
        Shell["rows"] = new[] { Row(1), Row(2), Row(3) };
        Transcript dryRun = Run(
            "'x' | ForEach-Object { [pscustomobject]@{ row = $_ } } | ForEach-Object { @($_) + $rows } | " +
            "Start-GenesysFlow 'Count rows' -Journal $journal -PassThru -WhatIf");

        Assert.Equal("InputInvalid", Assert.Single(dryRun.Errors).Id());
        Assert.Equal(["x", "1", "2", "3"], dryRun.Column("row"));
        Assert.Equal(["Refused", "Skipped", "AlreadyLaunched", "Skipped"], dryRun.Column("Outcome"));
        Assert.Equal(1, Cloud.LaunchCount);
    }

    private static string Told(Transcript dryRun) =>
        Assert.Single(dryRun.Information, told => told.StartsWith("What if: of ", StringComparison.Ordinal));
}
