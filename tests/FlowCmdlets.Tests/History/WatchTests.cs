using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.History;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.History;

/// <summary>Executions are emitted as they end.</summary>
public sealed class WatchTests : WatchTest
{
    [Fact]
    public void Each_execution_that_ends_is_emitted_with_what_its_event_says()
    {
        ConnectHurried();
        using RunningScript watching = Watch("Watch-GenesysFlow 'Nightly clean-up', 'Sync directory' | Select-Object -First 2");
        LaunchRecord good = Launch("Nightly clean-up");
        Until(() => watching.Transcript.Output.Count == 1);
        LaunchRecord bad = Launch("Sync directory");
        FlowExecutionHistory[] ended = [.. watching.Finish().WithoutErrors().OutputOf<FlowExecutionHistory>()];
        Assert.Equal([good.Id, bad.Id], ended.Select(execution => execution.ExecutionId));
        Assert.Equal(("Nightly clean-up", good.FlowId, "1.0"), (ended[0].FlowName, ended[0].FlowId, ended[0].FlowVersion));
        Assert.Equal(("FLOW_DISCONNECT", false, false), (ended[0].ExitReason, ended[0].IsDebug, ended[0].FromHistory));
        Assert.Empty(ended[0].Errors);
        Assert.Equal(good.At.ToUnixTimeMilliseconds(), ended[0].StartDateTime!.Value.ToUnixTimeMilliseconds());
        Assert.Equal("FLOW_ERROR_DISCONNECT", ended[1].ExitReason);
        FlowInstanceEvent error = Assert.Single(ended[1].Errors);
        Assert.Equal(("error.workflow.loop.limitExceeded", "actionCallData"), (error.Reason, error.ActionType));
        Assert.NotNull(error.ActionId);
    }

    [Fact]
    public void What_is_emitted_is_piped_to_the_cmdlet_that_reads_executions()
    {
        ConnectHurried();
        using RunningScript watching = Watch(
            "Watch-GenesysFlow 'Nightly clean-up' | Select-Object -First 1 | Get-GenesysFlowExecution");
        LaunchRecord launch = Launch("Nightly clean-up");
        FlowExecution execution = Assert.Single(watching.Finish().WithoutErrors().OutputOf<FlowExecution>());
        Assert.Equal((launch.Id, "COMPLETED"), (execution.Id, execution.Status));
    }

    [Fact]
    public void Flows_are_piped_and_each_is_watched_once()
    {
        ConnectHurried();
        using RunningScript watching = Watch(
            "'Nightly clean-up', 'Nightly clean-up' + (Get-GenesysFlow 'Nightly clean-up') | Watch-GenesysFlow | Select-Object -First 1");
        Launch("Nightly clean-up");
        Assert.Single(watching.Finish().WithoutErrors().Output);
        Assert.Contains(watching.Transcript.Verbose, message => message.StartsWith("Watching 1 flow since", StringComparison.Ordinal));
    }

    [Fact]
    public void It_ends_without_an_error_after_the_time_that_is_given_and_removes_its_subscriptions()
    {
        ConnectHurried();
        Transcript transcript = Run("Watch-GenesysFlow 'Nightly clean-up' -Timeout 1").WithoutErrors();
        Assert.Empty(transcript.Output);
        Assert.Empty(transcript.Warnings);
        AssertRemoved();
    }

    [Theory]
    [InlineData("Watch-GenesysFlow 'Nightly clean-up' | Select-Object -First 1")]
    [InlineData("Watch-GenesysFlow 'Nightly clean-up' | ForEach-Object { throw 'downstream' }")]
    [InlineData("foreach ($once in 1) { Watch-GenesysFlow 'Nightly clean-up' | ForEach-Object { break } }")]
    public void However_it_is_stopped_by_the_pipeline_its_subscriptions_are_removed(string script)
    {
        ConnectHurried();
        using RunningScript watching = Watch(script);
        Launch("Nightly clean-up");
        watching.Finish();
        AssertRemoved();
    }

    [Fact]
    public void CtrlC_ends_it_and_removes_its_subscriptions()
    {
        ConnectHurried();
        using RunningScript watching = Watch("Watch-GenesysFlow 'Nightly clean-up'");
        Transcript transcript = watching.Stop();
        Assert.Equal(PSInvocationState.Stopped, transcript.State);
        Assert.Empty(transcript.Errors);
        AssertRemoved();
    }

