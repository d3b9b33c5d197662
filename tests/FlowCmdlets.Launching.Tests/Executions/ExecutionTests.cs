using System.Globalization;
using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Executions;

/// <summary>Executions, looked at and waited for.</summary>
public sealed class ExecutionTests : CloudTest
{
    private const string NoSuchId = "00000000-0000-4000-8000-00000000dead";

    public ExecutionTests() => Shell["user"] = "7a7b1c2d-0000-4000-8000-000000000001";

    [Theory]
    [InlineData("$run | {0}")]
    [InlineData("{0} $run")]
    [InlineData("{0} $run.Id")]
    [InlineData("{0} -Id $run.Id")]
    [InlineData("{0} -ExecutionId ([guid]$run.Id)")]
    [InlineData("$run.Id | {0}")]
    [InlineData("[guid]$run.Id | {0}")]
    [InlineData("[pscustomobject]@{{ Id = $run.Id; team = 'north' }} | {0}")]
    [InlineData("[pscustomobject]@{{ ExecutionId = $run.Id; team = 'north' }} | {0}")]
    public void An_execution_is_named_by_id_or_is_piped(string script)
    {
        ConnectHurried();
        Run("$run = Start-GenesysFlow 'Nightly clean-up' -Name nightly").WithoutErrors();
        foreach (string cmdlet in (string[])["Get-GenesysFlowExecution", "Wait-GenesysFlowExecution"])
        {
            FlowExecution execution = Assert.Single(Run(string.Format(null, script, cmdlet)).WithoutErrors().OutputOf<FlowExecution>());
            Assert.Equal(Cloud.Launches[0].Id, execution.Id);
            Assert.Equal(
                ("nightly", "Nightly clean-up", Cloud.Launches[0].FlowId, "1.0"),
                (execution.Name, execution.FlowName, execution.FlowId, execution.FlowVersion));
        }
    }

    [Fact]
    public void Several_ids_at_once_are_several_executions()
    {
        ConnectHurried();
        Transcript transcript = Run(
            "$ids = (1..3 | ForEach-Object { Start-GenesysFlow 'Nightly clean-up' }).Id; Get-GenesysFlowExecution $ids; " +
            "Wait-GenesysFlowExecution $ids").WithoutErrors();
        Assert.Equal(6, transcript.Output.Count);
        Assert.All(transcript.OutputOf<FlowExecution>().Skip(3), execution => Assert.Equal("COMPLETED", execution.Status));
    }

    [Fact]
    public void A_running_execution_is_shown_as_it_stands()
    {
        AddLasting(TimeSpan.FromDays(1));
        ConnectHurried();
        FlowExecution execution = Assert.Single(
            Run("Start-GenesysFlow Lasting | Get-GenesysFlowExecution").WithoutErrors().OutputOf<FlowExecution>());
        Assert.Equal(("RUNNING", null, null), (execution.Status, execution.DateCompleted, execution.Duration));
        Assert.Empty(execution.Output);
    }

