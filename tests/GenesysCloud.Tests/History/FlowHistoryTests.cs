using System.Globalization;
using System.Text;
using GenesysCloud.Architect;
using GenesysCloud.Launching.History;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.History;

/// <summary>A search for runs is bounded, and says what it left out.</summary>
public sealed class FlowHistoryTests
{
    private static readonly DateTimeOffset s_from = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_search_without_an_end_is_ended_after_a_number_of_requests_and_says_until_when_it_is_complete()
    {
        int requests = 0;
        using var transport = new TestTransport(StubHandler.Nowhere, new StubHandler(_ =>
        {
            requests++;
            return StubHandler.OfService(Page(s_from));
        }));
        var history = new FlowHistory(transport.Client.Architect, new FlowInstanceCriteria());
        List<FlowInstance> found = await transport.Time.RunAsync(ReadAsync(history, new TimeRange(s_from, s_from.AddHours(1))));
        Assert.Equal(FlowHistory.MaxRequests, requests);
        Assert.NotNull(history.EndedAt);
        Assert.NotNull(history.CutAt);
        Assert.Equal(found.DistinctBy(instance => instance.Id).Count(), found.Count);
    }

    [Fact]
    public async Task A_moment_with_more_runs_than_a_response_holds_is_named()
    {
        using var transport = new TestTransport(
            StubHandler.Nowhere, new StubHandler(_ => StubHandler.OfService(Page(s_from))));
        var history = new FlowHistory(transport.Client.Architect, new FlowInstanceCriteria());
        List<FlowInstance> found = await transport.Time.RunAsync(
            ReadAsync(history, new TimeRange(s_from, s_from.AddMilliseconds(1))));
        Assert.Equal(200, found.Count);
        Assert.Equal((s_from, null, 1), (history.CutAt!.Value, history.EndedAt, history.Requests));
    }

    private static async Task<List<FlowInstance>> ReadAsync(FlowHistory history, TimeRange range)
    {
        var found = new List<FlowInstance>();
        await foreach (FlowInstance instance in history.FindAsync(range, TestContext.Current.CancellationToken))
            found.Add(instance);
        return found;
    }

    private static string Page(DateTimeOffset start)
    {
        var page = new StringBuilder("{\"entities\":[");
        for (int number = 0; number < 200; number++)
        {
            page.Append(number == 0 ? "" : ",").Append(
                CultureInfo.InvariantCulture, $"{{\"id\":\"i{number}\",\"startDateTime\":\"{start:yyyy-MM-ddTHH:mm:ss.fffZ}\"}}");
        }

        return page.Append("]}").ToString();
    }
}
