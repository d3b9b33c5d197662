using FlowCmdlets.Summaries;
using FlowCmdlets.Tests.Engine;
using FlowCmdlets.Tests.Journals;
using Xunit;

namespace FlowCmdlets.Tests.Summaries;

/// <summary>The variable that <c>-SummaryVariable</c> sets, in the scope of the caller.</summary>
public sealed class SummaryVariableTests : JournalTest
{
    public static TheoryData<string> Commands =>
        ["Start-GenesysFlow 'Count rows' -SummaryVariable s", "$rows | Wait-GenesysFlowExecution -SummaryVariable s"];

    [Theory]
    [MemberData(nameof(Commands))]
    public void It_is_set_in_the_scope_of_a_function_a_script_block_a_script_and_a_module(string command)
    {
        string script = Path.Combine(Folder, "launch.ps1");
        string module = Path.Combine(Folder, "Launching.psm1");
        File.WriteAllText(script, $"$null = {command}\n$s.ExitCode");
        File.WriteAllText(module, $"function Start-Ours {{ $null = {command}\n$s.ExitCode }}");
        Shell["rows"] = Array.Empty<string>();
        string[] callers =
        [
            $"function Start-Mine {{ $null = {command}; $s.ExitCode }}; Start-Mine",
            $"& {{ $null = {command}; $s.ExitCode }}",
            $"& '{script}'",
            $"Import-Module '{module}'; Start-Ours",
        ];
        Assert.All(callers, caller =>
        {
            Assert.Equal([0], Run(caller.Replace("$rows", "@()", StringComparison.Ordinal)).WithoutErrors().OutputOf<int>());
            Assert.Null(Shell["s"]);
        });
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void It_is_set_at_the_prompt_and_in_a_scope_that_the_name_says(string command)
    {
        Shell["rows"] = Array.Empty<string>();
        Run($"$null = {command}").WithoutErrors();
        Assert.IsType<FlowRunSummary>(Shell["s"]);
        string scoped = command.Replace("-SummaryVariable s", "-SummaryVariable script:t", StringComparison.Ordinal);
        Run($"& {{ $null = {scoped} }}").WithoutErrors();
        Assert.IsType<FlowRunSummary>(Shell["t"]);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_variable_that_cannot_be_set_is_an_error_before_anything_is_launched(string command)
    {
        Shell["rows"] = Array.Empty<string>();
        Run("Set-Variable s 'mine' -Option ReadOnly").WithoutErrors();
        Transcript run = Run(command);
        Assert.Equal("SummaryVariableInvalid", run.Terminating!.Id());
        Assert.StartsWith(
            "The variable 's' of -SummaryVariable can't be set: Cannot overwrite variable s", run.Terminating!.Text(),
            StringComparison.Ordinal);
        Assert.StartsWith("Specify the name of a variable that can be changed", run.Terminating!.Action(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
        Assert.Equal("mine", Shell["s"]);
    }

    [Theory]
    [InlineData("$s")]
    [InlineData("function:s")]
    [InlineData("typed")]
    [InlineData("no such drive:s")]
    public void What_cannot_hold_a_summary_is_an_error_before_anything_is_launched(string name)
    {
        Run("[int] $typed = 1").WithoutErrors();
        Transcript run = Run($"Start-GenesysFlow 'Count rows' -SummaryVariable '{name}'");
        Assert.Equal(("SummaryVariableInvalid", 0), (run.Terminating!.Id(), Cloud.LaunchCount));
    }

    [Theory]
    [InlineData("Start-GenesysFlow 'Count rows' -SummaryVariable s")]
    [InlineData("Start-GenesysFlow 'Count rows' | Wait-GenesysFlowExecution -SummaryVariable s")]
    [InlineData("Start-GenesysFlow 'Count rows' | Where-Object Id | Wait-GenesysFlowExecution -SummaryVariable s")]
    public void It_is_cleared_when_the_command_cannot_even_start(string command)
    {
        Shell["s"] = "of yesterday";
        Run("Get-GenesysCloudSession | Disconnect-GenesysCloud").WithoutErrors();
        Assert.Equal("NotConnected", Run(command).Terminating!.Id());
        Assert.Null(Shell["s"]);
    }

    [Fact]
    public void A_wait_counts_what_ended_how_and_what_could_not_be_read()
    {
        Cloud.AddFlow(Flow with { FailureShare = 0.5 });
        AddLasting(TimeSpan.FromHours(9));
        Rows(8);
        Transcript run = Run(
            "$ids = @($rows | Start-GenesysFlow 'Count rows') + @(Start-GenesysFlow 'Lasting') + " +
            "@('9d1f0a52-0000-4000-8000-000000000000'); $ids | Wait-GenesysFlowExecution -Timeout 60 -SummaryVariable s | Out-Null");
        var summary = (FlowRunSummary)Shell["s"]!;
        Assert.Equal(["ExecutionNotFound", "WaitTimedOut"], run.ErrorIds().Order(StringComparer.Ordinal));
        Assert.Equal((10, 8, 2, 1), (summary.Executions, summary.Completed + summary.Failed, summary.NotEnded, summary.Unreadable));
        Assert.InRange(summary.Failed, 1, 7);
        Assert.Equal(
            ($"10 executions: {summary.Completed} completed, {summary.Failed} failed, 2 not finished (1 unreadable).", 1),
            (summary.ToString(), summary.ExitCode));
    }
}
