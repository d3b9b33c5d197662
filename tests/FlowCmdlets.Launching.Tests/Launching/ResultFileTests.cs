using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using FlowCmdlets.Tests.Engine;
using FlowCmdlets.Tests.Journals;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>The exported file is valid input again, whatever culture wrote it and whatever culture reads it.</summary>
public sealed class ResultFileTests : JournalTest
{
    private static readonly string[] s_cultures = ["en-US", "de-DE", "tr-TR", "fa-IR", "ar-SA", "ja-JP"];

    private static readonly SimulatedFlow s_types = new()
    {
        Name = "Types",
        Inputs =
        [
            new("Flow.day", ArchitectType.Date),
            new("Flow.at", ArchitectType.DateTime),
            new("Flow.rate", ArchitectType.Decimal),
            new("Flow.count", ArchitectType.Integer),
            new("Flow.sure", ArchitectType.Boolean),
            new("Flow.title"),
            new("Flow.names") { IsList = true },
            new("Flow.numbers", ArchitectType.Decimal) { IsList = true },
        ],
        MinDuration = TimeSpan.FromSeconds(1),
        MaxDuration = TimeSpan.FromSeconds(1),
    };

    public ResultFileTests() => Shell["cultures"] = s_cultures;

    public static TheoryData<string> Cultures => [.. s_cultures];

