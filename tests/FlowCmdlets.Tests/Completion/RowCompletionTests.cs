using System.Management.Automation;
using System.Text;
using FlowCmdlets.Tests.Engine;
using Xunit;

namespace FlowCmdlets.Tests.Completion;

/// <summary>Inputs, columns, and journals are completed.</summary>
public sealed class RowCompletionTests : CompletionTest
{
    private const string Launch = "Start-GenesysFlow 'Onboard employee'";

    private readonly string _folder = Directory.CreateTempSubdirectory("completion ").FullName;

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return base.DisposeAsync();
    }

    [Theory]
    [InlineData("-RequiredInput ", "userId startDate badgeNumber remote salary equipment")]
    [InlineData("-RequiredInput userId,b", "badgeNumber")]
    [InlineData("-RequiredInput Flow.b", "Flow.badgeNumber")]
    [InlineData("-FlowVersion 1.0 -RequiredInput ", "userId startDate")]
    [InlineData("-UserInput ", "userId")]
    [InlineData("-ExternalContactInput ", "userId")]
    [InlineData("-UserInput sal", "")]
    public void Inputs_of_the_flow_are_completed(string arguments, string offered)
    {
        Begin();
        _ = Texts("Start-GenesysFlow ");
        Assert.Equal(offered.Split(' ', StringSplitOptions.RemoveEmptyEntries), Texts($"{Launch} {arguments}"));
    }

    [Fact]
    public void An_input_shows_its_type_limits_and_description()
    {
        Begin();
        Assert.Equal(
            "string, up to 32000 characters. Id of the Genesys Cloud user",
            Assert.Single(Complete($"{Launch} -UserInput user")).ToolTip);
    }

    [Fact]
    public void Input_data_begins_with_a_key_or_all_and_cannot_be_run_before_it_is_filled_in()
    {
        Begin();
        IReadOnlyList<CompletionResult> offered = Complete($"{Launch} -InputData ");
        Assert.Equal("@{ startDate = ", offered.Single(input => input.ListItemText == "startDate").CompletionText);
        string all = offered[^1].CompletionText;
        Assert.Equal("@{ userId = ; startDate = ; badgeNumber = ; remote = ; salary = ; equipment = }", all);
        Assert.NotNull(Run($"{Launch} -InputData {all}").Terminating);
        Assert.Equal(["@{ badgeNumber = "], Texts($"{Launch} -InputData bad"));
    }

    [Theory]
    [InlineData("Employee,Start date,\"A, b\"\n1,2,3", "Import-Csv {0} |", "Employee|Start date|A, b")]
    [InlineData("Employee;Start", "Import-Csv {0} -Delimiter ';' |", "Employee|Start")]
    [InlineData("Employee\tStart", "Import-Csv -Delimiter \"`t\" -LiteralPath {0} |", "Employee|Start")]
    [InlineData("1,2", "Import-Csv {0} -Header No, Day |", "No|Day")]
    [InlineData("#TYPE x\n\"Two\nlines\",B", "ipcsv -Path {0} |", "Two\nlines|B")]
    [InlineData("Employee,Start", "Import-Csv {0} | Where-Object Start | Sort-Object Employee |", "Employee|Start")]
    [InlineData("Employee,Start", "Microsoft.PowerShell.Utility\\Import-Csv $file |", "Employee|Start")]
    [InlineData("Pr\u00FCfung,Start", "Import-Csv {0} |", "Pr\u00FCfung|Start")]
    [InlineData("Employee,Employee", "Import-Csv {0} |", "")]
    [InlineData("\"Say \"\"now\"\"\",\"a;b\", c d ,,5", "Import-Csv {0} |", "Say \"now\"|a;b|c d|5")]
    [InlineData("\"Never closed,b", "Import-Csv {0} |", "")]
    [InlineData("Employee,Start", "Import-Csv 'nodrive:\\people.csv' |", "")]
    [InlineData("Employee,Start", "Import-Csv 'people [.csv' |", "")]
    [InlineData("Employee,Start", "Import-Csv env:PATH |", "")]
    [InlineData("Employee,Start", "Import-Csv $missing |", "")]
    [InlineData("Employee,Start", "Import-Csv -NoSuch {0} |", "")]
    [InlineData("", "Import-Csv {0} |", "")]
    [InlineData("Employee,Start", "Import-Csv {0}.missing |", "")]
    [InlineData("Employee,Start", "Import-Csv (throw) |", "")]
    [InlineData("Employee,Start", "Import-Csv {0} | ForEach-Object {{ throw }} |", "")]
    [InlineData("Employee,Start", "Get-Content {0} |", "")]
    [InlineData("Employee,Start", "", "")]
    public void Columns_of_the_file_in_the_pipeline_are_completed(string content, string upstream, string columns)
    {
        string file = Path.Combine(_folder, "people [1].csv");
        bool hasMark = content.StartsWith("Pr\u00FC", StringComparison.Ordinal);
        File.WriteAllText(file, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: hasMark));
        Shell["file"] = WildcardPattern.Escape(file);
        bool isLiteral = upstream.Contains("Literal", StringComparison.Ordinal);
        upstream = string.Format(null, upstream, $"'{(isLiteral ? file : WildcardPattern.Escape(file))}'");
        string[] expected = columns.Split('|', StringSplitOptions.RemoveEmptyEntries);

        IReadOnlyList<CompletionResult> offered = Complete($"{upstream} Start-GenesysFlow X -Journal j -Key ");

        Assert.Equal(expected, offered.Select(column => Run($"Write-Output {column.CompletionText}").OutputOf<string>()[0]));
        if (expected.Length > 0)
            Assert.Equal("Column 1 of people [1].csv", offered[0].ToolTip);
        Assert.Equal(0, RequestCount);
    }

    [Fact]
    public void Of_a_long_file_the_header_is_read_even_while_a_spreadsheet_writes_it()
    {
        string file = Path.Combine(_folder, "long.csv");
        using var spreadsheet = new FileStream(file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
        spreadsheet.Write("Employee,Start\n"u8);
        spreadsheet.SetLength(1L << 30);
        spreadsheet.Flush();
        Assert.Equal(["Employee", "Start"], Texts($"Import-Csv '{file}' | Start-GenesysFlow X -Key "));
        Assert.Equal(["Start"], Texts($"Import-Csv '{file}' | Start-GenesysFlow X -Key s"));
    }

    [Fact]
    public void Columns_that_are_inputs_or_parameters_are_not_offered_to_be_ignored()
    {
        string file = Path.Combine(_folder, "people.csv");
        File.WriteAllText(file, "Employee,startDate,Flow.badgeNumber,UserId,Note [old]");
        Begin();
        Assert.Equal(["Employee", "'Note `[old`]'"], Texts($"Import-Csv '{file}' | {Launch} -IgnoreColumn "));
        Shell.DefaultSession = null;
        Assert.Equal(
            ["Employee", "startDate", "Flow.badgeNumber", "'Note `[old`]'"], Texts($"Import-Csv '{file}' | {Launch} -IgnoreColumn "));
    }

    [Theory]
    [InlineData("Start-GenesysFlow X -Journal")]
    [InlineData("Wait-GenesysFlowExecution -Journal")]
    [InlineData("Get-GenesysFlowJournal -Path")]
    [InlineData("Resolve-GenesysFlowJournal -Path")]
    public void Journals_and_folders_are_completed_and_other_files_are_not(string command)
    {
        foreach (string name in new[] { "run.jsonl", "run [1].jsonl", "it's.JSONL", "people.csv" })
            File.WriteAllText(Path.Combine(_folder, name), "");
        Directory.CreateDirectory(Path.Combine(_folder, "runs"));
        Shell["folder"] = _folder;
        Run("Set-Location $folder").WithoutErrors();

        IReadOnlyList<CompletionResult> offered = Complete($"{command} ");

        Assert.Equal(
            ["it's.JSONL", "run [1].jsonl", "run.jsonl", "runs"],
            offered.Select(file => file.ListItemText).Order(StringComparer.Ordinal));
        foreach (CompletionResult file in offered)
        {
            string path = Run($"Write-Output {file.CompletionText}").OutputOf<string>()[0];
            Assert.Equal(file.ListItemText, Path.GetFileName(path));
            Assert.StartsWith(Path.Combine(_folder, file.ListItemText), file.ToolTip, StringComparison.Ordinal);
        }

        Assert.Equal(3, Texts($"{command} r").Count());
        Assert.Equal(3, Texts($"{command} '{_folder}{Path.DirectorySeparatorChar}r").Count());
        Run("Set-Location /").WithoutErrors();
    }

    [Fact]
    public void Cultures_are_completed_by_name_and_by_language()
    {
        Assert.Contains("de-AT", Texts($"{Launch} -Culture de-"));
        Assert.Contains("de-AT", Texts($"{Launch} -Culture Austria"));
    }
}
