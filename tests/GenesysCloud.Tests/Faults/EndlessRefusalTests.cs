using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Faults;

/// <summary>A 429 that never ends ends a call: rows are not tried for hours.</summary>
public sealed class EndlessRefusalTests
{
    private const string Launches = "/api/v2/flows/executions";

    [Theory]
    [InlineData(null, 180, 5)]
    [InlineData(10, 180, 5)]
    [InlineData(null, 900, 17)]
    public async Task Thirty_launches_that_are_refused_without_an_end_are_given_up_together(int? retryAfter, int cap, int minutes)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.TooManyRequests) { Path = Launches, RetryAfterSeconds = retryAfter, Times = null });
        var options = new LaunchOptions { MaxRetryAfter = TimeSpan.FromSeconds(cap) };

        LaunchOutcome[] outcomes = await cloud.RunAsync(
            Task.WhenAll(Enumerable.Range(0, 30).Select(_ => cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch, options))));

        Assert.InRange(cloud.Clock.Now, TimeSpan.FromSeconds(cap), TimeSpan.FromMinutes(minutes));
        Assert.All(outcomes, outcome =>
        {
            GenesysCloudException reason = Assert.IsType<LaunchOutcome.Refused>(outcome).Reason;
            Assert.Equal(429, reason.Status);
            Assert.Contains("has rejected every request for 00:", reason.Message, StringComparison.Ordinal);
        });
        Assert.Equal(0, cloud.Simulator.LaunchCount);
    }

    [Fact]
    public async Task A_read_that_is_refused_without_an_end_is_given_up_too()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.TooManyRequests) { Method = "GET", Path = "/api", Times = null });

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => cloud.RunAsync(cloud.Client.GetOrganizationAsync()));

        Assert.Equal(429, failure.Status);
        Assert.InRange(cloud.Clock.Now, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task After_the_refusals_have_ended_launches_go_through_again()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.TooManyRequests) { Path = Launches, Times = null });
        Assert.IsType<LaunchOutcome.Refused>(await cloud.RunAsync(cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch)));
        cloud.Simulator.Faults.Clear();
        cloud.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.IsType<LaunchOutcome.Launched>(await cloud.RunAsync(cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch)));
    }
}
