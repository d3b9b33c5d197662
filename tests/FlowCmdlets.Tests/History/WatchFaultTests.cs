using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Launching.History;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.History;

/// <summary>What goes wrong while flows are watched is repaired where that is possible, and reported in any case.</summary>
public sealed partial class WatchFaultTests : WatchTest
{
    private const string Watching = "Watch-GenesysFlow 'Nightly clean-up', 'Sync directory'";

    [Theory]
    [InlineData(NotificationFault.Drop)]
    [InlineData(NotificationFault.DropInFrame)]
    [InlineData(NotificationFault.Close)]
    [InlineData(NotificationFault.Forget)]
    public void After_a_lost_connection_it_goes_on_and_a_warning_says_from_when_to_when_no_events_were_received(NotificationFault fault)
    {
        ConnectHurried();
        using RunningScript watching = Watch($"{Watching} | Select-Object -First 2");
        LaunchRecord first = Launch("Nightly clean-up");
        Until(() => watching.Transcript.Output.Count == 1);
        Cloud.Inject(fault);
        Until(() => watching.Transcript.Warnings.Count == 2);
        LaunchRecord second = Launch("Nightly clean-up");
        Transcript transcript = watching.Finish().WithoutErrors();
        Assert.Equal([first.Id, second.Id], transcript.OutputOf<FlowExecutionHistory>().Select(execution => execution.ExecutionId));
        Assert.Matches(
            @"^Disconnected: .+[a-z]\. The last message was received at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\. Reconnecting\.$",
            transcript.Warnings[0]);
        Assert.Matches(
            @"^Reconnected\. No events were received from \d{4}-\d\d-\d\d \d\d:\d\d:\d\d to \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\. " +
            @"0 executions that ended in that time were read from execution data, which can be late\. To find all executions that ended " +
            @"in that time, run Find-GenesysFlowInstance -Before '[^']+' \| Where-Object EndDateTime -GE '[^']+'\.$",
            transcript.Warnings[1]);
    }

    [Fact]
    public void Executions_that_ended_while_there_was_no_connection_are_read_from_execution_data_marked_and_emitted_once()
    {
        ConnectHurried();
        using RunningScript watching = Watch($"{Watching} | Select-Object -First 3");
        LaunchRecord before = Launch("Nightly clean-up");
        Until(() => watching.Transcript.Output.Count == 1);
        using (HoldConnections())
        {
            Cloud.Inject(NotificationFault.Drop);
            Until(() => watching.Transcript.Warnings.Count == 1);
            LaunchRecord during = Launch("Sync directory");
            Until(() => Time.GetUtcNow() > during.At + TimeSpan.FromSeconds(3));
        }

        Until(() => watching.Transcript.Warnings.Count == 2);
        LaunchRecord after = Launch("Nightly clean-up");
        Transcript transcript = watching.Finish().WithoutErrors();
        FlowExecutionHistory[] ended = [.. transcript.OutputOf<FlowExecutionHistory>()];
        Assert.Equal([before.Id, Cloud.Launches[1].Id, after.Id], ended.Select(execution => execution.ExecutionId));
        Assert.Equal([false, true, false], ended.Select(execution => execution.FromHistory));
        Assert.Equal("error.workflow.loop.limitExceeded", Assert.Single(ended[1].Errors).Reason);
        Assert.Contains(
            "1 execution that ended in that time was read from execution data", transcript.Warnings[1], StringComparison.Ordinal);

        // The command that the warning gives finds it, too.
        string command = Command().Match(transcript.Warnings[1]).Value;
        Assert.Contains(Cloud.Launches[1].Id, Run(command).WithoutErrors().OutputOf<FlowInstance>().Select(instance => instance.Id));
    }

    [Fact]
    public void A_time_that_ends_while_there_is_no_connection_says_since_when_and_how_to_look()
    {
        ConnectHurried();
        using RunningScript watching = Watch("Watch-GenesysFlow 'Nightly clean-up' -Timeout 5");
        using (HoldConnections())
        {
            Cloud.Inject(NotificationFault.Drop);
            Transcript transcript = watching.Finish().WithoutErrors();
            Assert.Equal(2, transcript.Warnings.Count);
            Assert.Matches(
                @"^Watching ended without a connection\. No events were received since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\. To find all " +
                @"executions that ended since, run Find-GenesysFlowInstance 'Nightly clean-up' \| Where-Object EndDateTime -GE '[^']+'\.$",
                transcript.Warnings[1]);
        }
    }

