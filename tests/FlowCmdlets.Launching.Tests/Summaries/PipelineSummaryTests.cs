using System.Management.Automation;
using FlowCmdlets.Summaries;
using FlowCmdlets.Tests.Engine;
using FlowCmdlets.Tests.Journals;
using GenesysCloud.Launching;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Summaries;

/// <summary>A pipeline of launches and waits has one summary, whatever is between them, and however it ends.</summary>
public sealed class PipelineSummaryTests : JournalTest
{
    private const string Start = "$rows | Start-GenesysFlow 'Count rows'";

    public static TheoryData<string> Between =>
    [
        "",
        "Where-Object Outcome -NE Refused |",
        "Where-Object { $_.RowNumber -gt 0 } |",
        "Select-Object -Property * |",
        "Select-Object -ExpandProperty Id |",
        "Tee-Object -Variable launched |",
        "ForEach-Object { $_ } |",
        "ForEach-Object -Begin { 'x' | Out-Null } -Process { $_ } -End { 'x' | Out-Null } |",
        "Sort-Object RowNumber |",
    ];

    [Theory]
    [MemberData(nameof(Between))]
    public void Start_and_Wait_have_one_summary_with_launches_and_ends_and_a_failed_execution_is_never_exit_code_0(string between)
    {
        Cloud.AddFlow(Flow with { FailureShare = 0.5 });
        Rows(12);
        Transcript run = Run($"{Start} -SummaryVariable a | {between} Wait-GenesysFlowExecution -SummaryVariable b | Out-Null")
            .WithoutErrors();

        FlowRunSummary summary = run.RunSummary();
        Assert.Equal((12, 12, 12), (summary.Rows, summary.Launched, summary.Executions));
        Assert.InRange(summary.Failed, 1, 11);
        Assert.Equal((12 - summary.Failed, 0, 1), (summary.Completed, summary.NotEnded, summary.ExitCode));
        Assert.Same(summary, Variable("a"));
        Assert.Same(summary, Variable("b"));
    }

