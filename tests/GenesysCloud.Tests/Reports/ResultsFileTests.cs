using CsCheck;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Reports;
using GenesysCloud.Tests.Journal;
using Xunit;

namespace GenesysCloud.Tests.Reports;

/// <summary>The results of a run say more about the rows of its journal.</summary>
public sealed class ResultsFileTests : ReportTest
{
    private const string Header = "Id,RowNumber,RowKey,Status,DateLaunched,DateCompleted,CompletionReason,Error,salary";

    [Fact]
    public async Task Results_are_joined_by_execution_or_by_key()
    {
        await using (LaunchJournal journal = await OpenAsync())
        {
            foreach (int row in Enumerable.Range(1, 3))
                await journal.SendAsync($"E-{row}", row);
            await journal.LaunchedAsync("E-1", IdOf(1), "1.0");
            await journal.LaunchedAsync("E-2", IdOf(2), "1.0");
            await journal.RefusedAsync("E-3", 400, "bad.request");
        }

        FlowReport report = await ReportAsync(Results(
            $"""
            {Header}
            "{IdOf(1)}","9","x","COMPLETED","2026-12-01T09:00:00.0000000+01:00","2026-12-01T09:00:01.5000000+01:00",,,"100"
            "{IdOf(2)}","2","E-2","FAILED",,,"Failure","error.workflow.expression.unexpectedNull: Anna has no address","200"
            ,"3","e-3",,,,,"Row 3: column 'salary': 'abc' isn't a number","abc"
            """,
            included: ["SALARY"]));

        Assert.Equal(0, report.UnmatchedResults);
        Assert.Equal(["salary"], report.Results!.Included);
        Assert.Equal(
            [
                (FlowReportState.Completed, null, "100"),
                (FlowReportState.Failed, "error.workflow.expression.unexpectedNull", "200"),
                (FlowReportState.Refused, "400 bad.request", "abc"),
            ],
            report.Rows.Select(row => (row.State, row.Reason, Assert.Single(row.Cells))));
        Assert.Equal(TimeSpan.FromSeconds(1.5), report.Rows[0].Duration);
    }

    [Fact]
    public async Task Without_included_columns_no_cell_of_the_results_is_in_the_report()
    {
        await using (LaunchJournal journal = await OpenAsync())
            await FinishAsync(journal, "E-1", 1, TimeSpan.FromSeconds(1), "FAILED");

        FlowReport report = await ReportAsync(Results($"{Header}\n{IdOf(1)},1,E-1,FAILED,,,Failure,Anna has no address,200"));

        FlowReportRow row = Assert.Single(report.Rows);
        Assert.Empty(row.Cells);
        Assert.Equal("Failure", row.Reason);
    }

    [Fact]
    public async Task Results_of_another_run_are_an_error_and_single_rows_of_another_are_counted()
    {
        await using (LaunchJournal journal = await OpenAsync())
            await FinishAsync(journal, "E-1", 1, TimeSpan.FromSeconds(1));
        string other = $"{Header}\n{IdOf(8)},1,E-1\n{IdOf(9)},2,E-2";

        ResultsFileException mismatch = await Assert.ThrowsAsync<ResultsFileException>(() => ReportAsync(Results(other)));
        Assert.Equal(ResultsProblem.OtherRun, mismatch.Problem);
        Assert.Contains("none of its 2 rows", mismatch.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await ReportAsync(Results($"{other}\n{IdOf(1)},1,E-1"))).UnmatchedResults);
    }

    [Fact]
    public async Task A_row_without_a_key_is_joined_by_its_number()
    {
        await using (LaunchJournal journal = await OpenAsync())
            await journal.RejectedAsync(null, 4, "KeyInvalid");

        FlowReport report = await ReportAsync(Results($"{Header}\n,4,,,,,,,50", included: ["salary"]));

        Assert.Equal(["50"], Assert.Single(report.Rows).Cells);
    }

    [Fact]
    public async Task Rows_with_the_key_of_another_row_are_joined_by_their_number_and_are_no_rows_of_another_run()
    {
        await using (LaunchJournal journal = await OpenAsync())
        {
            await FinishAsync(journal, "D", 3, TimeSpan.FromSeconds(1));
            await journal.RejectedAsync(null, 4, "KeyInvalid");
            await journal.RejectedAsync(null, 5, "KeyInvalid");
        }

        FlowReport report = await ReportAsync(
            Results($"{Header}\n,4,D,,,,,,40\n,5,D,,,,,,50\n{IdOf(3)},3,D,,,,,,30", included: ["salary"]));

        Assert.Equal(["30", "40", "50"], report.Rows.Select(row => Assert.Single(row.Cells)));
        Assert.Equal(0, report.UnmatchedResults);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void The_delimiter_is_detected(char delimiter)
    {
        ResultsFile results = Results("\"Name\",\"Id\",\"RowKey\"\n\"a\",\"b\",\"c\"".Replace(',', delimiter));
        Assert.Equal(("b", "c"), (Assert.Single(results.Rows).Id, results.Rows[0].Key));
    }

    [Fact]
    public void A_type_above_the_header_an_unusual_delimiter_and_a_short_record_are_read()
    {
        ResultsFile results = Results("#TYPE FlowExecution\r\nId~Name~Note\r\nx~y\r\n", '~', "Note");
        Assert.Equal(("x", ""), (Assert.Single(results.Rows).Id, Assert.Single(results.Rows[0].Cells)));
    }

    [Theory]
    [InlineData("Name,Status\na,b", nameof(ResultsProblem.Invalid), "no column 'Id'")]
    [InlineData("", nameof(ResultsProblem.Invalid), "no column 'Id'")]
    [InlineData("Id,Salari\n\"a", nameof(ResultsProblem.Invalid), "not closed")]
    [InlineData("Id,Salary\na,b", nameof(ResultsProblem.ColumnMissing), "Did you mean 'Salary'?")]
    public void A_file_that_cannot_be_used_is_an_error_that_says_why(string text, string problem, string message)
    {
        ResultsFileException unusable = Assert.Throws<ResultsFileException>(() => Results(text, null, "Salari"));
        Assert.Equal(problem, unusable.Problem.ToString());
        Assert.Contains(message, unusable.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_file_that_is_missing_is_an_error() => Assert.Equal(
        ResultsProblem.Unreadable,
        Assert.Throws<ResultsFileException>(() => ResultsFile.Read(ResultsPath, null, [])).Problem);

    [Fact]
    public void Every_cell_that_Export_Csv_can_write_is_read_as_it_was()
    {
        var cell = Gen.OneOf(Gen.String, Gen.String[Gen.Char[",;\"\r\n\t a"], 0, 8]);
        cell.Array[1, 4].Array[1, 4].Sample(records =>
        {
            string text = string.Join(
                "\r\n",
                records.Select(record => string.Join(
                    ",", record.Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))));
            using var reader = new StringReader(text);
            Assert.Equal(records, [.. CsvText.Read(reader, ',').Select(record => record.ToArray())]);
        });
    }
}
