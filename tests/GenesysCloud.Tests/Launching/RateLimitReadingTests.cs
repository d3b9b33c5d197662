using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Launching;

/// <summary>Where responses don't report the rate limit, a run of more than one window's rows reads it, once.</summary>
public sealed class RateLimitReadingTests
{
    private const string Limits = "/api/v2/organizations/limits/namespaces/platform.api";
    private const int Raised = 900;

    [Fact]
    public async Task A_limit_above_the_documented_one_is_read_and_used()
    {
        await using SimulatedCloud cloud = await StartAsync(headers: false);

        await LaunchAsync(cloud, rows: 700);

        Assert.Equal(700, cloud.Simulator.LaunchCount);
        Assert.Single(LimitRequests(cloud));
        Assert.Equal((Raised, true), (cloud.Client.RateLimitQuota.Allowed, cloud.Client.RateLimitQuota.FromServer));
    }

    [Fact]
    public async Task Rows_of_one_window_do_not_read_it()
    {
        await using SimulatedCloud cloud = await StartAsync(headers: false);

        await LaunchAsync(cloud, rows: 200);

        Assert.Empty(LimitRequests(cloud));
        Assert.False(cloud.Client.RateLimitQuota.FromServer);
    }

    [Fact]
    public async Task It_is_not_read_where_responses_report_it()
    {
        await using SimulatedCloud cloud = await StartAsync(headers: true);
        await cloud.RunAsync(cloud.Client.GetOrganizationAsync());

        await LaunchAsync(cloud, rows: 1_000);

        Assert.Equal(1_000, cloud.Simulator.LaunchCount);
        Assert.Empty(LimitRequests(cloud));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Where_it_cannot_be_read_the_documented_limit_is_assumed_and_nothing_fails(int status)
    {
        await using SimulatedCloud cloud = await StartAsync(headers: false);
        cloud.Simulator.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = status, Method = "GET", Path = Limits, Times = null });

        await LaunchAsync(cloud, rows: 400);

        Assert.Equal(400, cloud.Simulator.LaunchCount);
        Assert.NotEmpty(LimitRequests(cloud));
        Assert.Equal((300, false), (cloud.Client.RateLimitQuota.Allowed, cloud.Client.RateLimitQuota.FromServer));
    }

    private static async Task<SimulatedCloud> StartAsync(bool headers)
    {
        SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.RateLimit = Raised;
        cloud.Simulator.Settings.RateLimitHeaders = headers;
        return cloud;
    }

    private static async Task LaunchAsync(SimulatedCloud cloud, int rows)
    {
        await using var launch = new BulkLaunch<FlowExecutionLaunchRequest>(cloud.Client, new BulkLaunchOptions { ThrottleLimit = 8 });
        for (int number = 1; number <= rows; number++)
            launch.Add(number, SimulatedCloud.Launch);
        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await cloud.RunAsync(BulkLaunches.DrainAsync(launch));
        Assert.All(results, result => Assert.IsType<RowOutcome.Launched>(result.Outcome));
    }

    private static IEnumerable<RequestRecord> LimitRequests(SimulatedCloud cloud) =>
        cloud.Simulator.Requests.Where(request => request.Path == Limits);
}
