using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.History;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.History;

/// <summary><c>Get-GenesysFlowExecution -Detail</c>: why an execution ended as it did.</summary>
public sealed class ExecutionDetailTests : CloudTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_failed_execution_has_its_exit_reason_and_the_error_with_the_action_it_came_from(bool onActions)
    {
        Cloud.Settings.InstanceErrorsOnActions = onActions;
        ConnectHurried();
        FlowInstanceData data = Assert.Single(Run(
            "(Start-GenesysFlow 'Sync directory' -Wait | Get-GenesysFlowExecution -Detail).ExecutionData")
            .WithoutErrors().OutputOf<FlowInstanceData>());
        Assert.Equal("FLOW_ERROR_DISCONNECT", data.ExitReason);
        FlowInstanceEvent error = Assert.Single(data.Errors);
        Assert.Equal(
            ("error.workflow.loop.limitExceeded", "actionCallData", "Call Data Action", 1),
            (error.Reason, error.ActionType, error.ActionName, error.ActionNumber));
        Assert.Empty(data.Warnings);
    }

    [Fact]
    public void Several_executions_share_one_job_and_come_out_in_order()
    {
        ConnectHurried();
        Transcript transcript = Run(
            "$runs = 1..3 | ForEach-Object { Start-GenesysFlow 'Nightly clean-up' -Wait }; $runs | Get-GenesysFlowExecution -Detail")
            .WithoutErrors();
        Assert.Equal(
            Cloud.Launches.Select(launch => launch.Id), transcript.OutputOf<FlowExecution>().Select(execution => execution.Id));
        Assert.All(transcript.Output, item => Assert.IsType<FlowInstanceData>(item.Properties["ExecutionData"].Value));
        Assert.Single(Cloud.Requests, request => request is { Method: "POST", Path: "/api/v2/flows/instances/jobs" });
    }

    [Fact]
    public void A_running_execution_has_no_data_yet_and_none_is_asked_for()
    {
        AddLasting(TimeSpan.FromDays(1));
        ConnectHurried();
        PSObject execution = Assert.Single(
            Run("Start-GenesysFlow Lasting | Get-GenesysFlowExecution -Detail").WithoutErrors().Output);
        Assert.Null(execution.Properties["ExecutionData"]);
        Assert.DoesNotContain(Cloud.Requests, request => request.Path.Contains("instances", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_execution_data_is_off_the_execution_comes_out_and_an_error_says_how_to_turn_it_on()
    {
        Cloud.Settings.ExecutionData = false;
        ConnectHurried();
        Transcript transcript = Run("Start-GenesysFlow 'Sync directory' -Wait | Get-GenesysFlowExecution -Detail");
        Assert.Equal("ERROR", Assert.Single(transcript.OutputOf<FlowExecution>()).Status);
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal("ExecutionDataOff", error.Id());
        Assert.Contains("architect:flowinstanceexecutiondata:edit", error.Action(), StringComparison.Ordinal);
        Assert.Contains("Get-GenesysFlowLogLevel", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_permission_the_execution_comes_out_and_the_error_names_it()
    {
        ConnectHurried(SimulatedClients.LaunchOnly);
        Shell["flow"] = Cloud.Flows.Single(flow => flow.Name == "Nightly clean-up").Id;
        Transcript transcript = Run("Start-GenesysFlow $flow -Wait | Get-GenesysFlowExecution -Detail");
        Assert.Single(transcript.OutputOf<FlowExecution>());
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal("PermissionMissing", error.Id());
        Assert.Contains("architect:flowInstance:view", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_is_stored_under_another_id_is_not_taken()
    {
        Cloud.Settings.InstancesHaveOwnIds = true;
        ConnectHurried();
        Transcript transcript = Run("Start-GenesysFlow 'Sync directory' -Wait | Get-GenesysFlowExecution -Detail");
        Assert.Null(Assert.Single(transcript.Output).Properties["ExecutionData"]);
        Assert.Equal("InstanceDataUnavailable", Assert.Single(transcript.Errors).Id());
    }

    [Fact]
    public void The_list_view_shows_it()
    {
        ConnectHurried();
        string[] lines = Show(
            "$run | Get-GenesysFlowExecution -Detail | Format-List", "$run = Start-GenesysFlow 'Sync directory' -Wait");
        Assert.Contains(lines, line => line.StartsWith("ExecutionData", StringComparison.Ordinal)
            && line.Contains("FLOW_ERROR_DISCONNECT", StringComparison.Ordinal));
    }
}
