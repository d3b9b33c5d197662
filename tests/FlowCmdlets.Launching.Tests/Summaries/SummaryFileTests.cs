using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using System.Xml.Linq;
using FlowCmdlets.Tests.Engine;
using FlowCmdlets.Tests.Journals;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Summaries;

/// <summary>The file that <c>-SummaryPath</c> names.</summary>
public sealed class SummaryFileTests : JournalTest
{
    [Fact]
    public void Start_and_Wait_write_the_same_summary_in_the_form_that_the_name_says()
    {
        Cloud.AddFlow(Flow with { FailureShare = 0.5, Error = new SimulatedError("error.value", "It failed.") });
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 1, skip: 3));
        Shell["rows"] = Enumerable.Range(1, 8).Select(number => Row(number, $"E-{number}"))
            .Append(new PSObject(new { employee = "E-9", row = "secret cell", text = "private" })).ToArray();
        Run(
            $"$rows | Start-GenesysFlow 'Count rows' -Journal $journal -Key employee -ReconcileTimeout 0 -SummaryVariable s " +
            $"-SummaryPath '{In("summary.json")}' | Wait-GenesysFlowExecution -SummaryPath '{In("summary.XML")}' | Out-Null");

        JsonElement json = Json();
        Assert.Equal(
            (true, 2, 9, 7, 1, 1),
            (json.GetProperty("finished").GetBoolean(), Number("exitCode"), Number("rows"), Number("launched"), Number("refused"),
                Number("unknown")));
        Assert.Equal(JournalPath, json.GetProperty("journal").GetString());
        Assert.Equal(Shell["s"]!.ToString(), json.GetProperty("text").GetString());
        JsonElement[] problems = [.. json.GetProperty("problems").EnumerateArray()];
        Assert.Equal(2 + Number("failed"), problems.Length);
        Assert.Contains(problems, problem => Texts(problem) == "Refused 9 E-9  InputInvalid");
        Assert.Contains(problems, problem => Texts(problem).StartsWith("Unknown ", StringComparison.Ordinal)
            && Texts(problem).EndsWith(" LaunchOutcomeUnknown", StringComparison.Ordinal));
        Assert.Equal(Number("failed"), problems.Count(problem => Texts(problem).StartsWith("Failed ", StringComparison.Ordinal)));

        XElement suite = Suite("summary.XML");
        Assert.Equal($"{problems.Length + 1}", suite.Attribute("tests")!.Value);
        Assert.Equal("2", suite.Attribute("errors")!.Value);
        Assert.Equal(
            "Refused: InputInvalid.",
            suite.Elements("testcase").Single(test => test.Attribute("name")!.Value == "Row 9 (key 'E-9')")
                .Element("failure")!.Attribute("message")!.Value);
        string all = File.ReadAllText(In("summary.json")) + File.ReadAllText(In("summary.XML"));
        Assert.DoesNotContain("secret cell", all, StringComparison.Ordinal);
        Assert.DoesNotContain("private", all, StringComparison.Ordinal);

        int Number(string name) => json.GetProperty(name).GetInt32();
    }

    [Fact]
    public void A_run_without_a_problem_is_one_test_case_that_passes()
    {
        Rows(3);
        Run($"$rows | Start-GenesysFlow 'Count rows' -Wait -SummaryPath '{In("summary.xml")}'").WithoutErrors();
        XElement suite = Suite("summary.xml");
        XElement test = Assert.Single(suite.Elements("testcase"));
        Assert.Equal(("Run", 0), (test.Attribute("name")!.Value, test.Elements().Count()));
        Assert.Equal("3", suite.Element("properties")!.Elements().Single(one => one.Attribute("name")!.Value == "completed")
            .Attribute("value")!.Value);
        Assert.Equal([In("summary.xml")], Directory.GetFiles(Folder, "summary*"));
    }

    [Theory]
    [InlineData("summary.json")]
    [InlineData("summary.xml")]
    public void While_the_command_runs_and_after_it_was_killed_the_file_says_that_it_has_not_finished(string file)
    {
        File.WriteAllText(In(file), """{"finished":true,"text":"of yesterday"}""");
        Shell["read"] = (Func<string>)(() => File.ReadAllText(In(file)));
        Rows(1);
        string seen = Assert.Single(
            Run($"$rows | Start-GenesysFlow 'Count rows' -SummaryPath '{In(file)}' | ForEach-Object {{ $read.Invoke() }}")
                .WithoutErrors().OutputOf<string>());
        string unfinished = file.EndsWith("xml", StringComparison.Ordinal) ? "\"ExitCode3\"" : "\"finished\": false";
        Assert.Contains(unfinished, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(unfinished, File.ReadAllText(In(file)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_cannot_start_leaves_a_file_that_says_so()
    {
        File.WriteAllText(JournalPath, "no journal");
        Rows(1);
        Run($"$rows | Start-GenesysFlow 'Count rows' -Journal $journal -SummaryPath '{In("summary.json")}'");
        Assert.Equal((false, 3), (Json().GetProperty("finished").GetBoolean(), Json().GetProperty("exitCode").GetInt32()));
    }

    [Fact]
    public void After_CtrlC_the_file_has_the_summary()
    {
        Cloud.AddFlow(Flow with { MinDuration = TimeSpan.FromHours(9), MaxDuration = TimeSpan.FromHours(9) });
        Rows(3);
        using (RunningScript running = Shell.Start(
            $"$rows | Start-GenesysFlow 'Count rows' | Wait-GenesysFlowExecution -SummaryPath '{In("summary.json")}'"))
        {
            Until(() => Cloud.Requests.Count(request => request.Path.Contains("/executions/", StringComparison.Ordinal)) >= 3);
            running.Stop();
        }

        Assert.Equal(
            ("Stopped", 1, 3),
            (Json().GetProperty("endedBy").GetString(), Json().GetProperty("exitCode").GetInt32(),
                Json().GetProperty("launched").GetInt32()));
    }

    [Fact]
    public void A_wait_that_never_begins_because_the_launch_cannot_leaves_no_summary_of_yesterday()
    {
        const string Launch = "Start-GenesysFlow 'Count rows'";
        string wait = $"Wait-GenesysFlowExecution -SummaryPath '{In("summary.json")}'";
        Run($"{Launch} | {wait}").WithoutErrors();
        Assert.True(Json().GetProperty("finished").GetBoolean());

        Assert.Equal("ParameterMissing", Run($"{Launch} -Key row | {wait}").Terminating!.Id());
        Assert.Equal((false, 3), (Json().GetProperty("finished").GetBoolean(), Json().GetProperty("exitCode").GetInt32()));

        // What can't be written is a warning, and the error stays what it was.
        Transcript run = Run($"{Launch} -Key row | Wait-GenesysFlowExecution -SummaryPath '{In("no such folder/summary.json")}'");
        Assert.Equal("ParameterMissing", run.Terminating!.Id());
        Assert.Contains("no such folder", Assert.Single(run.HostWarnings), StringComparison.Ordinal);
        run = Run($"{Launch} -Key row | Wait-GenesysFlowExecution -SummaryPath 'nowhere:/summary.json'");
        Assert.Equal("ParameterMissing", run.Terminating!.Id());
        Assert.Contains("nowhere", Assert.Single(run.HostWarnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Start-GenesysFlow 'Count rows'")]
    [InlineData("Start-GenesysFlow 'Count rows' | Wait-GenesysFlowExecution")]
    public void A_path_that_cannot_be_written_is_an_error_before_anything_is_launched(string command)
    {
        Transcript run = Run($"{command} -SummaryPath '{In("no such folder/summary.json")}'");
        Assert.Equal("FileNotWritten", run.Terminating!.Id());
        Assert.EndsWith("Nothing was launched.", run.Terminating!.Text(), StringComparison.Ordinal);
        Assert.StartsWith("Check the folder of -SummaryPath", run.Terminating!.Action(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);

        const string Kept = """{"finished":true}""";
        File.WriteAllText(In("kept.json"), Kept);
        File.SetAttributes(In("kept.json"), FileAttributes.ReadOnly);
        Assert.Equal("FileNotWritten", Run($"{command} -SummaryPath '{In("kept.json")}'").Terminating!.Id());
        File.SetAttributes(In("kept.json"), FileAttributes.Normal);
        Assert.Equal((Kept, 0), (File.ReadAllText(In("kept.json")), Cloud.LaunchCount));
        Assert.Equal("PathNotFile", Run($"{command} -SummaryPath Env:/summary.json").Terminating!.Id());
    }

    [Theory]
    [InlineData("rows.csv", "row\n1\n", false)]
    [InlineData("other.json", """{"exitCode":0}""", false)]
    [InlineData("other.xml", "<?xml version=\"1.0\"?><flows/>", false)]
    [InlineData("empty.json", "", true)]
    [InlineData("of another tool.json", "\uFEFF{ \"finished\": true }", true)]
    public void Only_a_summary_or_an_empty_file_is_replaced(string name, string content, bool isReplaced)
    {
        File.WriteAllText(In(name), content);
        Transcript run = Run($"Start-GenesysFlow 'Count rows' | Wait-GenesysFlowExecution -SummaryPath '{In(name)}'");
        if (isReplaced)
        {
            run.WithoutErrors();
            Assert.Contains("\"exitCode\": 0", File.ReadAllText(In(name)), StringComparison.Ordinal);
            return;
        }

        Assert.Equal(("SummaryPathInvalid", 0), (run.Terminating!.Id(), Cloud.LaunchCount));
        Assert.Equal(
            ($"-SummaryPath is the file '{In(name)}', which isn't a summary and was not replaced. Nothing was launched.", content),
            (run.Terminating!.Text(), File.ReadAllText(In(name))));
    }

    [Theory]
    [InlineData("summary.json")]
    [InlineData("summary.xml")]
    public void A_summary_of_either_form_is_replaced_by_the_next(string name)
    {
        string command = $"Start-GenesysFlow 'Count rows' -SummaryPath '{In(name)}'";
        Run(command).WithoutErrors();
        Run(command).WithoutErrors();
        File.Copy(In(name), In("copy.json"));
        Run($"Start-GenesysFlow 'Count rows' -SummaryPath '{In("copy.json")}'").WithoutErrors();
    }

    [Fact]
    public void A_pipe_is_refused_and_not_read_from()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "Pipes are made with mkfifo.");
        using (var make = System.Diagnostics.Process.Start("/usr/bin/mkfifo", [In("pipe")]))
            make.WaitForExit();
        Transcript run = Run($"Start-GenesysFlow 'Count rows' -SummaryPath '{In("pipe")}'");
        Assert.Equal(("FileNotWritten", 0), (run.Terminating!.Id(), Cloud.LaunchCount));
        Assert.Contains("It is a device or a pipe, not a file.", run.Terminating!.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_is_never_replaced_by_a_summary()
    {
        Rows(2);
        Launch().WithoutErrors();
        byte[] journal = File.ReadAllBytes(JournalPath);
        Rows(4);
        Transcript run = Launch("-SummaryPath $journal");
        Assert.Equal(("SummaryPathInvalid", 2), (run.Terminating!.Id(), Cloud.LaunchCount));
        Assert.Equal(
            ($"-SummaryPath is the journal '{JournalPath}', which was not replaced. Nothing was launched.",
                "Specify another file for the summary."),
            (run.Terminating!.Text(), run.Terminating!.Action()));
        Assert.Equal(journal, File.ReadAllBytes(JournalPath));

        // It doesn't exist yet, and both would be written to it.
        string both = In("both.jsonl");
        Transcript twice = Run($"$rows | Start-GenesysFlow 'Count rows' -Journal '{both}' -SummaryPath '{In(".")}/both.jsonl'");
        Assert.Equal(("SummaryPathInvalid", 2), (twice.Terminating!.Id(), Cloud.LaunchCount));
        Assert.False(File.Exists(both));
    }

    [Fact]
    public void A_summary_that_cannot_be_written_in_the_end_is_an_error_that_keeps_no_result_back()
    {
        Directory.CreateDirectory(In("summaries"));
        Shell["lose"] = (Action)(() => Directory.Delete(In("summaries"), recursive: true));
        Rows(2);
        Transcript run = Run(
            $"$n = 0; $rows | Start-GenesysFlow 'Count rows' | Wait-GenesysFlowExecution -SummaryPath '{In("summaries/summary.json")}' | " +
            "ForEach-Object { if (++$n -eq 1) { $lose.Invoke() }; $_ }");
        Assert.Equal(["FileNotWritten"], run.ErrorIds());
        Assert.Equal((2, null, 0), (run.Output.Count, run.Terminating, run.RunSummary().ExitCode));
    }

    [Theory]
    [InlineData("Start-GenesysFlow 'Count rows'", "| Wait-GenesysFlowExecution -ErrorAction Stop")]
    [InlineData("Start-GenesysFlow 'Count rows' -Wait -ErrorAction Stop", "")]
    public void With_ErrorAction_Stop_that_error_ends_the_pipeline_after_the_summary(string start, string wait)
    {
        Directory.CreateDirectory(In("summaries"));
        Shell["lose"] = (Action)(() => Directory.Delete(In("summaries"), recursive: true));
        string path = $" -SummaryPath '{In("summaries/summary.json")}'";
        Transcript run = Run(
            (wait.Length == 0 ? start + path : $"{start} {wait}{path}") + " -SummaryVariable s | ForEach-Object { $lose.Invoke() }");
        Assert.Equal("FileNotWritten", run.Terminating!.Id());
        Assert.Equal(0, run.RunSummary().ExitCode);
        Assert.Equal(run.RunSummary().ToString(), Shell["s"]?.ToString());
    }

    private static string Texts(JsonElement problem) => string.Join(
        ' ',
        new[] { "state", "row", "key", "executionId", "reason" }.Select(
            name => name == "executionId" || !problem.TryGetProperty(name, out JsonElement value) ? ""
                : value.ValueKind == JsonValueKind.Number ? value.GetInt32().ToString(CultureInfo.InvariantCulture) : value.GetString()));

    private JsonElement Json() => JsonElement.Parse(File.ReadAllText(In("summary.json")));

    private XElement Suite(string file) => XDocument.Load(In(file)).Root!.Element("testsuite")!;

    private string In(string file) => Path.Combine(Folder, file);
}