    [Fact]
    public void Where_execution_data_may_not_be_searched_the_warning_names_the_permission_and_how_to_look()
    {
        ConnectHurried();
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 403, Path = "/api/v2/flows/instances/query", Times = null });
        using RunningScript watching = Watch("Watch-GenesysFlow 'Nightly clean-up' | Select-Object -First 1");
        Cloud.Inject(NotificationFault.Drop);
        Until(() => watching.Transcript.Warnings.Count == 2);
        Launch("Nightly clean-up");
        Transcript transcript = watching.Finish().WithoutErrors();
        Assert.Single(transcript.Output);
        Assert.Contains("Execution data could not be searched", transcript.Warnings[1], StringComparison.Ordinal);
        Assert.Contains("requires architect:flowInstance:search", transcript.Warnings[1], StringComparison.Ordinal);
        Assert.StartsWith(
            "Find-GenesysFlowInstance 'Nightly clean-up' -Before", Command().Match(transcript.Warnings[1]).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void An_announced_end_of_the_connection_loses_nothing_and_is_no_warning()
    {
        ConnectHurried();
        using RunningScript watching = Watch($"{Watching} | Select-Object -First 2");
        LaunchRecord first = Launch("Nightly clean-up");
        Until(() => watching.Transcript.Output.Count == 1);
        Cloud.Inject(NotificationFault.Closing);
        Until(() => Cloud.Requests.Count(request => request.Status == 101) == 2);
        LaunchRecord second = Launch("Nightly clean-up");
        Transcript transcript = watching.Finish().WithoutErrors();
        Assert.Equal([first.Id, second.Id], transcript.OutputOf<FlowExecutionHistory>().Select(execution => execution.ExecutionId));
        Assert.Empty(transcript.Warnings);
    }

    [Fact]
    public void After_its_token_was_revoked_the_session_signs_in_again_and_watches_with_another_channel()
    {
        ConnectHurried();
        using RunningScript watching = Watch($"{Watching} | Select-Object -First 1");
        Cloud.EndTokens();
        Until(() => watching.Transcript.Warnings.Count == 2);
        Launch("Nightly clean-up");
        Transcript transcript = watching.Finish().WithoutErrors();
        Assert.Contains("the token of the session was revoked", transcript.Warnings[0], StringComparison.Ordinal);
        Assert.Single(transcript.Output);
    }

    [Fact]
    public async Task Where_it_cannot_sign_in_again_a_revoked_token_is_an_error()
    {
        Shell["token"] = Secure(await IssueTokenAsync());
        Run("Connect-GenesysCloud $url -AccessToken $token").WithoutErrors();
        using RunningScript watching = Watch(Watching);
        Cloud.EndTokens();
        Transcript transcript = watching.Finish();
        Assert.Equal("TokenRejected", transcript.Terminating!.Id());
        Assert.Contains("the token of the session was revoked", Assert.Single(transcript.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_that_another_one_replaced_is_an_error_that_says_why()
    {
        ConnectHurried();
        using RunningScript watching = Watch(Watching);
        Cloud.Inject(NotificationFault.Replace);
        Transcript transcript = watching.Finish();
        ErrorRecord error = transcript.Terminating!;
        Assert.Equal("WatchEnded", error.Id());
        Assert.Contains("another_channel_subscribed", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("20 channels", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_message_is_a_warning_once_and_changes_nothing()
    {
        ConnectHurried();
        using RunningScript watching = Watch($"{Watching} | Select-Object -First 1");
        foreach (string garbage in new[] { "", "null", "[]", "{\"topicName\":7}", "not JSON" })
            Cloud.SendNotification(Encoding.UTF8.GetBytes(garbage));
        Launch("Nightly clean-up");
        Transcript transcript = watching.Finish().WithoutErrors();
        Assert.Single(transcript.Output);
        Assert.StartsWith(
            "A message from Genesys Cloud could not be read", Assert.Single(transcript.Warnings), StringComparison.Ordinal);
    }

    /// <summary>No WebSocket can be opened until this is disposed.</summary>
    private Held HoldConnections()
    {
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 503, Method = "GET", Path = "/channels/", Times = null });
        return new Held(Cloud);
    }

    [GeneratedRegex(@"Find-GenesysFlowInstance .*(?=\.$)")]
    private static partial Regex Command();

    private sealed class Held(CloudSimulator cloud) : IDisposable
    {
        public void Dispose() => cloud.Faults.Clear();
    }
}
