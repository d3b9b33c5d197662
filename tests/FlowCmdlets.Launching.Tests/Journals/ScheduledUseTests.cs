using System.Text.RegularExpressions;
using FlowCmdlets.Summaries;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace FlowCmdlets.Tests.Journals;

/// <summary>The script of docs/scheduled-use.md, as it stands there: its exit code reports what happened to the rows.</summary>
public sealed partial class ScheduledUseTests : JournalTest
{
    public static TheoryData<string, int> Ends => new()
    {
        { "all is launched", 0 },
        { "a row is refused", 1 },
        { "the run ends early", 1 },
        { "an answer is lost for good", 2 },
        { "there is no input", 3 },
        { "the secret is wrong", 3 },
        { "the journal is another flow's", 3 },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void The_scheduled_script_ends_with_the_code_for_what_became_of_the_rows(string end, int exitCode)
    {
        WritePeople("1,E-1", "2,E-2", "3,E-3");
        switch (end)
        {
            case "a row is refused":
                WritePeople("1,E-1", "2,");
                break;
            case "the run ends early":
                Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 403, Code = "not.authorized", Skip = 1, Times = 1 });
                break;
            case "an answer is lost for good":
                Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 1, skip: 1));
                break;
            case "there is no input":
                File.Delete(In("people.csv"));
                break;
            case "the secret is wrong":
                Shell["secret"] = Secure("wrong");
                break;
            case "the journal is another flow's":
                Shell["journal"] = In("run-test.jsonl");
                Run("Start-GenesysFlow 'Nightly clean-up' -Journal $journal").WithoutErrors();
                break;
        }

        Assert.Null(Run(Script()).Terminating);
        Assert.Equal(exitCode, Shell.Host.ExitCode);
        Assert.Null(Shell.DefaultSession);
    }

    [Fact]
    public void The_workflow_for_GitHub_Actions_hands_the_secrets_over_in_the_environment_and_runs_once_at_a_time()
    {
        string text = Workflow().Match(
            File.ReadAllText(Path.Combine(Repository.Root, "docs", "scheduled-use.md"))).Groups["workflow"].Value;
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        YamlNode root = yaml.Documents.Single().RootNode;
        YamlNode step = root["jobs"]["launch"]["steps"][0];

        Assert.Equal("genesys-launches", root["concurrency"].ToString());
        Assert.Equal("0 6 * * 1-5", root["on"]["schedule"][0]["cron"].ToString());
        Assert.Equal("pwsh -NoProfile -NonInteractive -File /opt/jobs/launch.ps1", step["run"].ToString());
        Assert.All(
            new[] { "GENESYSCLOUD_OAUTHCLIENT_ID", "GENESYSCLOUD_OAUTHCLIENT_SECRET" },
            name => Assert.Equal($"${{{{ secrets.{name} }}}}", step["env"][name].ToString()));
    }

    [Fact]
    public void Run_again_the_scheduled_script_launches_what_is_left_and_tells_of_all_rows()
    {
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 403, Code = "not.authorized", Skip = 1, Times = 1 });
        WritePeople("1,E-1", "2,E-2", "3,E-3");
        Assert.Contains("The run stopped at row ", Run(Script()).Errors[^1].Text(), StringComparison.Ordinal);

        Run(Script()).WithoutErrors();

        Assert.Equal(0, Shell.Host.ExitCode);
        Assert.Equal(
            ["E-1", "E-2", "E-3"],
            Run($"Import-Csv '{In("results.csv")}'").WithoutErrors().Column("EmployeeNumber").Order(StringComparer.Ordinal));
        AssertEachLaunchedOnce(3);
    }

    [Fact]
    public void With_Wait_the_summary_counts_how_executions_ended_and_a_failed_one_is_no_success()
    {
        Cloud.AddFlow(Flow with { FailureShare = 0.5 });
        Rows(12);
        Transcript transcript = Run("$rows | Start-GenesysFlow 'Count rows' -Wait").WithoutErrors();
        FlowRunSummary summary = transcript.RunSummary();

        int failed = transcript.OutputOf<FlowExecution>().Count(execution => execution.Status == "FAILED");
        Assert.InRange(failed, 1, 11);
        Assert.Equal((12, 12 - failed, failed, 0), (summary.Launched, summary.Completed, summary.Failed, summary.NotEnded));
        Assert.Equal(1, summary.ExitCode);
    }

    [Fact]
    public void An_execution_whose_end_was_not_seen_is_no_success()
    {
        AddLasting(TimeSpan.FromHours(9));
        FlowRunSummary summary = Run("Start-GenesysFlow 'Lasting' -Wait -Timeout 00:00:05").RunSummary();
        Assert.Equal((1, 0, 0, 1), (summary.Launched, summary.Completed, summary.Failed, summary.NotEnded));
        Assert.Equal(
            ("1 row: 1 launched, 0 refused, 0 not sent, 0 unknown; 0 completed, 0 failed, 1 not finished.", 1),
            (summary.ToString(), summary.ExitCode));
    }

    private string In(string file) => Path.Combine(Folder, file);

    private void WritePeople(params string[] lines) => File.WriteAllLines(In("people.csv"), ["row,EmployeeNumber", .. lines]);

    /// <summary>The script in the folder that a scheduled job has to itself, with the names of this test.</summary>
    private string Script()
    {
        string script = Recipe().Match(File.ReadAllText(Path.Combine(Repository.Root, "docs", "scheduled-use.md"))).Groups["script"].Value;
        Assert.NotEmpty(script);
        return script
            .Replace("param([string] $Batch)", "$Batch = 'test'", StringComparison.Ordinal)
            .Replace("$PSScriptRoot", $"'{Folder}'", StringComparison.Ordinal)
            .Replace("Import-Module GenesysFlows", $"Import-Module '{Repository.Manifest}'", StringComparison.Ordinal)
            .Replace(
                "Connect-GenesysCloud -ErrorAction",
                "Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret -ErrorAction",
                StringComparison.Ordinal)
            .Replace("'Onboard employee'", "'Count rows'", StringComparison.Ordinal)
            .Replace("-Key EmployeeNumber", "-Key EmployeeNumber -ReconcileTimeout 0 -ThrottleLimit 1", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"```yaml\r?\n(?<workflow>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Workflow();

    [GeneratedRegex(@"```powershell\r?\n(?<script># launch\.ps1.*?)```", RegexOptions.Singleline)]
    private static partial Regex Recipe();
}
