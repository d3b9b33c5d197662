using System.Text;
using System.Text.Json;
using CsCheck;
using GenesysCloud.Architect;
using GenesysCloud.Launching.History;
using GenesysCloud.Notifications;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Notifications;

/// <summary>Messages are read, whatever they are.</summary>
public sealed class NotificationFrameTests
{
    private const string Whole = """
        {"topicName":"v2.flows.instances.flow.f1","version":"2","eventBody":{"executionId":"e1","conversationId":"c1","divisionId":"d1",
         "startDateTime":"2026-03-01T12:00:00.000Z","endDateTime":"2026-03-01T12:00:02.500Z","flowExitReason":"FLOW_ERROR_DISCONNECT",
         "errors":[{"reason":"error.x","executionId":"a1","objectId":"o1"},{"reason":"error.y","executionId":"gone"}],
         "warnings":[{"reason":"warning.z","executionId":"a1"}],
         "execution":[{"objectType":"actionCallData","objectId":"o1","executionId":"a1","outputPathId":"__DEFAULT__"}],
         "flowId":"f1","flowIsDebug":true,"flowType":"workflow","flowVersion":"debug","invokingContext":{"processAutomation":{"id":"p1"}},
         "executionHistoryUri":"https://history.invalid/?signature=not-a-secret-signature","executionHistoryUriTtl":900},
         "metadata":{"CorrelationId":"m1"}}
        """;

    private static readonly Flow s_flow = new() { Id = "f1", Name = "Onboard" };

    [Theory]
    [InlineData("channel.metadata", (int)NotificationKind.Heartbeat)]
    [InlineData("v2.system.socket_closing", (int)NotificationKind.Closing)]
    [InlineData("v2.system.token_revoked", (int)NotificationKind.TokenRevoked)]
    [InlineData("v2.system.token_revoked.a1", (int)NotificationKind.TokenRevoked)]
    [InlineData("v2.system.no_longer_subscribed.a1", (int)NotificationKind.NoLongerSubscribed)]
    [InlineData("v2.system.socket_closing_soon", (int)NotificationKind.Other)]
    [InlineData("v2.system.", (int)NotificationKind.Other)]
    [InlineData("v2.subscription.updated", (int)NotificationKind.Other)]
    [InlineData("v2.flows.instances.flow.f1", (int)NotificationKind.Event)]
    [InlineData("v2.systems.token_revoked", (int)NotificationKind.Event)]
    public void The_topic_says_what_a_message_is_about(string topic, int kind) =>
        Assert.Equal((NotificationKind)kind, Read($$"""{"topicName":"{{topic}}"}""")!.Kind);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"topicName":null}""")]
    [InlineData("""{"topicName":""}""")]
    [InlineData("""{"topicName":"\ud800"}""")]
    [InlineData("""{"topicName":"channel.meta""")]
    public void What_is_no_message_is_none(string text) => Assert.Null(Read(text));

    [Fact]
    public void A_whole_event_is_read_with_the_actions_that_its_errors_came_from()
    {
        FlowExecutionHistory execution = FlowExecutionHistoryReader.TryRead(Read(Whole)!.Body, s_flow)!;
        Assert.Equal(("e1", "f1", "Onboard", "debug", "workflow"), (
            execution.ExecutionId, execution.FlowId, execution.FlowName, execution.FlowVersion, execution.FlowType));
        Assert.Equal(TimeSpan.FromSeconds(2.5), execution.Duration);
        Assert.Equal(("FLOW_ERROR_DISCONNECT", "c1", "processAutomation", true), (
            execution.ExitReason, execution.ConversationId, execution.InvokedBy, execution.IsDebug));
        Assert.Equal(
            [("error.x", "actionCallData", "o1"), ("error.y", null, null)],
            execution.Errors.Select(error => (error.Reason, error.ActionType, error.ActionId)));
        Assert.Equal(("warning.z", "o1"), (execution.Warnings[0].Reason, execution.Warnings[0].ActionId));
        Assert.Empty(Secrets.FindIn(JsonSerializer.Serialize(execution)));
    }

    [Fact]
    public void Errors_and_warnings_are_also_found_on_what_ran()
    {
        FlowExecutionHistory execution = FlowExecutionHistoryReader.TryRead(
            Read("""
                {"topicName":"t","eventBody":{"executionId":"e1","errors":[],"execution":[
                 {"objectType":"actionCallData","objectId":"o1","executionId":"a1","error":{"reason":"error.x","executionId":"a1"}},
                 {"objectType":"actionDecision","objectId":"o2","executionId":"a2","warning":{"reason":"warning.y","objectId":"o2"}}]}}
                """)!.Body,
            s_flow)!;
        Assert.Equal(("error.x", "actionCallData", "o1"), (
            execution.Errors[0].Reason, execution.Errors[0].ActionType, execution.Errors[0].ActionId));
        Assert.Equal(("warning.y", "o2"), (Assert.Single(execution.Warnings).Reason, execution.Warnings[0].ActionId));
    }

    [Fact]
    public void An_event_that_names_no_execution_is_none() =>
        Assert.Null(FlowExecutionHistoryReader.TryRead(Read("""{"topicName":"t","eventBody":{"flowId":"f1"}}""")!.Body, s_flow));

    [Fact]
    public void Whatever_comes_is_read_without_an_exception_and_never_shows_the_signed_address() => JsonMutations.Of(Whole).Sample(bytes =>
    {
        if (NotificationFrame.TryRead(bytes) is not { } frame)
            return;
        _ = (frame.Kind, frame.Reason, frame.Concerns(new Channel { Id = "c", ConnectUri = "wss://streaming.invalid" }));
        if (FlowExecutionHistoryReader.TryRead(frame.Body, s_flow) is not { } execution)
            return;
        Assert.NotEmpty(execution.ExecutionId);
        Assert.All(execution.Errors.Concat(execution.Warnings), found => Assert.NotEmpty(found.Reason));
    });

    [Fact]
    public void Of_very_many_errors_the_first_are_kept()
    {
        string errors = string.Join(',', Enumerable.Range(0, 500).Select(number => $$"""{"reason":"error.{{number}}"}"""));
        FlowExecutionHistory execution = FlowExecutionHistoryReader.TryRead(
            Read($$"""{"topicName":"t","eventBody":{"executionId":"e1","errors":[{{errors}}]} }""")!.Body, s_flow)!;
        Assert.Equal(100, execution.Errors.Count);
    }

    private static NotificationFrame? Read(string text) => NotificationFrame.TryRead(Encoding.UTF8.GetBytes(text));
}
