using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Journals;

/// <summary>A journal that cannot be used ends the run before anything is launched, says why, and is left as it is.</summary>
public sealed class UnusableJournalTests : JournalTest
{
    [Fact]
    public void A_journal_of_another_flow_is_refused_by_both_names()
    {
        Rows(2);
        Launch().WithoutErrors();
        ErrorRecord error = Refusal("Start-GenesysFlow 'Nightly clean-up' -Journal $journal", launched: 2);

        Assert.Equal("JournalMismatch", error.Id());
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Contains("its flow is 'Count rows'", error.Text(), StringComparison.Ordinal);
        Assert.Contains("not 'Nightly clean-up'", error.Text(), StringComparison.Ordinal);
        Assert.Equal(JournalPath, error.TargetObject);
    }

    [Theory]
    [InlineData("-Key employee", "a hash of their inputs, not by the column 'employee'")]
    [InlineData("-Key row", "a hash of their inputs, not by the column 'row'")]
    public void A_journal_of_rows_known_by_something_else_is_refused(string parameters, string told)
    {
        Shell["rows"] = new[] { Row(1, "E-1"), Row(2, "E-2") };
        Launch().WithoutErrors();
        ErrorRecord error = Refusal(Script(parameters), launched: 2);
        Assert.Equal("JournalMismatch", error.Id());
        Assert.Contains(told, error.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_of_another_region_is_refused_by_all_who_would_ask_that_region_about_it()
    {
        await using CloudSimulator elsewhere = await CloudSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await WriteJournalAsync(new JournalIdentity(Flow.Id, Flow.Name, elsewhere.BaseAddress.Authority));
        Rows(2);

        foreach (string script in new[] { Script(), "Resolve-GenesysFlowJournal $journal", "Wait-GenesysFlowExecution -Journal $journal" })
        {
            ErrorRecord error = Refusal(script);
            Assert.Equal("JournalMismatch", error.Id());
            Assert.Contains(
                $"its region is {elsewhere.BaseAddress.Authority}, not {Cloud.BaseAddress.Authority}",
                error.Text(),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_journal_of_another_organization_is_refused()
    {
        const string Other = "11111111-2222-3333-4444-555555555555";
        await WriteJournalAsync(new JournalIdentity(Flow.Id, Flow.Name, Cloud.BaseAddress.Authority, Other));
        Connect();
        Rows(2);

        foreach (string script in new[] { Script(), "Resolve-GenesysFlowJournal $journal", "Wait-GenesysFlowExecution -Journal $journal" })
        {
            ErrorRecord error = Refusal(script);
            Assert.Equal("JournalMismatch", error.Id());
            Assert.Contains(
                $"its organization is {Other}, not {Shell.DefaultSession!.OrganizationId}", error.Text(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("$rows | Start-GenesysFlow 'Count rows' -Journal $journal")]
    [InlineData("Get-GenesysFlowJournal $journal")]
    [InlineData("Resolve-GenesysFlowJournal $journal")]
    [InlineData("Wait-GenesysFlowExecution -Journal $journal")]
    public void A_damaged_middle_is_told_with_its_line(string script)
    {
        Rows(5);
        Launch().WithoutErrors();
        string[] lines = File.ReadAllLines(JournalPath);
        lines[3] = lines[3].Replace("\"at\"", "\"AT\"", StringComparison.Ordinal);
        File.WriteAllText(JournalPath, string.Join('\n', lines) + "\n");

        ErrorRecord error = Refusal(script, launched: 5);

        Assert.Equal("JournalDamaged", error.Id());
        Assert.Contains("line 4", error.Text(), StringComparison.Ordinal);
        Assert.Contains("Restore the file from a backup", error.Action(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$rows | Start-GenesysFlow 'Count rows' -Journal $journal")]
    [InlineData("Get-GenesysFlowJournal $journal")]
    [InlineData("Resolve-GenesysFlowJournal $journal")]
    public void A_file_that_is_no_journal_is_not_touched(string script)
    {
        File.WriteAllText(JournalPath, "row;employee\n1;E-1\n");
        Rows(2);
        ErrorRecord error = Refusal(script);
        Assert.Equal("JournalFormatInvalid", error.Id());
        Assert.Equal("row;employee\n1;E-1\n", File.ReadAllText(JournalPath));
    }

    [Fact]
    public void A_torn_last_line_is_no_error()
    {
        Rows(5);
        Launch().WithoutErrors();
        File.AppendAllText(JournalPath, "{\"f\":\"intent\",\"k\":\"torn");
        Rows(6);
        Launch().WithoutErrors();
        AssertEachLaunchedOnce(6);
    }

    [Theory]
    [InlineData("/nowhere/run.jsonl", "its folder doesn't exist")]
    [InlineData("/a-file/run.jsonl", "")]
    [InlineData("/a-folder", "it is a folder, not a file")]
    public void A_place_that_cannot_be_written_is_told_before_anything_is_launched(string place, string told)
    {
        File.WriteAllText(Path.Combine(Folder, "a-file"), "");
        Directory.CreateDirectory(Path.Combine(Folder, "a-folder"));
        Shell["journal"] = Folder + place;
        Rows(2);

        ErrorRecord error = Refusal(Script());

        Assert.Equal("JournalUnusable", error.Id());
        Assert.Contains(told, error.Text(), StringComparison.Ordinal);
        Assert.Contains(Folder + place, error.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_in_the_place_of_the_journal_is_reported_before_anything_is_launched()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        File.CreateSymbolicLink(JournalPath, "/dev/full");
        Rows(2);
        ErrorRecord error = Refusal(Script());
        Assert.Equal("JournalUnusable", error.Id());
        Assert.Contains("it is a pipe or a device", error.Text(), StringComparison.Ordinal);
        Assert.Contains("Rows are launched only while their journal can be written", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_does_not_exist_is_not_begun_by_those_who_only_read_it()
    {
        foreach (string script in new[]
        {
            "Get-GenesysFlowJournal $journal",
            "Resolve-GenesysFlowJournal $journal",
            "Wait-GenesysFlowExecution -Journal $journal",
        })
        {
            ErrorRecord error = Refusal(script);
            Assert.Equal("JournalUnusable", error.Id());
            Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
            Assert.Contains("Start-GenesysFlow -Journal", error.Action(), StringComparison.Ordinal);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
    }

    [Fact]
    public void A_second_run_of_the_same_process_is_refused_and_the_first_goes_on()
    {
        Rows(5);
        Transcript transcript = Run(
            Script() + " | ForEach-Object { try { $_ | Start-GenesysFlow 'Count rows' -Journal $journal } catch { $_ } }").WithoutErrors();
        Assert.Equal(5, transcript.Output.Count);
        Assert.All(transcript.OutputOf<ErrorRecord>(), error =>
        {
            Assert.Equal("JournalInUse", error.Id());
            Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", error.Text(), StringComparison.Ordinal);
        });
        AssertEachLaunchedOnce(5);
    }

    [Fact]
    public void Who_else_writes_into_the_file_ends_the_run_and_the_error_says_how_to_go_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the file is closed to all other writers.");
        Rows(400);
        Shell["meddle"] = (Action)(() => File.AppendAllText(JournalPath, "x"));
        Transcript transcript = Run("$n = 0; " + Script() + " | ForEach-Object { if (++$n -eq 50) { $meddle.Invoke() }; $_ }");

        ErrorRecord ended = Assert.IsType<ErrorRecord>(transcript.Terminating);
        Assert.Equal("JournalUnwritable", ended.Id());
        Assert.Contains("another program wrote to it", ended.Text(), StringComparison.Ordinal);
        Assert.Contains("To resume, run the same command again with -Journal '", ended.Text(), StringComparison.Ordinal);
        Assert.InRange(Cloud.LaunchCount, 50, 399);
        Assert.Equal(LaunchesByRow().Keys.Order().Select(row => $"{row}"), transcript.Column("row"));
        Assert.Equal(Cloud.LaunchCount, transcript.RunSummary().Launched);
        Assert.Equal(1, transcript.RunSummary().ExitCode);
    }

    private ErrorRecord Refusal(string script, int launched = 0)
    {
        Transcript transcript = Run(script);
        Assert.Empty(transcript.Output);
        Assert.Empty(transcript.Information);
        Assert.Equal(launched, Cloud.LaunchCount);
        Assert.False(File.Exists(JournalPath + ".lock"));
        return Assert.Single(transcript.Errors.Append(transcript.Terminating).OfType<ErrorRecord>());
    }

    /// <summary>A journal with one row that was launched somewhere.</summary>
    private async Task WriteJournalAsync(JournalIdentity identity)
    {
        await using LaunchJournal journal = await LaunchJournal.OpenAsync(
            JournalPath, identity, TimeProvider.System, TestContext.Current.CancellationToken);
        await journal.IntentAsync(new JournalIntent("E-1", 1), TestContext.Current.CancellationToken);
        await journal.LaunchedAsync("E-1", Guid.NewGuid().ToString());
    }
}
