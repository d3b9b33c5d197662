using FlowCmdlets.Tests.Engine;
using GenesysCloud.Launching.Executions;
using Xunit;

namespace FlowCmdlets.Tests;

/// <summary>What the views show of rows, on which screens, and which text the times of results have.</summary>
public sealed class RowViewTests : CloudTest
{
    private const string Ada = "5a0bfde0-1234-4000-8000-000000000001";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("views-");

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_table_shows_the_key_of_a_row_or_its_number_and_the_person()
    {
        ConnectHurried();
        Shell["journal"] = Path.Combine(_folder.FullName, "run.jsonl");
        const string Rows =
            $"[pscustomobject]@{{ employee = 'E1'; UserId = '{Ada}' }}, [pscustomobject]@{{ employee = 'E2'; UserId = '{Ada}' }}";
        string[] keyed = Show($"{Rows} | Start-GenesysFlow 'Onboard employee' -Journal $journal -Key employee -WarningAction Ignore");
        Assert.Equal(["E1 5a0bfde0-1…", "E2 5a0bfde0-1…"], keyed[3..].Select(line => line[11..25].TrimEnd()));
        string[] numbered = Show($"{Rows} | Start-GenesysFlow 'Onboard employee' -WarningAction Ignore -Wait");
        Assert.Equal(
            ["1 5a0bfde0-12…", "2 5a0bfde0-12…"], numbered[3..].Select(line => line[11..25].TrimEnd()).Order(StringComparer.Ordinal));
        string[] one = Show($"Start-GenesysFlow 'Onboard employee' -UserId {Ada}");
        Assert.Equal("5a0bfde0-1234…", one[3][11..25].TrimEnd());
        string[] resumed = Show("Wait-GenesysFlowExecution -Journal $journal");
        Assert.Equal(["E1", "E2"], resumed[3..].Select(line => line[11..25].TrimEnd()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_list_shows_the_columns_of_the_row()
    {
        Connect();
        string[] lines = Show(
            "[pscustomobject]@{ badgeNumber = 4711; Office = \"Ulm`e[31m\" } | " +
            "Start-GenesysFlow 'Onboard employee' -WarningAction Ignore | Format-List");
        Assert.Contains("Row               : 1", lines);
        Assert.Contains("Columns           : badgeNumber = 4711", lines);
        Assert.Equal(@"Office = ""Ulm\u001B[31m""", lines[^1].Trim());
    }

    [Fact]
    public void Views_show_the_same_in_ConstrainedLanguage()
    {
        ConnectHurried();
        Run("""
            $global:rows = [pscustomobject]@{ badgeNumber = 4711 }, [pscustomobject]@{ badgeNumber = 'x' } |
                Start-GenesysFlow 'Onboard employee' -PassThru -Wait -ErrorAction SilentlyContinue
            """);
        const string Script = "$rows; $rows | Format-List; Get-GenesysFlow 'Export recordings' | Format-List; " +
            "Get-GenesysFlowInput 'Onboard employee'";
        string[] free = Show(Script);
        string[] constrained = Show(Script, "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'");
        Assert.Equal(free, constrained);
        Assert.Contains(free, line => line.StartsWith("refused    2 ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_status_is_colored_on_the_screen_only_and_a_failure_is_not_colored_as_a_success()
    {
        ConnectHurried();
        Shell.Host.HasColors = true;
        string[] lines = [.. Run(
            "$global:rows = @(Start-GenesysFlow 'Get time-off balance' @{ agentId = '452' } -Wait) + " +
            "@(Start-GenesysFlow 'Sync directory' -Wait); $rows | Out-Default")
            .WithoutErrors().HostLines];
        string completed = Assert.Single(lines, line => line.Contains("COMPLETED", StringComparison.Ordinal));
        string failed = Assert.Single(lines, line => line.Contains("ERROR", StringComparison.Ordinal));
        Assert.Matches("^\u001b\\[[0-9;]+mCOMPLETED", completed);
        Assert.Matches("^\u001b\\[[0-9;]+mERROR", failed);
        Assert.NotEqual(completed.Split('m')[0], failed.Split('m')[0]);

        Shell["file"] = Path.Combine(_folder.FullName, "shown.txt");
        string kept = string.Concat(
            Run("$rows | Out-File $file; Get-Content $file; $rows | Out-String; $rows | ConvertTo-Csv; $rows.Status")
                .WithoutErrors().Output);
        Assert.DoesNotContain("\u001b", kept, StringComparison.Ordinal);
        Assert.Contains("COMPLETED", kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    public void Times_are_read_back_exactly_in_any_culture(string culture)
    {
        ConnectHurried();
        Shell["file"] = Path.Combine(_folder.FullName, "rows");
        Transcript transcript = Run($$"""
            [cultureinfo]::CurrentCulture = '{{culture}}'
            $row = [pscustomobject]@{ agentId = '452' } | Start-GenesysFlow 'Get time-off balance' -Wait
            $row
            $row | Export-Csv "$file.csv"
            $row | Export-Clixml "$file.xml"
            $copy = Import-Clixml "$file.xml"
            $copy | Export-Csv "$file.copy.csv"
            [datetime](Import-Csv "$file.csv").DateLaunched
            [datetime](Import-Csv "$file.copy.csv").DateLaunched
            ($row | ConvertTo-Json | ConvertFrom-Json).DateLaunched
            $copy.DateLaunched
            """).WithoutErrors();
        DateTime launched = Assert.IsType<FlowExecution>(transcript.Output[0].BaseObject).DateLaunched!.Value;
        Assert.Equal(4, transcript.Output.Skip(1).Count());
        Assert.All(transcript.Output.Skip(1), time => Assert.Equal(launched, ((DateTime)time.BaseObject).ToLocalTime()));
    }

    [Fact]
    public void A_time_is_a_DateTime_in_scripts()
    {
        ConnectHurried();
        Transcript transcript = Run("""
            $time = (Start-GenesysFlow 'Export recordings').DateLaunched
            $time -is [datetime]
            $time.ToString('yyyy', [cultureinfo]::InvariantCulture) -eq $time.Year
            $time.ToString() -eq $time.ToString('O')
            $time.ToString([cultureinfo]'de-DE') -eq $time.ToString($null, [cultureinfo]'de-DE')
            ($time.AddHours(1) - $time).TotalHours -eq 1
            $time -lt $time.AddTicks(1)
            """).WithoutErrors();
        Assert.All(transcript.Output, isTrue => Assert.True((bool)isTrue.BaseObject));
        Assert.Equal(6, transcript.Output.Count);
    }

    [Fact]
    public void A_list_shows_times_as_the_culture_writes_them()
    {
        ConnectHurried();
        string[] lines = Show(
            "$run | Format-List", "[cultureinfo]::CurrentCulture = 'de-DE'; $run = Start-GenesysFlow 'Export recordings' -Wait");
        Assert.Matches(
            @"^DateLaunched +: [0-9]{2}\.[0-9]{2}\.[0-9]{4} [0-9:]{8}$",
            Assert.Single(lines, line => line.StartsWith("DateLaunched", StringComparison.Ordinal)));
    }

    [Fact]
    public void Jobs_and_files_hold_the_properties_and_not_what_views_show()
    {
        ConnectHurried();
        Transcript transcript = Run("[System.Management.Automation.PSSerializer]::Serialize((Start-GenesysFlow 'Export recordings'))");
        string xml = Assert.Single(transcript.WithoutErrors().Output).ToString();
        Assert.DoesNotContain("GenesysFlowsView", xml, StringComparison.Ordinal);
        Assert.Contains("RowNumber", xml, StringComparison.Ordinal);
    }
}
