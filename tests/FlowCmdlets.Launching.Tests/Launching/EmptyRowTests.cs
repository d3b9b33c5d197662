using System.Data;
using System.Management.Automation;
using FlowCmdlets.Summaries;
using FlowCmdlets.Tests.Engine;
using FlowCmdlets.Tests.Journals;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>Rows that would give the flow nothing, or not what was meant, are not launched.</summary>
public sealed class EmptyRowTests : CloudTest
{
    private const string Launch = "Start-GenesysFlow Review";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rows-");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(
        "[pscustomobject]@{ employeeId = 'E1'; level = '' }, [pscustomobject]@{ employeeId = ''; level = ' ' }, " +
        "[pscustomobject]@{ employeeId = $null; level = [DBNull]::Value }")]
    [InlineData("@{ employeeId = 'E1' }, [pscustomobject]@{}, @{}")]
    [InlineData(
        "[pscustomobject]@{ employeeId = 'E1'; note = '' }, [pscustomobject]@{ employeeId = ''; note = \"$([char]0xA0)\" }, " +
        "[pscustomobject]@{ FlowName = ''; UserId = '' }")]
    public void Blank_rows_are_skipped_and_counted_and_named_in_one_warning(string rows)
    {
        Begin();
        Transcript transcript = Run(
            $"{rows} | {Launch} -WarningVariable +warnings -InputData @{{ note = 'constant' }} -PassThru -IgnoreColumn *").WithoutErrors();
        Assert.Equal(1, Cloud.LaunchCount);
        Assert.Equal("All cells of rows 2–3 are empty, so they were skipped.", Assert.Single(transcript.Warnings));
        Assert.Equal(["Launched", "Skipped", "Skipped"], transcript.OutputOf<FlowExecution>().Select(execution => execution.Outcome));
        FlowRunSummary summary = transcript.RunSummary();
        Assert.Equal((3, 1, 2, 2, 0), (summary.Rows, summary.Launched, summary.Skipped, summary.Blank, summary.ExitCode));
    }

    [Fact]
    public void A_dry_run_sees_blank_rows_and_counts_them()
    {
        Begin();
        Transcript transcript = Run(
            $"[pscustomobject]@{{ employeeId = 'E1' }}, [pscustomobject]@{{ employeeId = '' }} | {Launch} -WhatIf").WithoutErrors();
        Assert.Contains(
            "of 2 rows, 1 would be launched ('Review': 1) and 0 refused; 1 blank, skipped.",
            Assert.Single(transcript.Information),
            StringComparison.Ordinal);
        Assert.Equal("All cells of row 2 are empty, so it was skipped.", Assert.Single(transcript.Warnings));
    }

    [Theory]
    [InlineData(
        "[pscustomobject]@{ 'employeeId;level' = 'E1;2' }",
        "its only column 'employeeId;level' isn't an input of the flow; expected one of 'Flow.employeeId', 'Flow.level', 'Flow.note', " +
        "'Flow.data', 'Flow.tags'; was the file read with the wrong -Delimiter?")]
    [InlineData("[pscustomobject]@{ \"employeeId`tlevel\" = 'E1' }", "wrong -Delimiter?")]
    [InlineData("[pscustomobject]@{ 'employeeId|level' = 'E1' }", "wrong -Delimiter?")]
    [InlineData("[pscustomobject]@{ 'employeeId,level' = 'E1,2' }", "wrong -Delimiter?")]
    [InlineData("[pscustomobject]@{ 'sep=' = 'employeeId' }", "The first line of the file, 'sep=', is for Excel only")]
    [InlineData("[pscustomobject]@{ 'sep=;' = 'employeeId;level' }", "The first line of the file, 'sep=', is for Excel only")]
    [InlineData("[pscustomobject]@{ a = '1'; b = '2' }", "none of its columns 'a', 'b' is an input of the flow; expected one of")]
    [InlineData("[pscustomobject]@{ FlowName = 'Review' }", "its only column 'FlowName' isn't an input")]
    [InlineData("[pscustomobject]@{ 'Employee ID' = 'E1' }", "did you mean 'Flow.employeeId'?")]
    public void Rows_without_any_column_for_an_input_end_the_run_before_the_first_launch(string row, string told)
    {
        Begin();
        Transcript transcript = Run($"1..3 | ForEach-Object {{ {row} }} | {Launch} -InputData @{{ note = 'constant' }}");
        Assert.Equal("NoMatchingColumn", transcript.Terminating!.Id());
        Assert.Contains(told, transcript.Terminating!.Text(), StringComparison.Ordinal);
        Assert.Contains("-IgnoreColumn *", transcript.Terminating!.Action(), StringComparison.Ordinal);
        Assert.Equal("NoMatchingColumn", Run($"{row} | {Launch} -WhatIf").Terminating!.Id());
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void Ignoring_all_columns_launches_rows_with_the_constants_alone()
    {
        Begin();
        Transcript transcript = Run(
            "[pscustomobject]@{ a = '1' }, [pscustomobject]@{ b = '2' } | " +
            $"{Launch} -InputData @{{ note = 'constant' }} -IgnoreColumn *").WithoutErrors();
        Assert.Empty(transcript.Warnings);
        Assert.Equal(2, Cloud.LaunchCount);
        Assert.All(Cloud.Launches, launch => Assert.Equal("""{"Flow.note":"constant"}""", launch.InputData.ToString()));
    }

    [Fact]
    public void A_later_row_of_other_columns_is_refused_alone()
    {
        Begin();
        Transcript transcript = Run(
            "[pscustomobject]@{ employeeId = 'E1' }, [pscustomobject]@{ a = '1' }, [pscustomobject]@{ 'Employee ID' = 'E3'; " +
            $"level = '2' }}, [pscustomobject]@{{ employeeId = 'E4' }} | {Launch}");
        Assert.Null(transcript.Terminating);
        Assert.Equal(["NoMatchingColumn", "ColumnMisspelled"], transcript.Errors.Select(error => error.Id()));
        Assert.StartsWith("Row 2 was not launched: its only column 'a'", transcript.Errors[0].Text(), StringComparison.Ordinal);
        Assert.StartsWith("Row 3 was not launched: column 'Employee ID':", transcript.Errors[1].Text(), StringComparison.Ordinal);
        Assert.Equal(2, Cloud.LaunchCount);
    }

    [Fact]
    public void A_row_whose_inputs_are_all_empty_is_refused_though_its_other_cells_are_not()
    {
        Begin();
        Transcript transcript = Run(
            "[pscustomobject]@{ employeeId = ''; remark = 'total' } | " +
            $"{Launch} -WarningAction Ignore -InputData @{{ note = 'constant' }}");
        Assert.Contains(
            "all of its cells that are inputs of the flow are empty; expected at least one value",
            Assert.Single(transcript.Errors).Text(),
            StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Theory]
    [InlineData("", "ColumnMisspelled")]
    [InlineData("-WhatIf", "ColumnMisspelled")]
    [InlineData("-Strict", "ColumnMisspelled")]
    [InlineData("-IgnoreColumn 'Employee*'", null)]
    [InlineData("-IgnoreColumn 'employee id'", null)]
    [InlineData("-InputData @{ employeeId = 'all' }", null)]
    public void A_column_nearly_named_as_an_input_that_nothing_fills_ends_the_run_unless_it_is_meant(string parameters, string? error)
    {
        Begin();
        Transcript transcript = Run($"[pscustomobject]@{{ 'Employee ID' = 'E1'; level = '2' }} | {Launch} {parameters}");
        Assert.Equal(error, transcript.Terminating?.Id());
        if (error is not null)
        {
            Assert.Contains(
                "'Employee ID': the flow declares no such input, but it declares 'Flow.employeeId', which no other column fills",
                transcript.Terminating!.Text(),
                StringComparison.Ordinal);
            Assert.Contains("-IgnoreColumn 'Employee ID'", transcript.Terminating!.Text(), StringComparison.Ordinal);
        }

        Assert.Equal(error is null ? 1 : 0, Cloud.LaunchCount);
        Assert.Equal(parameters.StartsWith("-Inp", StringComparison.Ordinal) ? 1 : 0, transcript.Warnings.Count);
    }

    [Fact]
    public void An_ignored_column_may_not_be_an_input()
    {
        Begin();
        Assert.Equal(
            "IgnoredColumnIsInput",
            Run($"[pscustomobject]@{{ employeeId = 'E1'; level = '1' }} | {Launch} -IgnoreColumn level").Terminating!.Id());
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Theory]
    [InlineData("employeeId ")]
    [InlineData("\u00A0employeeId")]
    [InlineData("\uFEFFemployeeId")]
    [InlineData("\uFEFF\"employeeId\"")]
    public void What_surrounds_a_header_unseen_does_not_count(string header)
    {
        Begin();
        Shell["row"] = RowOf((header, "E1"), ("level", "2"));
        Shell["journal"] = Path.Combine(_folder.FullName, "run.jsonl");
        PSObject execution = Assert.Single(Run($"$row | {Launch} -Journal $journal -Key employeeId").WithoutErrors().Output);
        Assert.Equal("""{"Flow.employeeId":"E1","Flow.level":"2"}""", Assert.Single(Cloud.Launches).InputData.ToString());
        Assert.Equal("E1", execution.Properties["employeeId"].Value);
    }

    [Fact]
    public void Two_headers_that_differ_unseen_are_no_row()
    {
        Begin();
        Shell["row"] = RowOf(("employeeId", "E1"), ("employeeId ", "E2"));
        ErrorRecord error = Assert.Single(Run($"$row | {Launch}").Errors);
        Assert.Equal("RowInvalid", error.Id());
        Assert.Contains("the columns 'employeeId' and 'employeeId ' differ only in white space", error.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ employeeId = \"M$([char]0xFFFD)ller\"; level = '2' }", "column 'employeeId': 'M\uFFFDller'")]
    [InlineData("[pscustomobject]@{ employeeId = 'E1'; data = '{\"name\": \"M\\uFFFDller\"}' }", "column 'data'")]
    [InlineData("[pscustomobject]@{ employeeId = 'E1'; tags = @('a', \"$([char]0xFFFD)\") }", "column 'tags'")]
    [InlineData("[pscustomobject]@{ employeeId = 'E1' }", "-InputData 'note'", "-InputData @{ note = \"$([char]0xFFFD)\" }")]
    public void Text_that_could_not_be_read_refuses_its_row_with_a_hint_at_the_encoding(string row, string told, string parameters = "")
    {
        Begin();
        Transcript transcript = Run($"{row} | {Launch} {parameters}");
        Assert.Contains(told, Assert.Single(transcript.Errors).Text(), StringComparison.Ordinal);
        Assert.Contains("-Encoding", transcript.Errors[0].Text(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Theory]
    [InlineData("1.55512E+10")]
    [InlineData("1,55512E+10")]
    [InlineData("#N/A")]
    [InlineData("#REF!")]
    [InlineData("#NAME?")]
    [InlineData("#DIV/0!")]
    [InlineData("#####")]
    public void What_a_spreadsheet_wrote_in_place_of_text_is_warned_of_once_for_each_column_and_refused_when_strict(string cell)
    {
        Begin();
        Shell["cell"] = cell;
        Transcript transcript = Run(
            "[pscustomobject]@{ employeeId = 'E1'; note = 'x' }, [pscustomobject]@{ employeeId = $cell; " +
            $"note = 'x' }}, [pscustomobject]@{{ employeeId = $cell; note = $cell }} | {Launch}").WithoutErrors();
        Assert.Equal(2, transcript.Warnings.Count);
        Assert.StartsWith($"Row 2: column 'employeeId': '{cell}' is ", transcript.Warnings[0], StringComparison.Ordinal);
        Assert.StartsWith($"Row 3: column 'note': '{cell}' is ", transcript.Warnings[1], StringComparison.Ordinal);
        Assert.Equal(3, Cloud.LaunchCount);

        Transcript strict = Run($"[pscustomobject]@{{ employeeId = $cell }} | {Launch} -Strict");
        Assert.Contains($"column 'employeeId': '{cell}' is ", Assert.Single(strict.Errors).Text(), StringComparison.Ordinal);
        Assert.Equal(3, Cloud.LaunchCount);
    }

    [Theory]
    [InlineData("E+10")]
    [InlineData("12E4567")]
    [InlineData("#12")]
    [InlineData("#A1")]
    [InlineData("C#")]
    public void Text_that_only_looks_a_little_like_it_is_not_warned_of(string cell)
    {
        Begin();
        Shell["cell"] = cell;
        Assert.Empty(Run($"[pscustomobject]@{{ employeeId = $cell }} | {Launch}").WithoutErrors().Warnings);
    }

    [Fact]
    public void Columns_that_the_engine_adds_are_none()
    {
        Begin();
        using var table = new DataTable("People");
        table.Columns.Add("employeeId");
        table.Rows.Add("E1");
        Shell["table"] = table;
        PSObject execution = Assert.Single(Run($"$table.Rows | {Launch} -Strict").WithoutErrors().Output);
        Assert.DoesNotContain(
            execution.Properties, property => property.Name is "RowError" or "RowState" or "Table" or "ItemArray" or "HasErrors");

        Run($"$table.Rows | Select-Object * | {Launch} -Strict").WithoutErrors();
        Run(
            "[pscustomobject]@{ employeeId = 'E2'; PSComputerName = 'a'; RunspaceId = [guid]::NewGuid(); PSShowComputerName = $true; " +
            $"PSSourceJobInstanceId = 1 }} | {Launch} -Strict").WithoutErrors();
        Assert.Equal(3, Cloud.LaunchCount);
    }

    [Fact]
    public void A_table_may_have_columns_that_are_named_as_those_of_the_engine()
    {
        Cloud.AddFlow(new SimulatedFlow { Name = "Seat", Inputs = [new("Flow.table")] });
        Connect();
        using var table = new DataTable();
        table.Columns.Add("Table");
        table.Rows.Add("window");
        Shell["table"] = table;
        Run("$table.Rows | Start-GenesysFlow Seat -Strict").WithoutErrors();
        Assert.Equal("""{"Flow.table":"window"}""", Assert.Single(Cloud.Launches).InputData.ToString());
    }

    [Theory]
    [InlineData("Start-GenesysFlow Review -InputData @{ employee = 'E1' }", "NoMatchingInputData")]
    [InlineData("Start-GenesysFlow Review -InputData @{ employeeNr = 'E1'; level = '1' }", "ColumnMisspelled")]
    public void Constants_that_are_no_input_launch_nothing(string script, string error)
    {
        Begin();
        Transcript transcript = Run(script);
        Assert.Equal(error, transcript.Terminating!.Id());
        Assert.Contains("-InputData", transcript.Terminating!.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("column '", transcript.Terminating!.Text(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ employeeId = 'E1' } | Start-GenesysFlow $review", "NoMatchingColumn")]
    [InlineData("Start-GenesysFlow $review -InputData @{ employeeId = 'E1' }", "NoMatchingInputData")]
    public void Where_the_inputs_cannot_be_read_what_would_give_the_flow_nothing_ends_the_run(string script, string error)
    {
        Begin(SimulatedClients.LaunchOnly);
        Transcript transcript = Run(script);
        Assert.Equal(error, transcript.Terminating!.Id());
        Assert.Contains("a name that begins with 'Flow.'", transcript.Terminating!.Text(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void Where_the_inputs_cannot_be_read_every_dropped_name_is_reported_and_an_error_when_strict()
    {
        Begin(SimulatedClients.LaunchOnly);
        const string Script =
            "[pscustomobject]@{ 'Flow.employeeId' = 'E1'; level = '2' }, [pscustomobject]@{ 'Flow.employeeId' = 'E2'; note = 'x' } | " +
            "Start-GenesysFlow $review -InputData @{ extra = 1 }";
        Transcript transcript = Run(Script).WithoutErrors();
        Assert.All(
            ["'level'", "'note'", "'extra'"],
            name => Assert.Contains(transcript.Warnings, warning => warning.Contains(name, StringComparison.Ordinal)));
        Assert.Equal(2, Cloud.LaunchCount);
        Assert.Equal(["InputInvalid", "InputInvalid"], Run($"{Script} -Strict").Errors.Select(error => error.Id()));
        Assert.Equal(2, Cloud.LaunchCount);
    }

    [Fact]
    public void A_flow_that_takes_nothing_is_launched_once_for_each_row_and_says_how_often()
    {
        Connect();
        Transcript transcript = Run(
            "1..3 | ForEach-Object { [pscustomobject]@{ day = $_ } } | " +
            "Start-GenesysFlow 'Nightly clean-up' -IgnoreColumn day").WithoutErrors();
        Assert.Equal(3, Cloud.LaunchCount);
        Assert.Equal(
            "The flow 'Nightly clean-up' declares no inputs. It was launched 3 times, once for each row.",
            Assert.Single(transcript.Warnings));
    }

    private static PSObject RowOf(params (string Name, object? Value)[] columns)
    {
        var row = new PSObject();
        foreach ((string name, object? value) in columns)
            row.Properties.Add(new PSNoteProperty(name, value));
        return row;
    }

    private void Begin(SimulatedClient? client = null)
    {
        Cloud.AddFlow(new SimulatedFlow
        {
            Name = "Review",
            Inputs = [new("Flow.employeeId"), new("Flow.level"), new("Flow.note"), new(
                "Flow.data", ArchitectType.Json), new("Flow.tags") { IsList = true }],
        });
        Shell["review"] = Cloud.Flows.First(flow => flow.Name == "Review").Id;
        Connect(client);
    }
}
