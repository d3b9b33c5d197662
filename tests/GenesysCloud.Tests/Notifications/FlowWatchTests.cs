using System.Net;
using GenesysCloud.Architect;
using GenesysCloud.Launching.History;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Notifications;

/// <summary>Each execution is reported once; gaps are filled from execution data.</summary>
public sealed class FlowWatchTests
{
    private static readonly Flow s_flow = new() { Id = FakeChannels.Topic[^36..], Name = "Onboard" };
    private static readonly Flow s_other = new() { Id = "11111111-0000-4000-8000-000000000001", Name = "Other" };

    [Fact]
    public async Task An_execution_is_reported_once_however_often_its_event_comes()
    {
        await using var cloud = new FakeChannels();
        await using IAsyncEnumerator<FlowWatchSignal> signals = Watch(cloud, s_flow);
        await StartedAsync(cloud, signals);
        foreach (string id in new[] { "a", "b", "a", "c" })
            cloud.Sockets[0].Send(FakeSocket.Event(id));
        Assert.Equal(["a", "b", "c"], [await EndedAsync(signals), await EndedAsync(signals), await EndedAsync(signals)]);
    }

    [Fact]
    public async Task Only_the_last_ten_thousand_executions_are_remembered()
    {
        await using var cloud = new FakeChannels();
        await using IAsyncEnumerator<FlowWatchSignal> signals = Watch(cloud, s_flow);
        await StartedAsync(cloud, signals);
        for (int number = 0; number <= 10_000; number++)
        {
            cloud.Sockets[0].Send(FakeSocket.Event($"{number}"));
            Assert.Equal($"{number}", await EndedAsync(signals));
        }

        cloud.Sockets[0].Send(FakeSocket.Event("10000"));
        cloud.Sockets[0].Send(FakeSocket.Event("0"));
        Assert.Equal("0", await EndedAsync(signals));
    }

    [Fact]
    public async Task A_gap_is_filled_with_what_ended_in_it_in_the_order_of_their_ends_and_without_what_was_reported()
    {
        await using var cloud = new FakeChannels();
        cloud.Respond = Instances(
            """
            {"id":"later","flowId":"6E0F7A52-0A0C-4C5E-9A2B-3F1D5B7C9E01","endDateTime":"2026-03-01T12:00:02Z","flowErrorReason":"error.x"},
            {"id":"a","endDateTime":"2026-03-01T12:00:01Z"},{"id":"running"},null,
            {"id":"earlier","endDateTime":"2026-03-01T12:00:01Z","flowWarningReason":"warning.y"}
            """);
        await using IAsyncEnumerator<FlowWatchSignal> signals = Watch(cloud, s_flow);
        await StartedAsync(cloud, signals);
        cloud.Sockets[0].Send(FakeSocket.Event("a"));
        Assert.Equal("a", await EndedAsync(signals));
        cloud.Sockets[0].Break();
        Assert.IsType<FlowWatchSignal.Lost>(await NextAsync(signals));
        FlowExecutionHistory earlier = Assert.IsType<FlowWatchSignal.Ended>(await NextAsync(signals)).Execution;
        FlowExecutionHistory later = Assert.IsType<FlowWatchSignal.Ended>(await NextAsync(signals)).Execution;
        Assert.Equal(("earlier", true, "warning.y"), (earlier.ExecutionId, earlier.FromHistory, Assert.Single(earlier.Warnings).Reason));
        Assert.Equal(("later", "Onboard", "error.x"), (later.ExecutionId, later.FlowName, Assert.Single(later.Errors).Reason));
        FlowWatchSignal.Restored restored = Assert.IsType<FlowWatchSignal.Restored>(await NextAsync(signals));
        Assert.Equal((2, true, null), (restored.Filled, restored.IsComplete, restored.Failure));
    }