    [Fact]
    public void A_completed_execution_has_its_outputs_under_their_names()
    {
        ConnectHurried();
        Transcript transcript = Run("""
            $x = Start-GenesysFlow 'Get time-off balance' @{ agentId = '452' } | Wait-GenesysFlowExecution
            $x
            $x.Output.'Flow.statusCode'
            $x.Output.'flow.status'
            $x.Output.'Flow.balanceMinutesPerDay'[1]
            $x.Output.'Flow.notes'.Count
            $null -eq $x.Output.'Flow.errorMsg'
            "$($x.Output)"
            """).WithoutErrors();
        var execution = (FlowExecution)transcript.Output[0].BaseObject;
        Assert.Equal(("COMPLETED", "Success", null), (execution.Status, execution.CompletionReason, execution.Error));
        Assert.True(execution.Duration > TimeSpan.Zero);
        Assert.Equal([200L, "Complete", "960", 0, true], transcript.Output.Skip(1).Take(5).Select(value => value.BaseObject));
        Assert.Contains("\"Flow.kinds\":[\"31\",\"32\"]", transcript.Output[6].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Charge card", "FAILED", "error.workflow.dataaction.failed", "Failure")]
    [InlineData("Sync directory", "ERROR", "error.workflow.loop.limitExceeded", null)]
    [InlineData("Expire sessions", "TERMINATED", null, "Stopped by supervisor")]
    public void An_execution_that_did_not_complete_is_an_object_that_says_why(string flow, string status, string? code, string? reason)
    {
        ConnectHurried();
        FlowExecution execution = Assert.Single(Run(
            $"Start-GenesysFlow '{flow}' -InputData @{{ {(flow == "Charge card" ? "amount = 1; externalContactId = 'c'" : "")} }} | " +
            "Wait-GenesysFlowExecution").WithoutErrors().OutputOf<FlowExecution>());
        Assert.Equal((status, code, reason), (execution.Status, execution.Error?.ErrorCode, execution.CompletionReason));
        Assert.NotNull(execution.DateCompleted);
        Assert.Empty(execution.Output);
    }

    [Fact]
    public void The_conversation_of_an_execution_is_told()
    {
        ConnectHurried();
        string conversation = Assert.Single(
            Run("Start-GenesysFlow 'Escalate case' -ExternalContactId $user -InputData @{ caseNumber = 7 } -Wait")
                .WithoutErrors()
                .OutputOf<FlowExecution>()).Conversation!;
        Assert.Equal(Assert.Single(Cloud.Launches).ConversationId, conversation);
    }

    [Fact]
    public void A_status_that_nobody_knows_yet_is_shown_and_is_an_end()
    {
        ConnectHurried(handler: new TestTransport { Rewrite = body =>
            body.Replace("\"status\":\"COMPLETED\"", "\"status\":\"ARCHIVED\",\"archivedBy\":{}", StringComparison.Ordinal) });
        Assert.Equal(
            "ARCHIVED", Assert.Single(Run("Start-GenesysFlow 'Nightly clean-up' -Wait").WithoutErrors().OutputOf<FlowExecution>()).Status);
    }

    [Theory]
    [InlineData("Get-GenesysFlowExecution")]
    [InlineData("Wait-GenesysFlowExecution")]
    public void Columns_of_the_row_go_along(string cmdlet)
    {
        ConnectHurried();
        PSObject execution = Assert.Single(Run(
            "[pscustomobject]@{ userId = $user; team = 'north' } | Start-GenesysFlow 'Onboard employee' -WarningAction Ignore | " +
            $"Wait-GenesysFlowExecution | {cmdlet}").WithoutErrors().Output);
        Assert.Equal("north", execution.Properties["team"].Value);
        Assert.Equal(Shell["user"], execution.Properties["UserId"].Value);
        Assert.Equal("COMPLETED", execution.Properties["Status"].Value);
    }

    [Theory]
    [InlineData("Get-GenesysFlowExecution")]
    [InlineData("Wait-GenesysFlowExecution")]
    public void Rows_of_a_file_with_ids_are_enough(string cmdlet)
    {
        ConnectHurried();
        PSObject execution = Assert.Single(Run("""
            $run = Start-GenesysFlow 'Onboard employee' -UserId $user
            [pscustomobject]@{ Id = $run.Id; Status = 'RUNNING'; Outcome = 'Launched'; FlowName = 'Onboard employee'; UserId = $user;
            """ + $$"""
             Output = ''; badgeNumber = '7' } | {{cmdlet}}
            """).WithoutErrors().Output);
        Assert.Equal(
            ("7", Shell["user"], "Onboard employee"),
            (execution.Properties["badgeNumber"].Value, execution.Properties["UserId"].Value, execution.Properties["FlowName"].Value));
        Assert.IsType<FlowOutput>(execution.Properties["Output"].Value);
    }

    [Fact]
    public void Rows_that_were_never_launched_pass_through_a_wait()
    {
        ConnectHurried();
        Transcript transcript = Run("""
            [pscustomobject]@{ userId = $user; badgeNumber = '1' }, [pscustomobject]@{ userId = $user; badgeNumber = 'x' },
            """ + """
             [pscustomobject]@{ userId = $user; badgeNumber = '3' } |
                Start-GenesysFlow 'Onboard employee' -PassThru -ErrorAction SilentlyContinue | Wait-GenesysFlowExecution
            """);
        Assert.Equal(
            ["1", "3", "x"],
            transcript.Output.Select(execution => (string)execution.Properties["badgeNumber"].Value).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["COMPLETED", "COMPLETED", null],
            transcript.OutputOf<FlowExecution>().Select(execution => execution.Status).OrderDescending(StringComparer.Ordinal));
        Assert.Empty(transcript.Errors);
    }

    [Theory]
    [InlineData("[System.Collections.Generic.List[string]] $ids")]
    [InlineData("[System.Collections.ArrayList] $ids")]
    [InlineData("[System.Collections.Generic.List[object]] $runs")]
    [InlineData("$runs")]
    public void Every_list_of_executions_is_taken_as_an_argument(string list)
    {
        ConnectHurried();
        Run("$runs = @('Nightly clean-up', 'Nightly clean-up' | Start-GenesysFlow); $ids = @($runs.Id)").WithoutErrors();
        Assert.Equal(2, Run($"$list = {list}; Wait-GenesysFlowExecution $list").WithoutErrors().Output.Count);
        Assert.Equal(2, Run("Get-GenesysFlowExecution $list").WithoutErrors().Output.Count);
    }

    [Fact]
    public void The_ids_of_the_error_of_a_time_out_are_waited_for_as_it_recommends()
    {
        AddLasting(TimeSpan.FromMinutes(1));
        ConnectHurried();
        Run("$null = 'Lasting', 'Lasting' | Start-GenesysFlow -Wait -Timeout 1 -ErrorVariable e -ErrorAction SilentlyContinue");
        Transcript transcript = Run("Wait-GenesysFlowExecution $e[0].TargetObject").WithoutErrors();
        Assert.Equal(["COMPLETED", "COMPLETED"], transcript.OutputOf<FlowExecution>().Select(execution => execution.Status));
    }

    [Theory]
    [InlineData("Get-GenesysFlow 'Nightly clean-up' | Wait-GenesysFlowExecution")]
    [InlineData("Wait-GenesysFlowExecution (Get-GenesysFlow 'Nightly clean-up')")]
    [InlineData("Get-GenesysFlow 'Nightly clean-up' | Get-GenesysFlowExecution")]
    public void The_id_of_a_flow_is_not_taken_for_that_of_an_execution(string script)
    {
        ConnectHurried();
        Assert.Equal(["ExecutionIdMissing"], Run(script).Errors.Select(error => error.Id()));
    }

    [Fact]
    public void A_wait_for_nothing_is_an_error()
    {
        ConnectHurried();
        ErrorRecord error = Run("Wait-GenesysFlowExecution").Terminating!;
        Assert.Equal(("ParameterMissing", "No executions were specified."), (error.Id(), error.Text()));
        Run("@() | Wait-GenesysFlowExecution; Wait-GenesysFlowExecution @()").WithoutErrors();
    }

    [Theory]
    [InlineData("Get-GenesysFlowExecution")]
    [InlineData("Wait-GenesysFlowExecution")]
    public void An_unknown_id_is_an_error_of_its_own_and_the_others_go_on(string cmdlet)
    {
        ConnectHurried();
        Transcript transcript = Run($"$run = Start-GenesysFlow 'Nightly clean-up'; '{NoSuchId}', $run.Id | {cmdlet}");
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal("ExecutionNotFound", error.Id());
        Assert.Equal(NoSuchId, error.TargetObject);
        Assert.Equal(Cloud.Launches[0].Id, Assert.Single(transcript.OutputOf<FlowExecution>()).Id);
    }

    [Theory]
    [InlineData("Get-GenesysFlowExecution")]
    [InlineData("Wait-GenesysFlowExecution")]
    public void A_row_without_an_id_is_named(string cmdlet)
    {
        ConnectHurried();
        Transcript transcript = Run($"'' | {cmdlet}");
        Assert.Equal("ExecutionIdMissing", Assert.Single(transcript.Errors).Id());
    }

    [Fact]
    public void Without_the_permission_a_wait_says_so_once_and_emits_what_it_was_given()
    {
        ConnectHurried(SimulatedClients.NoExecutionView);
        Transcript transcript = Run(
            "1..20 | ForEach-Object { [pscustomobject]@{ n = $_ } } | Start-GenesysFlow 'Nightly clean-up' -WarningAction Ignore | " +
            "Wait-GenesysFlowExecution");
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal("PermissionMissing", error.Id());
        Assert.Contains("architect:flowExecution:view", error.Action(), StringComparison.Ordinal);
        Assert.Equal(
            Enumerable.Range(1, 20),
            transcript.Output.Select(execution => Convert.ToInt32(execution.Properties["n"].Value.ToString(), CultureInfo.InvariantCulture))
                .Order());
    }

    [Fact]
    public void Without_the_permission_a_look_says_which_one_is_missing()
    {
        ConnectHurried(SimulatedClients.NoExecutionView);
        ErrorRecord error = Assert.Single(Run("Start-GenesysFlow 'Nightly clean-up' | Get-GenesysFlowExecution").Errors);
        Assert.Equal("PermissionMissing", error.Id());
        Assert.Contains("architect:flowExecution:view", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void When_time_is_up_what_still_runs_is_emitted_as_it_stands_and_told_in_one_error()
    {
        AddLasting(TimeSpan.FromDays(1));
        ConnectHurried();
        Transcript transcript = Run("""
            $runs = @('Nightly clean-up', 'Lasting', 'Lasting' | Start-GenesysFlow -ThrottleLimit 1)
            $runs | Wait-GenesysFlowExecution -Timeout 00:02:00
            """);
        Assert.Equal(["COMPLETED", "RUNNING", "RUNNING"], transcript.OutputOf<FlowExecution>().Select(execution => execution.Status));
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal("WaitTimedOut", error.Id());
        Assert.Contains("2 executions did not finish within 00:02:00", error.Text(), StringComparison.Ordinal);
        Assert.Equal(
            Cloud.Launches.Skip(1).Select(launch => launch.Id).Order(StringComparer.Ordinal),
            ((IEnumerable<string>)error.TargetObject).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(503, null, ": 503 service.unavailable")]
    [InlineData(429, 600, ": the rate limit requires a wait of")]
    public void When_time_is_up_the_error_says_why_executions_could_not_be_read(int status, int? retryAfter, string why)
    {
        ConnectHurried();
        Run("$runs = @('Nightly clean-up', 'Nightly clean-up' | Start-GenesysFlow)").WithoutErrors();
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore)
        {
            Status = status, Method = "GET", Path = "/api/v2/flows/executions/", Times = null, RetryAfterSeconds = retryAfter,
        });
        ErrorRecord error = Assert.Single(Run("$runs | Wait-GenesysFlowExecution -Timeout 00:01:30").Errors);
        Assert.Equal("WaitTimedOut", error.Id());
        Assert.Contains("2 of them could not be read in the end, and may have finished. GET ", error.Text(), StringComparison.Ordinal);
        Assert.Contains(why, error.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("still running", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_ids_of_a_wait_that_was_too_short_can_be_waited_for_again()
    {
        AddLasting(TimeSpan.FromMinutes(2));
        ConnectHurried();
        Transcript transcript = Run("""
            Start-GenesysFlow Lasting | Wait-GenesysFlowExecution -Timeout 00:00:02 -ErrorVariable late -ErrorAction SilentlyContinue |
            """ + """
             Out-Null
            $late[0].TargetObject | Wait-GenesysFlowExecution
            """).WithoutErrors();
        Assert.Equal("COMPLETED", Assert.Single(transcript.OutputOf<FlowExecution>()).Status);
    }

    [Fact]
    public void Trouble_on_the_way_does_not_end_a_wait()
    {
        ConnectHurried();
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Method = "GET", Times = 8, RetryAfterSeconds = 0 });
        Cloud.Faults.Add(new Fault(FaultKind.DropBefore) { Method = "GET", Times = 3 });
        Cloud.Faults.Add(new Fault(FaultKind.UnreadableBody) { Method = "GET", Times = 2 });
        FlowExecution execution = Assert.Single(
            Run("Start-GenesysFlow 'Nightly clean-up' | Wait-GenesysFlowExecution").WithoutErrors().OutputOf<FlowExecution>());
        Assert.Equal("COMPLETED", execution.Status);
    }

    [Fact]
    public void A_wait_shows_one_bar_that_counts_and_is_taken_away()
    {
        AddLasting(TimeSpan.FromMinutes(2));
        ConnectHurried();
        Transcript transcript = Run("'Nightly clean-up', 'Lasting' | Start-GenesysFlow | Wait-GenesysFlowExecution").WithoutErrors();
        ProgressRecord[] bar = [.. transcript.Progress.Where(record => record.Activity == "Waiting for executions")];
        Assert.Single(bar.Select(record => record.ActivityId).Distinct());
        Assert.Contains(bar, record => record.StatusDescription == "1 of 2 executions finished" && record.PercentComplete == 50);
        Assert.Equal(ProgressRecordType.Completed, bar[^1].RecordType);
    }

    [Fact]
    public void The_bar_of_a_wait_begins_with_the_wait_for_the_rate_limit()
    {
        Cloud.Settings.RateLimit = 10;
        ConnectHurried();
        Transcript transcript = Run("1..12 | ForEach-Object { 'Nightly clean-up' } | Start-GenesysFlow -Wait").WithoutErrors();
        Assert.Contains(
            transcript.Progress,
            record => record.Activity == "Waiting for executions" && record.SecondsRemaining > 0
                && record.StatusDescription.StartsWith("waiting for the rate limit (", StringComparison.Ordinal));
        Assert.Equal(12, transcript.Output.Count);
    }

    [Fact]
    public void Start_with_Wait_shows_the_wait_as_a_bar_of_its_own()
    {
        AddLasting(TimeSpan.FromMinutes(2));
        ConnectHurried();
        Transcript transcript = Run("Start-GenesysFlow Lasting -Wait").WithoutErrors();
        Assert.Contains(
            transcript.Progress,
            record => record.Activity == "Waiting for executions" && record.RecordType == ProgressRecordType.Processing);
    }
}