    [Fact]
    public void When_all_is_well_the_exit_code_is_0()
    {
        Rows(3);
        FlowRunSummary summary = Run($"{Start} | Wait-GenesysFlowExecution").WithoutErrors().RunSummary();
        Assert.Equal(
            ("3 rows: 3 launched, 0 refused, 0 not sent, 0 unknown; 3 completed, 0 failed, 0 not finished.", 0),
            (summary.ToString(), summary.ExitCode));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-PassThru")]
    public void That_all_rows_were_refused_is_not_hidden_by_a_wait_that_had_nothing_to_wait_for(string passThru)
    {
        Shell["rows"] = new[] { new PSObject(new { row = "one" }), new PSObject(new { row = "two" }) };
        FlowRunSummary summary = Run($"{Start} {passThru} -ErrorAction SilentlyContinue | Wait-GenesysFlowExecution").RunSummary();
        Assert.Equal((2, 2, 0, 1), (summary.Rows, summary.Refused, summary.Executions, summary.ExitCode));
    }

    [Fact]
    public void That_there_were_no_rows_is_said_once()
    {
        Rows(0);
        FlowRunSummary summary = Run($"{Start} | Wait-GenesysFlowExecution").WithoutErrors().RunSummary();
        Assert.Equal(
            ("0 rows: 0 launched, 0 refused, 0 not sent, 0 unknown.", 0, 0), (summary.ToString(), summary.Rows, summary.ExitCode));
    }

    [Fact]
    public void A_row_of_unknown_outcome_is_not_hidden_by_executions_that_completed()
    {
        Cloud.Faults.Add(Lose(FaultKind.DropAfter, times: 1, skip: 1));
        Rows(3);
        FlowRunSummary summary = Run($"{Start} | Wait-GenesysFlowExecution").RunSummary();
        Assert.Equal((2, 1, 2, 2), (summary.Launched, summary.Unknown, summary.Completed, summary.ExitCode));
    }

    [Fact]
    public void A_run_that_ends_early_writes_the_one_summary_before_its_error_with_what_the_wait_has_seen()
    {
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 403, Code = "not.authorized", Skip = 2, Times = 1 });
        Rows(6);
        Transcript run = Run($"{Start} -ThrottleLimit 1 -SummaryVariable a | Wait-GenesysFlowExecution -SummaryVariable b");
        FlowRunSummary summary = run.RunSummary();
        Assert.Equal(nameof(RunEndReason.NotPermitted), run.Terminating!.Id());
        Assert.Equal((2, RunEndReason.NotPermitted, 1), (summary.Launched, summary.EndedBy, summary.ExitCode));
        Assert.Same(summary, Variable("a"));
        Assert.Same(summary, Variable("b"));
    }

    [Fact]
    public void With_ErrorAction_Stop_the_summary_comes_before_the_error_of_the_launch()
    {
        Shell["rows"] = new[] { Row(1), new PSObject(new { row = "two" }) };
        Transcript run = Run($"{Start} -ErrorAction Stop -SummaryVariable a | Wait-GenesysFlowExecution -SummaryVariable b");
        FlowRunSummary summary = run.RunSummary();
        Assert.Equal((1, 1, 1), (summary.Launched, summary.Refused, summary.ExitCode));
        Assert.Equal(RunEndReason.Stopped, summary.EndedBy);
        Assert.Same(summary, Variable("b"));
        Assert.Same(summary, Variable("a"));
    }

    [Fact]
    public void With_ErrorAction_Stop_the_summary_comes_before_the_error_of_the_wait()
    {
        AddLasting(TimeSpan.FromHours(9));
        Transcript run = Run(
            "Start-GenesysFlow 'Lasting' -SummaryVariable a | " +
            "Wait-GenesysFlowExecution -Timeout 5 -ErrorAction Stop -SummaryVariable b");
        FlowRunSummary summary = run.RunSummary();
        Assert.Equal("WaitTimedOut", run.Terminating!.Id());
        Assert.Equal((1, 1, 1), (summary.Launched, summary.NotEnded, summary.ExitCode));
        Assert.Same(summary, Variable("a"));
        Assert.Same(summary, Variable("b"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Journal $journal")]
    public void What_was_launched_before_a_command_between_cut_the_launch_off_is_counted(string journal)
    {
        Rows(40);
        Transcript run = Run(
            $"{Start} {journal} -SummaryVariable a | Select-Object -First 2 | Wait-GenesysFlowExecution {journal} -SummaryVariable b");
        FlowRunSummary summary = run.RunSummary();
        Assert.Equal(2, run.Output.Count);
        Assert.Equal((Cloud.LaunchCount, 2), (summary.Launched, summary.Completed));
        Assert.Equal((RunEndReason.Stopped, 1), (summary.EndedBy, summary.ExitCode));
        Assert.Same(summary, Variable("a"));
        Assert.Same(summary, Variable("b"));
    }

    [Fact]
    public void What_names_no_execution_is_a_problem_of_the_wait()
    {
        FlowRunSummary summary = Run("[pscustomobject]@{ name = 'x' } | Wait-GenesysFlowExecution").RunSummary();
        Assert.Equal((1, 1, 1, 1), (summary.Executions, summary.NotEnded, summary.Unreadable, summary.ExitCode));
    }

    [Theory]
    [InlineData("-Timeout 1 -TimeoutAction Continue", 1)]
    [InlineData("", 0)]
    public void Executions_of_a_launch_that_feeds_another_launch_are_counted_beside_those_of_the_other(string timeout, int running)
    {
        Cloud.AddFlow(Flow);
        Cloud.AddFlow(new SimulatedFlow
        {
            Name = "First", MinDuration = TimeSpan.FromSeconds(20), MaxDuration = TimeSpan.FromSeconds(20),
        });
        FlowRunSummary summary = Run(
            $"'First' | Start-GenesysFlow -Wait {timeout} | ForEach-Object {{ [pscustomobject]@{{ row = 1 }} }} | " +
            "Start-GenesysFlow 'Count rows' | Wait-GenesysFlowExecution").WithoutErrors().RunSummary();
        Assert.Equal(
            (2, 2, 2 - running, running, running),
            (summary.Launched, summary.Executions, summary.Completed, summary.NotEnded, summary.ExitCode));
    }

    [Fact]
    public void A_run_that_cannot_start_has_no_summary_and_none_of_an_earlier_run_is_left()
    {
        Rows(2);
        Run($"{Start} -SummaryVariable a | Wait-GenesysFlowExecution -SummaryVariable b").WithoutErrors();
        Assert.NotNull(Variable("a"));
        File.WriteAllText(JournalPath, "no journal");
        Transcript run = Run($"{Start} -Journal $journal -SummaryVariable a | Wait-GenesysFlowExecution -SummaryVariable b");
        Assert.Equal("JournalFormatInvalid", run.Terminating!.Id());
        Assert.Empty(run.Information);
        Assert.Null(Variable("a"));
        Assert.Null(Variable("b"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("| Wait-GenesysFlowExecution -SummaryVariable b")]
    public void After_CtrlC_the_variables_have_the_summary_and_it_is_no_success(string wait)
    {
        Cloud.AddFlow(Flow with { MinDuration = TimeSpan.FromHours(9), MaxDuration = TimeSpan.FromHours(9) });
        Rows(4);
        Transcript stopped;
        string script = $"{Start} -SummaryVariable a {wait}";
        using (RunningScript running = Shell.Start(wait.Length > 0 ? script : $"{script} -Wait"))
        {
            Until(() => Cloud.LaunchCount == 4
                && Cloud.Launches.All(launch => Cloud.Requests.Any(request => request.Path.EndsWith(launch.Id, StringComparison.Ordinal))));
            stopped = running.Stop();
        }

        FlowRunSummary summary = Variable("a")!;
        Assert.Empty(stopped.Information);
        Assert.Equal(
            (4, 4, RunEndReason.Stopped, 1), (summary.Launched, summary.NotEnded, summary.EndedBy, summary.ExitCode));
        Assert.EndsWith("4 not finished; stopped early.", summary.ToString(), StringComparison.Ordinal);
        if (wait.Length > 0)
            Assert.Same(summary, Variable("b"));
    }

    [Fact]
    public void A_pipeline_that_is_cut_short_downstream_is_no_success()
    {
        Rows(50);
        Run($"{Start} -SummaryVariable a | Wait-GenesysFlowExecution | Select-Object -First 1").WithoutErrors();
        FlowRunSummary summary = Variable("a")!;
        Assert.Equal((RunEndReason.Stopped, 1), (summary.EndedBy, summary.ExitCode));
        Assert.Equal(Cloud.LaunchCount, summary.Launched);
    }

    [Fact]
    public void A_launch_within_a_function_that_feeds_a_wait_has_its_own_summary_and_counts_in_that_of_the_wait()
    {
        Shell["rows"] = new[] { Row(1), new PSObject(new { row = "two" }) };
        Run($"function Start-Rows {{ {Start} -ErrorAction SilentlyContinue -SummaryVariable global:a }}");
        FlowRunSummary[] summaries = Summaries(Run("Start-Rows | Wait-GenesysFlowExecution"));
        Assert.Equal(
            [(2, 1, 1, 0, 1), (2, 1, 1, 1, 1)],
            summaries.Select(summary => ((int)summary.Rows, (int)summary.Launched, (int)summary.Refused, (int)summary.Completed,
                summary.ExitCode)));
        Assert.Same(summaries[0], Variable("a"));

        Shell["rows"] = new[] { new PSObject(new { row = "two" }) };
        Assert.Equal([1, 1], Summaries(Run("Start-Rows | Wait-GenesysFlowExecution")).Select(summary => summary.ExitCode));
    }

    [Fact]
    public void Pipelines_within_a_pipeline_have_summaries_of_their_own()
    {
        Cloud.AddFlow(Flow with { Name = "Failing", Outcome = ExecutionOutcome.Failed });
        Rows(2);
        FlowRunSummary[] summaries = Summaries(Run(
            $"{Start} | ForEach-Object -Begin {{ Start-GenesysFlow Failing | Wait-GenesysFlowExecution | Out-Null }} -Process {{ " +
            "Start-GenesysFlow Failing | Wait-GenesysFlowExecution | Out-Null; $_ } | Wait-GenesysFlowExecution | Out-Null")
            .WithoutErrors());
        Assert.Equal([(1, 1), (1, 1), (1, 1)], summaries[..3].Select(summary => ((int)summary.Rows, summary.ExitCode)));
        Assert.Equal(2, summaries[3].Completed);
        Assert.Equal(4, summaries.Length);
    }

    [Fact]
    public void What_runs_downstream_of_a_wait_does_not_count_in_it()
    {
        Cloud.AddFlow(Flow with { Name = "Failing", Outcome = ExecutionOutcome.Failed });
        Rows(2);
        FlowRunSummary[] summaries = Summaries(Run(
            $"{Start} | Wait-GenesysFlowExecution | ForEach-Object {{ Start-GenesysFlow Failing -Wait }} | Out-Null").WithoutErrors());
        Assert.Equal([1, 1, 0], summaries.Select(summary => summary.ExitCode));
        Assert.Equal((2, 2), (summaries[2].Rows, summaries[2].Completed));
    }

    [Fact]
    public void Pipelines_one_after_another_have_a_summary_each()
    {
        Rows(2);
        FlowRunSummary[] summaries = Summaries(Run($"$launched = {Start}; $launched | Wait-GenesysFlowExecution").WithoutErrors());
        Assert.Equal(
            ["2 rows: 2 launched, 0 refused, 0 not sent, 0 unknown.", "2 executions: 2 completed, 0 failed, 0 not finished."],
            summaries.Select(summary => summary.ToString()));
    }

    [Fact]
    public void A_launch_that_follows_a_wait_adds_its_rows_to_the_one_summary()
    {
        Cloud.AddFlow(Flow with { Name = "Follow-up" });
        Rows(3);
        FlowRunSummary summary = Run(
            $"{Start} | Wait-GenesysFlowExecution | Start-GenesysFlow 'Follow-up' | Wait-GenesysFlowExecution")
            .WithoutErrors().RunSummary();
        Assert.Equal((6, 6, 6, 6, 0), (summary.Rows, summary.Launched, summary.Executions, summary.Completed, summary.ExitCode));
    }

    [Fact]
    public void A_filter_between_two_waits_hides_no_failed_execution()
    {
        Cloud.AddFlow(Flow with { FailureShare = 0.5 });
        Rows(12);
        FlowRunSummary summary = Run(
            $"{Start} | Wait-GenesysFlowExecution | Where-Object Status -EQ COMPLETED | Wait-GenesysFlowExecution").WithoutErrors()
            .RunSummary();
        Assert.Equal((12, 12, 1), (summary.Executions, summary.Completed + summary.Failed, summary.ExitCode));
        Assert.InRange(summary.Failed, 1, 11);
    }

    [Fact]
    public void A_proxy_of_either_command_changes_nothing()
    {
        Run(
            """
            function Start-Mine { [CmdletBinding()] param([Parameter(ValueFromPipeline)] $InputObject)
                begin { $s = { Start-GenesysFlow 'Count rows' -ErrorAction SilentlyContinue }.GetSteppablePipeline(); $s.Begin($true) }
                process { $s.Process($_) } end { $s.End() } }
            function Wait-Mine { [CmdletBinding()] param([Parameter(ValueFromPipeline)] $InputObject)
                begin { $s = { Wait-GenesysFlowExecution }.GetSteppablePipeline(); $s.Begin($true) }
                process { $s.Process($_) } end { $s.End() } }
            """).WithoutErrors();
        Shell["rows"] = new[] { Row(1), new PSObject(new { row = "two" }) };
        foreach (string pipeline in (string[])["Start-Mine | Wait-Mine", "Start-Mine | Wait-GenesysFlowExecution"])
        {
            FlowRunSummary summary = Run($"$rows | {pipeline}").RunSummary();
            Assert.Equal((2, 1, 1, 1, 1), (summary.Rows, summary.Launched, summary.Refused, summary.Completed, summary.ExitCode));
        }
    }

    [Fact]
    public void A_dry_run_has_no_summary_and_changes_neither_variable_nor_file()
    {
        Rows(2);
        Shell["file"] = Path.Combine(Folder, "summary.json");
        Shell["a"] = "before";
        Shell["b"] = "before";
        Transcript run = Run(
            $"{Start} -WhatIf -PassThru -SummaryVariable a -SummaryPath $file | " +
            "Wait-GenesysFlowExecution -SummaryVariable b -SummaryPath $file").WithoutErrors();
        Assert.Empty(Summaries(run));
        Assert.Equal(("before", "before"), (Shell["a"], Shell["b"]));
        Assert.False(File.Exists(Path.Combine(Folder, "summary.json")));
    }

    [Fact]
    public void With_one_journal_on_both_a_run_that_is_resumed_counts_each_failed_execution_once()
    {
        Cloud.AddFlow(Flow with { FailureShare = 0.5 });
        Rows(12);
        string pipeline = $"{Script("-PassThru")} | Wait-GenesysFlowExecution -Journal $journal";
        FlowRunSummary first = Run(pipeline).WithoutErrors().RunSummary();
        string[] pipelines =
        [
            pipeline, $"{pipeline} -SkipOutputs", Script(), Script("-Wait"), Script("-Wait -PassThru"),
            Script("-Wait -PassThru -SkipOutputs"),
        ];
        foreach (string again in pipelines)
        {
            FlowRunSummary summary = Run(again).WithoutErrors().RunSummary();
            Assert.Equal((12, first.Failed, 1), (summary.AlreadyLaunched, summary.Failed, summary.ExitCode));
            Assert.Equal(JournalPath, summary.Journal);
        }
    }

    private static FlowRunSummary[] Summaries(Transcript run) =>
    [
        .. run.All.Where(said => said.Channel == Channel.Information)
            .Select(said => ((InformationRecord)said.Value!).MessageData).OfType<FlowRunSummary>(),
    ];

    private FlowRunSummary? Variable(string name) =>
        Shell[name] is PSObject wrapped ? (FlowRunSummary)wrapped.BaseObject : (FlowRunSummary?)Shell[name];
}