    private IEnumerable<string> DistinctInputs => Cloud.Launches.Select(launch => launch.InputData.ToString()!).Distinct();

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Typed_rows_exported_in_one_culture_are_the_same_inputs_in_every_culture(string culture)
    {
        Cloud.AddFlow(s_types);
        Shell["culture"] = culture;
        Transcript transcript = Run("""
            [cultureinfo]::CurrentCulture = $culture
            $row = [pscustomobject]@{
                day = [datetime]'2026-12-01'; at = [datetimeoffset]'2026-12-01T10:00:00+01:00'
                rate = -1234.5; count = 1234567; sure = $true
                title = 'ıI iİ "q", ۱٢3'; names = 'a;b', 'c'; numbers = 1.5, -2
            }
            $row | Start-GenesysFlow Types -Wait | Export-Csv $csv
            foreach ($other in $cultures) {
                [cultureinfo]::CurrentCulture = $other
                Import-Csv $csv | Start-GenesysFlow Types -Strict
            }
            """).WithoutErrors();
        Assert.Equal(s_cultures.Length, transcript.Output.Count);
        Assert.Equal(s_cultures.Length + 1, Cloud.LaunchCount);
        string inputs = Assert.Single(DistinctInputs);
        Assert.StartsWith("""{"Flow.day":"2026-12-01","Flow.at":"2026-12-01T09:00:00.000Z",""", inputs, StringComparison.Ordinal);
        Assert.Contains(""","Flow.rate":-1234.5,"Flow.count":1234567,"Flow.sure":true,""", inputs, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Dates_of_results_are_written_as_ISO_8601_in_every_culture(string culture)
    {
        Shell["culture"] = culture;
        Rows(2);
        Transcript transcript = Run("""
            [cultureinfo]::CurrentCulture = $culture
            $rows | Start-GenesysFlow 'Count rows' -Wait -OutVariable executions | Export-Csv $csv
            Import-Csv $csv
            foreach ($other in $cultures) {
                [cultureinfo]::CurrentCulture = $other
                Import-Csv $csv | Get-GenesysFlowExecution
                Import-Csv $csv | Wait-GenesysFlowExecution
            }
            """).WithoutErrors();
        var executions = Run("$executions").OutputOf<FlowExecution>().ToDictionary(execution => execution.Id!);
        Assert.Equal(
            executions.Values.Select(execution => execution.DateLaunched!.Value.ToString("O", CultureInfo.InvariantCulture)),
            transcript.Output.Take(2).Select(row => row.Properties["DateLaunched"].Value));
        PSObject[] read = [.. transcript.Output.Skip(2)];
        Assert.Equal(4 * s_cultures.Length, read.Length);
        Assert.All(read, row =>
        {
            var execution = (FlowExecution)row.BaseObject;
            Assert.Equal(executions[execution.Id!].DateLaunched, execution.DateLaunched);
        });
        Assert.All(read.Chunk(2), pair => Assert.Equal(["1", "2"], pair.Select(row => row.Properties["row"].Value).Order()));
        Assert.Equal(2, Cloud.LaunchCount);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void With_a_journal_the_result_file_launches_nothing_again_in_any_culture(string culture)
    {
        Shell["culture"] = culture;
        File.WriteAllText(Path.Combine(Folder, "people.csv"), """
            ID,ROW,Full name
            I-ı,1,"Işık, ""İ"" Ü"
            i-İ,2,"two
            lines"
            ۱٢,3,ä
            """.ReplaceLineEndings("\n"));
        Transcript transcript = Run($$"""
            Set-Location '{{Folder}}'
            [cultureinfo]::CurrentCulture = $culture
            Import-Csv people.csv | Start-GenesysFlow 'Count rows' -Journal $journal -Key id -PassThru -WarningAction Ignore |
                Wait-GenesysFlowExecution -Journal $journal | Export-Csv $csv
            foreach ($other in $cultures) {
                [cultureinfo]::CurrentCulture = $other
                Import-Csv $csv | Start-GenesysFlow 'Count rows' -Journal $journal -Key id -PassThru -WarningAction Ignore |
                    Wait-GenesysFlowExecution -Journal $journal | Export-Csv again.csv
                Import-Csv again.csv | Sort-Object ROW
            }
            """).WithoutErrors();
        AssertEachLaunchedOnce(3);
        Assert.All(transcript.Output.Chunk(3), rows =>
        {
            Assert.Equal(["I-ı", "i-İ", "۱٢"], rows.Select(row => row.Properties["Row.ID"].Value));
            Assert.Equal(["Işık, \"İ\" Ü", "two\nlines", "ä"], rows.Select(row => row.Properties["Full name"].Value));
            Assert.All(rows, row => Assert.Equal("COMPLETED", row.Properties["Status"].Value));
        });
        Assert.Equal(3 * s_cultures.Length, transcript.Output.Count);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void A_file_with_the_delimiter_of_its_culture_is_input_again(string culture)
    {
        Cloud.AddFlow(s_types);
        Shell["culture"] = culture;
        Run("""
            [cultureinfo]::CurrentCulture = $culture
            [pscustomobject]@{ rate = '1.5'; numbers = '1;2.5'; title = 'a;b,c،d' } | Start-GenesysFlow Types | Export-Csv $csv -UseCulture
            Import-Csv $csv -UseCulture | Start-GenesysFlow Types -Strict
            """).WithoutErrors();
        JsonElement inputs = Cloud.Launches[0].InputData!.Value;
        Assert.Equal("a;b,c،d", inputs.GetProperty("Flow.title").GetString());
        Assert.Equal(("1.5", "[1,2.5]"), (inputs.GetProperty("Flow.rate").GetRawText(), inputs.GetProperty("Flow.numbers").GetRawText()));
        Assert.Single(DistinctInputs);
        Assert.Equal(2, Cloud.LaunchCount);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Columns_and_values_in_capitals_are_known_in_any_culture(string culture)
    {
        SimulatedInput[] inputs = [new("Flow.title"), new("Flow.individual", ArchitectType.Boolean)];
        Cloud.AddFlow(new SimulatedFlow { Name = "Clash of initials", Inputs = inputs });
        Shell["culture"] = culture;
        Run("""
            [cultureinfo]::CurrentCulture = $culture
            @'
            FLOWNAME,FLOW.TITLE,INDIVIDUAL
            CLASH OF INITIALS,I,TRUE
            clash of initials,i,false
            '@ | ConvertFrom-Csv | Start-GenesysFlow -Strict | Export-Csv $csv
            Import-Csv $csv | Start-GenesysFlow -Strict
            """).WithoutErrors();
        Assert.Equal(
            ["""{"Flow.title":"I","Flow.individual":true}""", """{"Flow.title":"i","Flow.individual":false}"""],
            DistinctInputs.Order(StringComparer.Ordinal));
        Assert.Equal(4, Cloud.LaunchCount);
    }

    [Theory]
    [InlineData("utf8")]
    [InlineData("utf8BOM")]
    [InlineData("unicode")]
    [InlineData("bigendianunicode")]
    [InlineData("utf32")]
    public void A_file_in_any_Unicode_encoding_is_input_again(string encoding)
    {
        Run($$"""
            $row = [pscustomobject]@{ row = '1'; text = 'Ümit 😀' }
            $row | Start-GenesysFlow 'Count rows' -Journal $journal | Export-Csv $csv -Encoding {{encoding}}
            Import-Csv $csv | Start-GenesysFlow 'Count rows' -Journal $journal -Strict
            """).WithoutErrors();
        AssertEachLaunchedOnce(1);
    }

    [Fact]
    public void Rows_of_several_flows_and_rows_that_were_refused_lose_no_column_in_one_file()
    {
        Cloud.AddFlow(new SimulatedFlow { Name = "With id", Inputs = [new("Flow.id"), new("Flow.row", ArchitectType.Integer)] });
        Run("""
            @'
            FlowName,Id,row
            Wiht id,E-1,1
            With id,E-2,2
            Count rows,E-3,3
            '@ | ConvertFrom-Csv | Start-GenesysFlow -PassThru -WarningAction Ignore -ErrorAction Ignore | Export-Csv $csv
            """).WithoutErrors();
        Run("Import-Csv $csv | Where-Object Outcome -EQ Launched | Start-GenesysFlow -WarningAction Ignore").WithoutErrors();
        Assert.Equal(
            [("""{"Flow.id":"E-2","Flow.row":2}""", 2), ("""{"Flow.row":3}""", 2)],
            Cloud.Launches.CountBy(launch => launch.InputData.ToString()!).Select(launches => (launches.Key, launches.Value)).Order());
        Assert.Equal(["E-1", "E-2", "E-3"], Run("Import-Csv $csv").WithoutErrors().Column("Row.Id"));
    }
}
