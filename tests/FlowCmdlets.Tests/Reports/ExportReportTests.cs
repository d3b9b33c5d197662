using System.Management.Automation;
using System.Management.Automation.Language;
using FlowCmdlets.Tests.Engine;
using Xunit;

namespace FlowCmdlets.Tests.Reports;

/// <summary>Export-GenesysFlowReport writes a page, or says why it can't.</summary>
public sealed class ExportReportTests : IDisposable
{
    private readonly ReportSample _sample = new();
    private readonly Shell _shell = new();

    public ExportReportTests() =>
        (_shell["journal"], _shell["results"], _shell["page"]) = (_sample.Journal, _sample.Results, _sample.Page);

    public void Dispose()
    {
        _shell.Dispose();
        _sample.Dispose();
    }

    private Transcript Export(string arguments = "") => _shell.Run($"Export-GenesysFlowReport $journal $page {arguments}");

    private string Page() => File.ReadAllText(_sample.Page);

    [Fact]
    public async Task A_report_needs_no_session_and_returns_its_file_on_request()
    {
        await _sample.LaunchAsync(400);
        Assert.Empty(Export().WithoutErrors().Output);
        Assert.Contains("Flow report: <bdi>Onboard employee</bdi>", Page(), StringComparison.Ordinal);
        Transcript run = Export("-Results $results -IncludeColumn department -RateLimit 300 -PassThru").WithoutErrors();
        Assert.Equal(_sample.Page, Assert.Single(run.OutputOf<FileInfo>()).FullName);
        Assert.Contains("\"Sales 1\"", Page(), StringComparison.Ordinal);
        Assert.Contains("Rate limit: 300 per minute", Page(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_to_resume_quotes_what_PowerShell_would_read_as_something_else()
    {
        await _sample.LaunchAsync(10);
        string journal = Path.Combine(Path.GetDirectoryName(_sample.Journal)!, "o'neill \u2019 $run.jsonl");
        File.Move(_sample.Journal, journal);
        _shell["journal"] = journal;
        Export().WithoutErrors();
        string command = $"-Journal '{CodeGeneration.EscapeSingleQuotedStringContent(journal)}' -Key 'EmployeeNumber'";
        Assert.Contains(FlowCmdlets.Reports.HtmlWriter.Encode(command), Page(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-IncludeColumn Department", "ParameterMissing")]
    [InlineData("-Delimiter ';'", "ParameterMissing")]
    [InlineData("-Results $results -IncludeColumn Departmnt", "ResultsColumnMissing")]
    [InlineData("-Results $results -Delimiter ';'", "ResultsInvalid")]
    [InlineData("-Results $journal", "ResultsInvalid")]
    [InlineData("-Results missing.csv", "ResultsUnreadable")]
    [InlineData("-NoClobber", "NoClobber")]
    [InlineData("-Results Env:PATH", "PathNotFile")]
    public async Task A_failure_leaves_the_file_of_before(string arguments, string id)
    {
        await _sample.LaunchAsync(10);
        await File.WriteAllTextAsync(_sample.Page, "before");
        ErrorRecord? error = Export(arguments).Terminating;
        Assert.Equal(id, error?.Id());
        Assert.NotEmpty(error!.ErrorDetails.RecommendedAction);
        Assert.Equal("before", Page());
        Assert.Equal(3, Directory.GetFiles(Path.GetDirectoryName(_sample.Page)!).Length);
    }

    [Theory]
    [InlineData("$journal $journal", "It is a journal, which records what was launched.")]
    [InlineData("$journal $link", "It is a journal, which records what was launched.")]
    [InlineData("$journal $results -Results $results", "It is the file of -Results.")]
    public async Task No_report_replaces_a_journal_or_its_results(string arguments, string reason)
    {
        await _sample.LaunchAsync(10);
        string link = Path.Combine(Path.GetDirectoryName(_sample.Journal)!, "link.html");
        File.CreateSymbolicLink(link, _sample.Journal);
        _shell["link"] = link;
        byte[] journal = await File.ReadAllBytesAsync(_sample.Journal);
        string results = await File.ReadAllTextAsync(_sample.Results);
        ErrorRecord error = _shell.Run($"Export-GenesysFlowReport {arguments} -Force").Terminating!;
        Assert.Equal(("FileNotWritten", "Specify another file."), (error.Id(), error.Action()));
        Assert.EndsWith(reason, error.Text(), StringComparison.Ordinal);
        Assert.Equal(journal, await File.ReadAllBytesAsync(_sample.Journal));
        Assert.Equal(results, await File.ReadAllTextAsync(_sample.Results));
    }

    [Fact]
    public async Task Results_that_are_a_pipe_are_refused_and_not_waited_for()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "Pipes are made with mkfifo.");
        await _sample.LaunchAsync(10);
        string pipe = Path.Combine(Path.GetDirectoryName(_sample.Journal)!, "pipe");
        using (var make = System.Diagnostics.Process.Start("/usr/bin/mkfifo", [pipe]))
            await make.WaitForExitAsync();
        Assert.Equal("ResultsUnreadable", Export($"-Results '{pipe}'").Terminating?.Id());
    }

    [Fact]
    public async Task Results_of_another_run_are_an_error_and_single_rows_of_another_a_warning()
    {
        await _sample.LaunchAsync(10);
        string[] lines = await File.ReadAllLinesAsync(_sample.Results);
        string strange = lines[1].Replace("8000-000000000001", "8000-00000000ffff", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(_sample.Results, [lines[0], strange]);
        Assert.Equal("ResultsMismatch", Export("-Results $results").Terminating?.Id());
        await File.WriteAllLinesAsync(_sample.Results, [.. lines, strange]);
        Assert.Contains(
            "1 row of the results",
            Assert.Single(Export("-Results $results").WithoutErrors().Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_is_missing_is_an_error() => Assert.Equal("JournalUnusable", Export().Terminating?.Id());

    [Fact]
    public async Task WhatIf_writes_nothing()
    {
        await _sample.LaunchAsync(10);
        Export("-WhatIf").WithoutErrors();
        Assert.False(File.Exists(_sample.Page));
    }

    [Fact]
    public async Task A_read_only_file_is_replaced_by_Force_alone()
    {
        await _sample.LaunchAsync(10);
        await File.WriteAllTextAsync(_sample.Page, "before");
        File.SetAttributes(_sample.Page, FileAttributes.ReadOnly);
        Assert.Equal("FileNotWritten", Export().Terminating?.Id());
        Export("-Force").WithoutErrors();
        Assert.StartsWith("<!DOCTYPE html>", Page(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_of_the_results_are_completed()
    {
        await _sample.LaunchAsync(10);
        Transcript run = _shell.Run(
            "$line = \"Export-GenesysFlowReport run.jsonl run.html -Results '$results' -IncludeColumn Dep\"; " +
            "(TabExpansion2 $line $line.Length).CompletionMatches.CompletionText").WithoutErrors();
        Assert.Equal(["Department"], run.Output.Select(text => text.ToString()));
    }
}
