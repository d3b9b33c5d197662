using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.History;

/// <summary>Instances, the recorded runs of flows, are found.</summary>
public sealed class FindInstanceTests : CloudTest
{
    [Fact]
    public void Instances_come_latest_first_with_local_times()
    {
        ConnectHurried();
        Transcript transcript = Run(
            "1..3 | ForEach-Object { Start-GenesysFlow 'Nightly clean-up' }; Find-GenesysFlowInstance 'Nightly clean-up' |" +
            " ForEach-Object { $_; $_.StartDateTime }").WithoutErrors();
        FlowInstance[] found = [.. transcript.Output.Select(item => item.BaseObject).OfType<FlowInstance>()];
        Assert.Equal(Cloud.Launches.Select(launch => launch.Id).Reverse(), found.Select(instance => instance.Id));
        Assert.All(found, instance => Assert.Equal("Nightly clean-up", instance.FlowName));
        Assert.Equal(
            found.Select(instance => instance.StartDateTime!.Value.LocalDateTime),
            transcript.Output.Select(item => item.BaseObject).OfType<DateTime>());
    }

    [Fact]
    public void Flow_time_conversation_and_error_select()
    {
        ConnectHurried();
        Run("$good = Start-GenesysFlow 'Nightly clean-up' -Wait; $bad = Start-GenesysFlow 'Sync directory' -Wait").WithoutErrors();
        string[] all = Ids("Find-GenesysFlowInstance");
        Assert.Equal(2, all.Length);
        Assert.Equal([Cloud.Launches[1].Id], Ids("Find-GenesysFlowInstance -Failed"));
        Assert.Equal([Cloud.Launches[1].Id], Ids("Find-GenesysFlowInstance -ErrorReason error.workflow.loop.limitExceeded"));
        Assert.Equal([Cloud.Launches[0].Id], Ids("Get-GenesysFlow 'Nightly clean-up' | Find-GenesysFlowInstance"));
        Assert.Empty(Ids("Find-GenesysFlowInstance -ConversationId 11111111-0000-4000-8000-000000000001"));
        Shell["between"] = Cloud.Launches[1].At.LocalDateTime;
        Assert.Equal([Cloud.Launches[0].Id], Ids("Find-GenesysFlowInstance -Before $between"));
        Assert.Equal([Cloud.Launches[1].Id], Ids("Find-GenesysFlowInstance -After $between"));
    }

    [Fact]
    public void More_instances_than_one_response_holds_are_all_found_and_each_once()
    {
        ConnectHurried();
        Run("$null = 1..450 | ForEach-Object { [pscustomobject]@{ FlowId = 'Nightly clean-up' } } | Start-GenesysFlow -IgnoreColumn *")
            .WithoutErrors();
        Transcript transcript = Run("Find-GenesysFlowInstance").WithoutErrors();
        FlowInstance[] found = [.. transcript.OutputOf<FlowInstance>()];
        Assert.Equal(
            Cloud.Launches.Select(launch => launch.Id).Order(StringComparer.Ordinal),
            found.Select(instance => instance.Id).Order(StringComparer.Ordinal));
        Assert.Equal(found.Select(instance => instance.StartDateTime).OrderDescending(), found.Select(instance => instance.StartDateTime));
        Assert.Empty(transcript.Warnings);
    }

    [Fact]
    public void Where_execution_data_is_off_an_error_says_how_to_turn_it_on()
    {
        ConnectHurried();
        Run("Start-GenesysFlow 'Nightly clean-up'").WithoutErrors();
        Cloud.Settings.ExecutionData = false;
        Transcript transcript = Run("Find-GenesysFlowInstance");
        Assert.Empty(transcript.Output);
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal("ExecutionDataOff", error.Id());
        Assert.Contains("architect:flowinstanceexecutiondata:edit", error.Action(), StringComparison.Ordinal);
        Assert.Contains("publish the flow again", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_time_without_instances_is_no_error_where_execution_data_is_on()
    {
        ConnectHurried();
        Assert.Empty(Run("Find-GenesysFlowInstance").WithoutErrors().Output);
    }

    [Fact]
    public void Without_the_permission_the_error_names_it()
    {
        ConnectHurried(SimulatedClients.NoExecutionData);
        Transcript transcript = Run("Find-GenesysFlowInstance");
        Assert.Equal("PermissionMissing", transcript.Terminating!.Id());
        Assert.Contains("architect:flowInstance:search", transcript.Terminating!.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_time_span_is_refused_before_anything_is_sent()
    {
        ConnectHurried();
        Transcript transcript = Run("Find-GenesysFlowInstance -After 2026-05-02 -Before 2026-05-01");
        Assert.Equal("TimeRangeInvalid", transcript.Terminating!.Id());
        Assert.DoesNotContain(Cloud.Requests, request => request.Path.Contains("instances", StringComparison.Ordinal));
    }

    private string[] Ids(string script) =>
        [.. Run(script).WithoutErrors().OutputOf<FlowInstance>().Select(instance => instance.Id)];
}