    [Fact]
    public async Task What_ended_before_the_watch_is_not_asked_for_when_the_first_connection_is_lost_soon()
    {
        await using var cloud = new FakeChannels();
        string? query = null;
        cloud.Respond = request =>
        {
            if (IsSearch(request))
                query = request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
            return Instances("")(request);
        };
        await using IAsyncEnumerator<FlowWatchSignal> signals = Watch(cloud, s_flow);
        Assert.IsType<FlowWatchSignal.Started>(await NextAsync(signals));
        cloud.Sockets[0].Break();
        Assert.IsType<FlowWatchSignal.Lost>(await NextAsync(signals));
        Assert.IsType<FlowWatchSignal.Restored>(await NextAsync(signals));
        Assert.Contains(
            """{"key":"FlowEndDateTime","operator":"gte","value":"2026-03-01T12:00:00.000Z"}""", query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_execution_data_cannot_be_searched_the_gap_says_why()
    {
        await using var cloud = new FakeChannels();
        cloud.Respond = request => IsSearch(request) ? FakeChannels.Error(HttpStatusCode.Forbidden, "No.") : null;
        await using IAsyncEnumerator<FlowWatchSignal> signals = Watch(cloud, s_flow);
        await StartedAsync(cloud, signals);
        cloud.Sockets[0].Break();
        Assert.IsType<FlowWatchSignal.Lost>(await NextAsync(signals));
        FlowWatchSignal.Restored restored = Assert.IsType<FlowWatchSignal.Restored>(await NextAsync(signals));
        Assert.Equal((0, 403), (restored.Filled, restored.Failure!.Status));
    }

    [Fact]
    public async Task Many_flows_are_searched_for_with_one_request_and_others_are_left_out()
    {
        await using var cloud = new FakeChannels();
        int searches = 0;
        cloud.Respond = request =>
        {
            searches += IsSearch(request) ? 1 : 0;
            return Instances(
                $$"""
                {"id":"a","flowId":"{{s_flow.Id}}","endDateTime":"2026-03-01T12:00:01Z"},
                {"id":"b","flowId":"99999999-0000-4000-8000-000000000001","endDateTime":"2026-03-01T12:00:01Z"}
                """)(request);
        };
        IEnumerable<Flow> more = Enumerable.Range(100, 20).Select(number => new Flow { Id = $"{number}", Name = $"{number}" });
        await using IAsyncEnumerator<FlowWatchSignal> signals = Watch(cloud, [s_flow, .. more]);
        await StartedAsync(cloud, signals);
        cloud.Sockets[0].Break();
        Assert.IsType<FlowWatchSignal.Lost>(await NextAsync(signals));
        Assert.Equal("a", await EndedAsync(signals));
        Assert.Equal(1, Assert.IsType<FlowWatchSignal.Restored>(await NextAsync(signals)).Filled);
        Assert.Equal(1, searches);
    }

    [Fact]
    public async Task A_flow_that_is_rejected_is_reported_and_the_others_are_watched()
    {
        await using var cloud = new FakeChannels();
        cloud.Respond = request => request.Method == HttpMethod.Put
            ? StubHandler.OfService(
                $$"""{"entities":[{"id":"v2.flows.instances.flow.{{s_other.Id}}","state":"Rejected","rejectionReason":"No."}]}""")
            : null;
        await using IAsyncEnumerator<FlowWatchSignal> signals = Watch(cloud, s_flow, s_other);
        FlowWatchSignal.Rejected rejected = Assert.IsType<FlowWatchSignal.Rejected>(await NextAsync(signals));
        Assert.Equal((s_other, "No."), (rejected.Flow, rejected.Reason));
        await StartedAsync(cloud, signals);
        cloud.Sockets[0].Send(FakeSocket.Event("a"));
        Assert.Equal("a", await EndedAsync(signals));
    }

    [Fact]
    public async Task When_all_flows_are_rejected_it_ends()
    {
        await using var cloud = new FakeChannels();
        cloud.Respond = request => request.Method == HttpMethod.Put
            ? StubHandler.OfService($$"""{"entities":[{"id":"{{FakeChannels.Topic}}","state":"rejected"}]}""")
            : null;
        await using IAsyncEnumerator<FlowWatchSignal> signals = Watch(cloud, s_flow);
        Assert.IsType<FlowWatchSignal.Rejected>(await NextAsync(signals));
        Assert.False(await signals.MoveNextAsync());
    }

    [Fact]
    public async Task Events_of_other_topics_and_without_an_execution_are_no_executions()
    {
        await using var cloud = new FakeChannels();
        await using IAsyncEnumerator<FlowWatchSignal> signals = Watch(cloud, s_flow);
        await StartedAsync(cloud, signals);
        cloud.Sockets[0].Send("""{"topicName":"v2.flows.instances.flow.another","eventBody":{"executionId":"x"}}""");
        cloud.Sockets[0].Send($$"""{"topicName":"{{FakeChannels.Topic}}"}""");
        cloud.Sockets[0].Send(FakeSocket.Event("a"));
        Assert.IsType<FlowWatchSignal.Unreadable>(await NextAsync(signals));
        Assert.Equal("a", await EndedAsync(signals));
    }

    private static IAsyncEnumerator<FlowWatchSignal> Watch(FakeChannels cloud, params Flow[] flows) =>
        new FlowWatch(cloud.Client, flows, cloud.Listener).ReadAsync(TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);

    private static bool IsSearch(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath.EndsWith("instances/query", StringComparison.Ordinal);

    private static Func<HttpRequestMessage, HttpResponseMessage?> Instances(string entities) =>
        request => IsSearch(request) ? StubHandler.OfService($$"""{"entities":[{{entities}}]}""") : null;

    private static async Task StartedAsync(FakeChannels cloud, IAsyncEnumerator<FlowWatchSignal> signals)
    {
        Assert.IsType<FlowWatchSignal.Started>(await NextAsync(signals));
        Assert.Single(cloud.Sockets);
    }

    private static async Task<string> EndedAsync(IAsyncEnumerator<FlowWatchSignal> signals) =>
        Assert.IsType<FlowWatchSignal.Ended>(await NextAsync(signals)).Execution.ExecutionId;

    private static async Task<FlowWatchSignal> NextAsync(IAsyncEnumerator<FlowWatchSignal> signals)
    {
        Assert.True(await signals.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
        return signals.Current;
    }
}