    [Fact]
    public void CtrlC_does_not_wait_for_a_service_that_does_not_respond()
    {
        ConnectHurried();
        using RunningScript watching = Watch("Watch-GenesysFlow 'Nightly clean-up'");
        Cloud.Faults.Add(new Fault(FaultKind.HangBefore) { Method = "DELETE", Path = "/api/v2/notifications", Times = null });
        long stopped = Time.GetTimestamp();
        Assert.Equal(PSInvocationState.Stopped, watching.Stop().State);
        Assert.InRange(Time.GetElapsedTime(stopped), TimeSpan.Zero, TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void Flows_that_may_not_be_watched_are_errors_that_name_flow_and_permission_and_without_others_it_ends()
    {
        ConnectHurried(SimulatedClients.NoExecutionData);
        Transcript transcript = Run("Watch-GenesysFlow 'Nightly clean-up', 'Sync directory'");
        Assert.Equal(["FlowNotWatched", "FlowNotWatched"], transcript.Errors.Select(error => error.Id()));
        Assert.Equal(
            [
                "The flow 'Nightly clean-up' can't be watched: Genesys Cloud rejected the subscription (You do not have permission to " +
                "subscribe to this topic). Missing permission: architect:flowInstance:view.",
                "The flow 'Sync directory' can't be watched: Genesys Cloud rejected the subscription (You do not have permission to " +
                "subscribe to this topic). Missing permission: architect:flowInstance:view.",
            ],
            transcript.Errors.Select(error => error.ErrorDetails.Message));
        Assert.All(
            transcript.Errors,
            error => Assert.StartsWith("Grant architect:flowInstance:view", error.Action(), StringComparison.Ordinal));
        AssertRemoved();
    }

    [Fact]
    public void More_flows_than_a_channel_has_room_for_are_refused_before_anything_is_subscribed()
    {
        for (int number = 0; number <= 1000; number++)
            Cloud.AddFlow(new SimulatedFlow { Name = $"Many {number}" });
        ConnectHurried();
        Transcript transcript = Run("Get-GenesysFlow 'Many *' | Watch-GenesysFlow");
        Assert.Equal("TooManyFlows", transcript.Terminating!.Id());
        Assert.DoesNotContain(Cloud.Requests, request => request.Path.Contains("notifications", StringComparison.Ordinal));
        Assert.InRange(Cloud.Requests.Count, 1, 60);
    }

    [Fact]
    public void A_flow_that_does_not_exist_is_an_error_and_the_others_are_watched()
    {
        ConnectHurried();
        using RunningScript watching = Watch("Watch-GenesysFlow 'No such flow', 'Nightly clean-up' | Select-Object -First 1");
        Launch("Nightly clean-up");
        Transcript transcript = watching.Finish();
        Assert.Equal("FlowNotFound", Assert.Single(transcript.Errors).Id());
        Assert.Single(transcript.Output);
    }

    [Fact]
    public void Where_execution_data_is_off_a_warning_says_that_nothing_will_come_and_how_to_turn_it_on()
    {
        Cloud.Settings.ExecutionData = false;
        ConnectHurried();
        string warning = Assert.Single(Run("Watch-GenesysFlow 'Nightly clean-up' -Timeout 1").WithoutErrors().Warnings);
        Assert.Contains("No events will be received", warning, StringComparison.Ordinal);
        Assert.Contains("architect:flowinstanceexecutiondata:edit", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-GenesysFlowLogLevel 'Nightly clean-up' Disabled")]
    [InlineData("Set-GenesysFlowLogLevel -OrganizationDefault -Level Disabled")]
    public void A_flow_whose_log_level_is_Disabled_is_named_by_a_warning(string setting)
    {
        ConnectHurried();
        Transcript transcript = Run($"{setting}; Watch-GenesysFlow 'Nightly clean-up' -Timeout 1").WithoutErrors();
        Assert.Equal(
            "The log level of the flow 'Nightly clean-up' is Disabled, so no events of it will be received. " +
            "Set another one with Set-GenesysFlowLogLevel 'Nightly clean-up' Base.",
            Assert.Single(transcript.Warnings));
    }

    [Fact]
    public void As_many_channels_as_are_allowed_are_a_warning_before_one_is_replaced()
    {
        Cloud.Settings.MaxChannels = 20;
        ConnectHurried();
        Transcript transcript = Run(
            "1..20 | ForEach-Object { $null = Invoke-GenesysCloudApi /api/v2/notifications/channels -Method POST }; " +
            "Watch-GenesysFlow 'Nightly clean-up' -Timeout 1").WithoutErrors();
        Assert.StartsWith(
            "This OAuth client or user has 20 notification channels", Assert.Single(transcript.Warnings), StringComparison.Ordinal);
    }

    private void AssertRemoved()
    {
        Assert.Single(
            Cloud.Requests, request => request.Method == "DELETE" && request.Path.EndsWith("/subscriptions", StringComparison.Ordinal));
        Until(() => Cloud.ConnectedChannels == 0);
    }
}
