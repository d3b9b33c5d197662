using System.Globalization;
using System.Management.Automation;
using CsCheck;
using FlowCmdlets.Binding;
using FlowCmdlets.Launching;
using FlowCmdlets.Tests.Engine;
using FlowCmdlets.Tests.Journals;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>What is emitted is input again: straight, or by way of a file, which makes text of everything.</summary>
public sealed class RowRoundTripTests : JournalTest
{
    private const string User = "7a7b1c2d-0000-4000-8000-00000000000";

    private static readonly SimulatedFlow s_clash = new()
    {
        Name = "Clash",
        Inputs = [new("Flow.id"), new("Flow.userId"), new("Flow.Duration"), new("id of it"), new("Flow.names") { IsList = true }],
    };

    [Theory]
    [InlineData("Id")]
    [InlineData("Name")]
    [InlineData("Status")]
    [InlineData("dateLaunched")]
    public void Rows_keyed_by_a_column_that_is_named_as_a_result_are_never_launched_twice(string key)
    {
        Shell["rows"] = Enumerable.Range(1, 3).Select(n => Row((key, $"E-{n}"), ("row", $"{n}"))).ToArray();
        Transcript emitted = Launch($"-Key {key} -WarningAction Ignore").WithoutErrors();
        Assert.Equal(["E-1", "E-2", "E-3"], emitted.Column($"Row.{key}"));
        for (int generation = 2; generation <= 3; generation++)
        {
            Shell["rows"] = ThroughCsv(emitted.Output);
            emitted = Launch($"-Key {key} -PassThru").WithoutErrors();
            Assert.Equal(["E-1", "E-2", "E-3"], emitted.Column($"Row.{key}"));
        }

        Assert.Equal(3, Cloud.LaunchCount);
    }

    [Fact]
    public void A_result_of_an_emitted_row_is_never_its_key()
    {
        Rows(2);
        Transcript emitted = Run("$rows | Start-GenesysFlow 'Count rows'").WithoutErrors();
        Shell["rows"] = ThroughCsv(emitted.Output);
        Transcript refused = Launch("-Key Id");
        Assert.Equal(["RowInvalid", "RowInvalid"], refused.ErrorIds());
        Assert.Contains(
            "Row 1: the row is output of an earlier launch, so 'Id' belongs to the execution",
            refused.Errors[0].Text(),
            StringComparison.Ordinal);
        Assert.Contains("'Row.Id'", refused.Errors[0].Text(), StringComparison.Ordinal);
        Assert.Equal(2, Cloud.LaunchCount);
    }

    [Fact]
    public void A_column_named_as_a_result_that_no_input_took_is_none_on_the_second_run_either()
    {
        Shell["rows"] = new[] { Row(("Status", "gold"), ("row", "1")) };
        Transcript emitted = Run("$rows | Start-GenesysFlow 'Count rows' -WarningAction Ignore").WithoutErrors();
        Assert.Equal(["gold"], emitted.Column("Row.Status"));
        Shell["rows"] = ThroughCsv(emitted.Output);
        Transcript again = Run("$rows | Start-GenesysFlow 'Count rows' -Strict").WithoutErrors();
        Assert.Empty(again.Warnings);
        Assert.Equal(["gold"], again.Column("Row.Status"));
        Assert.Equal(["""{"Flow.row":1}"""], Cloud.Launches.Select(launch => launch.InputData.ToString()).Distinct());
    }

    [Fact]
    public void Without_the_right_to_read_flows_a_column_named_as_a_result_stays_no_input()
    {
        ConnectHurried(SimulatedClients.LaunchOnly);
        Shell["flow"] = Cloud.Flows.First(flow => flow.Name == Flow.Name).Id;
        Shell["rows"] = Enumerable.Range(1, 3).Select(n => Row(("Id", $"E-{n}"), ("Flow.row", n))).ToArray();
        Shell["rows"] = Run("$rows | Start-GenesysFlow $flow -Journal $journal -WarningAction Ignore").WithoutErrors().Output.ToArray();
        Assert.Empty(Run("$rows | Start-GenesysFlow $flow -Journal $journal -WarningAction Ignore").WithoutErrors().Output);
        AssertEachLaunchedOnce(3);
    }

