using System.Net;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

/// <summary>Every launch is counted once, every request is returned once, and the request log does not grow without limit.</summary>
public sealed class CountingTests
{
    [Fact]
    public async Task Concurrent_launches_are_each_counted_once_whatever_happens_to_their_responses()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RateLimit = null;
        raw.Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Probability = 0.2, Times = null, Status = 503 });
        raw.Cloud.Faults.Add(new Fault(FaultKind.StatusAfter) { Probability = 0.2, Times = null, Status = 504 });
        RawResponse[] answers = await Task.WhenAll(
            Enumerable.Range(0, 300).Select(i => Task.Run(() => raw.LaunchAsync("Nightly clean-up", name: $"row {i}"))));
        (RawResponse[]? returned, int hidden) = (
            answers.Where(answer => answer.Status is HttpStatusCode.OK).ToArray(),
            answers.Count(answer => answer.Status is HttpStatusCode.GatewayTimeout));
        IReadOnlyList<LaunchRecord> launches = raw.Cloud.Launches;
        Assert.True(returned.Length > 0 && hidden > 0 && returned.Length + hidden < 300);
        Assert.Equal((returned.Length + hidden, returned.Length + hidden), (launches.Count, raw.Cloud.LaunchCount));
        Assert.Equal(Enumerable.Range(1, launches.Count).Select(i => (long)i), launches.Select(launch => launch.Sequence));
        Assert.Equal(
            returned.Select(answer => answer.Text("id")).Order(),
            launches.Where(launch => launch.Answered).Select(launch => launch.Id).Order());
        Assert.Equal(launches.Count, launches.Select(launch => launch.Name).Distinct().Count());
        Assert.Equal(301, raw.Cloud.Requests.Count);
    }

    [Fact]
    public async Task Launches_side_by_side_stand_in_the_order_of_their_time()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RateLimit = null;
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() =>
        {
            raw.Time.Advance(TimeSpan.FromMilliseconds(1));
            return raw.LaunchAsync("Nightly clean-up");
        })));
        Assert.Equal(raw.Cloud.Launches.Select(launch => launch.At).Order(), raw.Cloud.Launches.Select(launch => launch.At));
    }

    [Fact]
    public async Task Only_the_latest_requests_are_kept_and_all_are_counted()
    {
        var log = new RequestLog(capacity: 10);
        await using RawClient raw = await RawClient.StartAsync();
        RequestRecord request = raw.Cloud.Requests[0];
        for (int i = 0; i < 25; i++)
            log.Add(request);
        Assert.Equal((25, 10), (log.Count, log.Snapshot().Count));
        Assert.Equal((25, 3), (log.Page(skip: 22, count: 100).Total, log.Page(skip: 22, count: 100).Entries.Count));
        Assert.Equal(
            [0, 0, 3, 6, 1, 0, 0], Enumerable.Range(0, 7).Select(page => log.Page(skip: page * 6, count: 6).Entries.Count).ToArray());
        Assert.Equal(10, log.Page(skip: 0, count: int.MaxValue).Entries.Count);
        log.Reset();
        Assert.Equal((0, 0), (log.Count, log.Snapshot().Count));
    }

    [Fact]
    public async Task Changing_limits_leaves_no_moment_without_one()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.ResourceLimits["POST /api/v2/flows/executions"] = 5;
        using var done = new CancellationTokenSource();
        Task<int> looking = Task.Run(() =>
        {
            int missed = 0;
            while (!done.IsCancellationRequested)
            {
                if (!raw.Cloud.Settings.ResourceLimits.ContainsKey("POST /api/v2/flows/executions"))
                    missed++;
            }

            return missed;
        }, TestContext.Current.CancellationToken);
        for (int i = 1; i <= 200; i++)
        {
            var content = new StringContent($$$"""{"resourceLimits":{"POST /api/v2/flows/executions":{{{i}}},"/api/v2/flows":{{{i}}}}}""");
            Assert.Equal(
                HttpStatusCode.OK, (await raw.SendAsync(new(HttpMethod.Patch, "_simulator/settings") { Content = content })).Status);
        }

        await done.CancelAsync();
        Assert.Equal(0, await looking);
    }
}