    [Fact]
    public void A_row_that_was_refused_is_emitted_as_it_came()
    {
        Cloud.AddFlow(s_clash);
        Shell["rows"] = new[] { Row(("FlowName", "Clahs"), ("UserId", User + "1"), ("Id", "E-1"), ("FlowVersion", "1.0")) };
        Transcript refused = Run("$rows | Start-GenesysFlow -PassThru");
        Assert.Equal(["FlowNotFound"], refused.ErrorIds());
        PSObject[] rows = ThroughCsv(refused.Output);
        rows[0].Properties["FlowName"].Value = "Clash";
        Shell["rows"] = rows;
        Run("$rows | Start-GenesysFlow").WithoutErrors();
        LaunchRecord launch = Assert.Single(Cloud.Launches);
        Assert.Equal(("1.0", $$"""{"Flow.id":"E-1","Flow.userId":"{{User}}1"}"""), (launch.FlowVersion, launch.InputData.ToString()));
    }

    [Theory]
    [InlineData("$emitted")]
    [InlineData("$emitted | Export-Csv $csv; Import-Csv $csv")]
    public void Inputs_nested_in_a_Flow_object_are_no_less_refused_when_they_come_again(string again)
    {
        Transcript transcript = Run($$"""
            $emitted = [pscustomobject]@{ Flow = @{ row = 1 } } | Start-GenesysFlow 'Count rows' -PassThru
            {{again}} | Start-GenesysFlow 'Count rows'
            """);
        Assert.Equal(["InputInvalid", "InputInvalid"], transcript.ErrorIds());
        Assert.All(transcript.Errors, error => Assert.Contains("is a nested object", error.Text(), StringComparison.Ordinal));
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void A_key_may_be_a_parameter_that_the_launch_writes_otherwise()
    {
        Shell["rows"] = new[] { Row(("FlowName", " count ROWS"), ("row", "1")) };
        Transcript emitted = Run("$rows | Start-GenesysFlow -Journal $journal -Key FlowName").WithoutErrors();
        Assert.Equal(["Count rows"], emitted.Column("FlowName"));
        Shell["rows"] = ThroughCsv(emitted.Output);
        Assert.Empty(Run("$rows | Start-GenesysFlow -Journal $journal -Key FlowName").WithoutErrors().Output);
        AssertEachLaunchedOnce(1);
    }

    [Fact]
    public void Results_are_known_in_hashtables_too()
    {
        Shell["rows"] = Enumerable.Range(1, 2).Select(n => Row(("Id", $"E-{n}"), ("row", $"{n}"))).ToArray();
        Transcript emitted = Launch("-Key Id -WarningAction Ignore").WithoutErrors();
        Shell["rows"] = ThroughCsv(emitted.Output);
        Assert.Empty(Run(
            "$rows | ForEach-Object { $row = @{}; foreach ($p in $_.PSObject.Properties) { $row[$p.Name] = $p.Value }; $row } | " +
            "Start-GenesysFlow 'Count rows' -Journal $journal -Key Id").WithoutErrors().Output);
        AssertEachLaunchedOnce(2);
    }

    [Theory]
    [InlineData("names", "@('a', 'b; c', '')", """["a","b; c",""]""")]
    [InlineData("names", "[Collections.Generic.List[object]]::new()", "[]")]
    [InlineData("numbers", "1, 2", "[1,2]")]
    [InlineData("numbers", "@(3)", "[3]")]
    [InlineData("days", "@([datetime]'2026-12-01')", """["2026-12-01"]""")]
    public void A_list_survives_the_file(string column, string value, string sent)
    {
        Cloud.AddFlow(new SimulatedFlow
        {
            Name = "Lists",
            Inputs =
            [
                new("Flow.names") { IsList = true },
                new("Flow.numbers", ArchitectType.Integer) { IsList = true },
                new("Flow.days", ArchitectType.Date) { IsList = true },
            ],
        });
        Transcript emitted = Run($"[pscustomobject]@{{ {column} = {value} }} | Start-GenesysFlow Lists").WithoutErrors();
        Assert.Equal([sent], emitted.Column(column));
        Shell["rows"] = ThroughCsv(emitted.Output);
        Run("$rows | Start-GenesysFlow Lists").WithoutErrors();
        Assert.Equal([$$"""{"Flow.{{column}}":{{sent}}}"""], Cloud.Launches.Select(launch => launch.InputData.ToString()).Distinct());
        Assert.Equal(2, Cloud.LaunchCount);
    }

    [Fact]
    public void A_list_that_a_file_cannot_keep_for_want_of_a_type_is_refused_and_not_launched_as_text()
    {
        ConnectHurried(SimulatedClients.LaunchOnly);
        Shell["flow"] = Cloud.Flows.First(flow => flow.Name == Flow.Name).Id;
        Transcript emitted = Run(
            "[pscustomobject]@{ 'Flow.names' = 'a', 'b' } | Start-GenesysFlow $flow -WarningAction Ignore").WithoutErrors();
        Shell["rows"] = ThroughCsv(emitted.Output);
        Assert.Contains(
            "column 'Flow.names': 'System.Object[]' isn't a value that can be sent",
            Assert.Single(Run("$rows | Start-GenesysFlow $flow -WarningAction Ignore").Errors).Text(),
            StringComparison.Ordinal);
        Shell["rows"] = emitted.Output.ToArray();
        Run("$rows | Start-GenesysFlow $flow -WarningAction Ignore").WithoutErrors();
        Assert.Equal(
            ["""{"Flow.names":["a","b"]}""", """{"Flow.names":["a","b"]}"""], Cloud.Launches.Select(launch => launch.InputData.ToString()));
    }

    [Fact]
    public void A_list_or_object_that_is_no_input_is_emitted_as_JSON()
    {
        PSObject emitted = Assert.Single(Run(
            "[pscustomobject]@{ row = '1'; tags = 'a', 2, $null; more = [pscustomobject]@{ x = @{ y = 'ü' } } } | " +
            "Start-GenesysFlow 'Count rows' -WarningAction Ignore").WithoutErrors().Output);
        Assert.Equal(("""["a",2,null]""", """{"x":{"y":"ü"}}"""), (emitted.Properties["tags"].Value, emitted.Properties["more"].Value));
    }

    [Fact]
    public void Typed_values_survive_the_file_in_any_culture_and_stay_typed_where_their_text_does()
    {
        Cloud.AddFlow(new SimulatedFlow
        {
            Name = "Types",
            Inputs =
            [
                new("Flow.day", ArchitectType.Date), new("Flow.at", ArchitectType.DateTime), new("Flow.rate", ArchitectType.Decimal),
                new("Flow.count", ArchitectType.Integer), new("Flow.sure", ArchitectType.Boolean), new("Flow.text"),
            ],
        });
        Transcript emitted = Run("""
            [cultureinfo]::CurrentCulture = 'de-DE'
            [pscustomobject]@{ day = [datetime]'2026-12-01'; at = [datetimeoffset]'2026-12-01T10:00:00+01:00'; rate = 1.5; count = 7;
            """ + """
             sure = $true; text = $true } | Start-GenesysFlow Types -OutVariable emitted
            $emitted | Export-Csv $csv
            Import-Csv $csv | Start-GenesysFlow Types
            """).WithoutErrors();
        Assert.Single(Cloud.Launches.Select(launch => launch.InputData.ToString()).Distinct());
        Assert.Equal(2, Cloud.LaunchCount);
        PSObject first = emitted.Output[0];
        Assert.Equal(
            ("2026-12-01", "1.5", 7, true, "true"),
            (
                first.Properties["day"].Value,
                first.Properties["rate"].Value,
                first.Properties["count"].Value,
                first.Properties["sure"].Value,
                first.Properties["text"].Value));
    }

    [Theory]
    [InlineData("@('a', 'b')")]
    [InlineData("[datetime]'2026-12-01'")]
    [InlineData("1.5")]
    [InlineData("$true")]
    public void A_typed_key_is_the_same_key_in_the_file(string key)
    {
        Run($$"""
            [cultureinfo]::CurrentCulture = 'de-DE'
            $emitted = [pscustomobject]@{ person = {{key}}; row = '1' } | Start-GenesysFlow 'Count rows' -Journal $journal -Key person
            $emitted | Export-Csv $csv
            Import-Csv $csv | Start-GenesysFlow 'Count rows' -Journal $journal -Key person
            """).WithoutErrors();
        AssertEachLaunchedOnce(1);
    }

    [Theory]
    [InlineData("@{ '' = 'x'; row = '1' }", "a column has no name (its value is 'x')")]
    [InlineData("@{ PSObject = 'x'; row = '1' }", "a column is named 'PSObject', which PowerShell reserves")]
    [InlineData("$twice", "the columns 'row' and 'Row' differ only in case")]
    public void What_could_not_be_emitted_is_refused_before_it_is_launched(string row, string told)
    {
        Shell["twice"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["row"] = 1, ["Row"] = 1 };
        Transcript transcript = Run($"{row}, @{{ row = '2' }} | Start-GenesysFlow 'Count rows'");
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal("RowInvalid", error.Id());
        Assert.Contains(told, error.Text(), StringComparison.Ordinal);
        Assert.Single(transcript.Output);
        Assert.Equal(1, Cloud.LaunchCount);
    }

    [Fact]
    public void A_column_and_its_twin_with_prefix_are_both_emitted()
    {
        Cloud.AddFlow(s_clash);
        Shell["rows"] = new[] { Row(("Id", "x"), ("Flow.Id", "x")) };
        PSObject emitted = Assert.Single(Run("$rows | Start-GenesysFlow Clash").WithoutErrors().Output);
        Assert.Equal(("x", "x"), (emitted.Properties["Row.Id"].Value, emitted.Properties["Flow.Id"].Value));
    }

    [Fact]
    public void Rows_of_any_columns_are_launched_once_and_with_the_same_inputs_however_often_they_go_round()
    {
        Cloud.AddFlow(s_clash);
        int run = 0;

        // A column that names the flow is no cell of the row's own once a launch has emitted it.
        string[] ofTheFlow = ["Flow", "FlowId", "FlowName"];
        Gen<string[]> someOfWhichHasValues = s_columns.Where(columns => columns.Any(column =>
            ValueOf(column, 1).Length > 0 && !ofTheFlow.Contains(column, StringComparer.OrdinalIgnoreCase)));
        Gen.Select(someOfWhichHasValues, Gen.Int[0, 20], Gen.Bool).Sample((columns, keyAt, asFile) =>
        {
            run++;
            Shell["journal"] = Path.Combine(Folder, $"{run}.jsonl");
            string? key = keyAt < columns.Length && ValueOf(columns[keyAt], 1).Length > 0 ? columns[keyAt] : null;
            Shell["key"] = key;
            Shell["rows"] = Enumerable.Range(1, 2)
                .Select(n => Row([.. columns.Select(column => (column, (object?)ValueOf(column, n)))]))
                .ToArray();
            string script =
                $"$rows | Start-GenesysFlow Clash -Journal $journal {(key is null ? "" : "-Key $key")} -PassThru -WarningAction Ignore " +
                "-IgnoreColumn *";
            int before = Cloud.LaunchCount;
            Transcript emitted = Run(script).WithoutErrors();
            Assert.Equal(2, Cloud.LaunchCount - before);
            for (int generation = 2; generation <= 3; generation++)
            {
                Shell["rows"] = asFile ? ThroughCsv(emitted.Output) : [.. emitted.Output];
                emitted = Run(script).WithoutErrors();
                Assert.Equal(
                    ["AlreadyLaunched", "AlreadyLaunched"], emitted.OutputOf<FlowExecution>().Select(execution => execution.Outcome));
            }

            Assert.Equal(2, Cloud.LaunchCount - before);
            Shell["rows"] = ThroughCsv(emitted.Output);
            Run("$rows | Start-GenesysFlow Clash -WarningAction Ignore -IgnoreColumn *").WithoutErrors();
            string[] inputs = [.. Cloud.Launches.OrderBy(launch => launch.Sequence)
                .Skip(before)
                .Select(launch => launch.InputData?.ToString() ?? "")];
            Assert.Equal(inputs[..2].Order(StringComparer.Ordinal), inputs[2..].Order(StringComparer.Ordinal));
        }, iter: TestEffort.Of(10), threads: 1);
    }

    private static readonly Gen<string[]> s_columns = Gen.Select(
            Gen.Frequency((3, Gen.OneOf([.. ColumnNames.Results])), (1, Gen.OneOf(
                "Flow", "row", "names", "*", "[a]", "a b", "ü'\"", "Count", "Length", "ToString", "GetType", "x.y", "Item", "employee"))),
            Gen.Frequency(
                (4, Gen.Const("")), (2, Gen.Const("Flow.")), (2, Gen.Const("Row.")), (1, Gen.Const("row.ROW.")),
                (1, Gen.Const("Flow.Row.")), (1, Gen.Const("Row.Flow."))),
            Gen.Int[0, 2],
            (name, prefix, how) => how switch { 0 =>
                (prefix + name).ToUpperInvariant(), 1 => (prefix + name).ToLowerInvariant(), _ => prefix + name })
        .Array[1, 7].Select(names => names.DistinctBy(name => name.ToUpperInvariant()).ToArray());

    /// <summary>Columns for one input agree; a version is one for all rows, and one of the two persons is enough.</summary>
    private static string ValueOf(string column, int row) => column.ToUpperInvariant().Replace("FLOW.", "", StringComparison.Ordinal) switch
    {
        "FLOWVERSION" or "EXTERNALCONTACTID" => "",
        "USERID" => User + row,
        var name => $"{name} {row}",
    };

    private static PSObject Row(params (string Name, object? Value)[] columns)
    {
        var row = new PSObject();
        foreach ((string name, object? value) in columns)
            row.Properties.Add(new PSNoteProperty(name, value));
        return row;
    }
}
