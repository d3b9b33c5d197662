using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Client;

/// <summary>Reading changes nothing, so it is done again until it works or makes no sense any more.</summary>
public sealed class ReadRetryTests
{
    private const string Me = "/api/v2/organizations/me";

    [Theory]
    [InlineData(FaultKind.StatusBefore, 408)]
    [InlineData(FaultKind.StatusBefore, 500)]
    [InlineData(FaultKind.StatusBefore, 502)]
    [InlineData(FaultKind.StatusBefore, 503)]
    [InlineData(FaultKind.StatusBefore, 504)]
    [InlineData(FaultKind.TooManyRequests, 429)]
    [InlineData(FaultKind.DropBefore, 0)]
    [InlineData(FaultKind.TruncatedBody, 200)]
    public async Task A_read_that_meets_trouble_twice_is_read_at_the_third_time(FaultKind kind, int status)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(Fault(kind, times: 2) with { Status = status });

        Organization organization = await cloud.RunAsync(cloud.Client.GetOrganizationAsync());

        Assert.Equal("Simulated organization", organization.Name);
        Assert.Equal(3, cloud.Requests("GET", Me));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, SendOutcome.NotSent)]
    [InlineData(HttpRequestError.ConnectionError, SendOutcome.NotSent)]
    [InlineData(HttpRequestError.SecureConnectionError, SendOutcome.NotSent)]
    [InlineData(HttpRequestError.ProxyTunnelError, SendOutcome.NotSent)]
    [InlineData(HttpRequestError.ResponseEnded, SendOutcome.Unknown)]
    [InlineData(HttpRequestError.Unknown, SendOutcome.Unknown)]
    public async Task A_read_that_found_no_connection_was_not_sent(HttpRequestError error, SendOutcome outcome)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync(new StubHandler(_ => throw new HttpRequestException(error)));

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => cloud.RunAsync(cloud.CreateClient(accessToken: "fake").GetOrganizationAsync()));

        Assert.Equal((outcome, 6), (failure.Outcome, failure.Attempts));
    }

    [Fact]
    public async Task A_read_without_an_answer_is_tried_again_after_its_time_out()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(Fault(FaultKind.HangBefore, times: 1));
        cloud.ExpectTimeOuts();

        await cloud.RunAsync(cloud.Client.GetOrganizationAsync());

        Assert.Equal(2, cloud.Requests("GET", Me));
        Assert.InRange(cloud.Clock.Now, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(32));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(501)]
    public async Task What_will_not_pass_is_not_tried_again(int status)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(Fault(FaultKind.StatusBefore, times: null) with { Status = status });

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => cloud.RunAsync(cloud.Client.GetOrganizationAsync()));

        Assert.Equal((status, 1), (failure.Status, failure.Attempts));
        Assert.Equal(1, cloud.Requests("GET", Me));
    }

    [Fact]
    public async Task Delays_grow_exponentially_and_are_told()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(Fault(FaultKind.StatusBefore, times: null));

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => cloud.RunAsync(cloud.Client.GetOrganizationAsync()));

        Assert.Equal((503, "service.unavailable", 6), (failure.Status, failure.Code, failure.Attempts));
        IReadOnlyList<TimeSpan> waits = WaitsBetweenRequests(cloud);
        Assert.Equal(5, waits.Count);
        Assert.Equal(waits.Order(), waits);
        Assert.InRange(waits[0].TotalSeconds, 0.1, 1.0);
        Assert.InRange(waits[4] / waits[0], 6, 30);
        IReadOnlyList<RetryScheduled> told = cloud.Events.Of<RetryScheduled>();
        Assert.Equal([2, 3, 4, 5, 6], told.Select(retry => retry.Attempt));
        Assert.All(told, retry => Assert.Equal(("GET /api/v2/organizations/me", "503"), (retry.Resource, retry.Reason)));
        // Timers count whole milliseconds.
        Assert.All(
            told.Zip(waits),
            pair => Assert.InRange((pair.First.Delay - pair.Second).Duration(), TimeSpan.Zero, TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public async Task Two_clients_in_the_same_trouble_do_not_come_back_together()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(Fault(FaultKind.StatusBefore, times: 2));
        GenesysCloudClient early = cloud.CreateClient(randomizer: () => 0.1);
        GenesysCloudClient late = cloud.CreateClient(randomizer: () => 0.9);

        await cloud.RunAsync(early.GetOrganizationAsync());
        TimeSpan first = WaitsBetweenRequests(cloud)[0];
        cloud.Simulator.Reset();
        cloud.Simulator.Faults.Add(Fault(FaultKind.StatusBefore, times: 2));
        await cloud.RunAsync(late.GetOrganizationAsync());

        Assert.True(WaitsBetweenRequests(cloud)[0] - first > TimeSpan.FromMilliseconds(100), "The randomizer does not matter.");
    }

    [Theory]
    [InlineData(FaultKind.StatusBefore, 7, false)]
    [InlineData(FaultKind.StatusBefore, 130, false)]
    [InlineData(FaultKind.StatusBefore, 130, true)]
    [InlineData(FaultKind.TooManyRequests, 7, false)]
    [InlineData(FaultKind.TooManyRequests, 130, false)]
    [InlineData(FaultKind.TooManyRequests, 130, true)]
    [InlineData(FaultKind.TooManyRequests, 180, false)]
    public async Task Retry_After_is_waited_for_as_seconds_and_as_a_date(FaultKind kind, int seconds, bool asDate)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(Fault(kind, times: 1) with { RetryAfterSeconds = seconds, RetryAfterAsDate = asDate });

        await cloud.RunAsync(cloud.Client.GetOrganizationAsync());

        // Whole minutes included: 130 s are not 10 s.
        Assert.Equal(TimeSpan.FromSeconds(seconds), WaitsBetweenRequests(cloud)[0]);
    }

    [Theory]
    [InlineData(FaultKind.StatusBefore, 503, false)]
    [InlineData(FaultKind.StatusBefore, 503, true)]
    [InlineData(FaultKind.TooManyRequests, 429, false)]
    [InlineData(FaultKind.TooManyRequests, 429, true)]
    public async Task A_longer_Retry_After_than_allowed_fails_at_once_and_is_told(FaultKind kind, int status, bool asDate)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(Fault(kind, times: 1) with { RetryAfterSeconds = 7200, RetryAfterAsDate = asDate });

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => cloud.RunAsync(cloud.Client.GetOrganizationAsync()));

        Assert.Equal((status, TimeSpan.FromHours(2), 1), (failure.Status, failure.RetryAfter, failure.Attempts));
        Assert.NotNull(failure.CorrelationId);
        Assert.Equal(TimeSpan.Zero, cloud.Clock.Now);
    }

    [Theory]
    [InlineData(FaultKind.StatusBefore)]
    [InlineData(FaultKind.TooManyRequests)]
    public async Task A_delay_can_be_cancelled(FaultKind kind)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(Fault(kind, times: null) with { RetryAfterSeconds = 100 });
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(40), cloud.Clock);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cloud.RunAsync(cloud.Client.GetOrganizationAsync(stop.Token)));

        Assert.Equal(TimeSpan.FromSeconds(40), cloud.Clock.Now);
        Assert.Equal(1, cloud.Requests("GET", Me));
    }

    [Fact]
    public async Task A_request_on_its_way_can_be_cancelled()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(Fault(FaultKind.HangBefore, times: null));
        using var stop = new CancellationTokenSource();
        Task<Organization> read = cloud.Client.GetOrganizationAsync(stop.Token);
        await cloud.Time.UntilAsync(() => cloud.Requests("GET", Me) == 1);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cloud.RunAsync(read));
        Assert.Equal(1, cloud.Requests("GET", Me));
    }

    private static Fault Fault(FaultKind kind, int? times) => new(kind) { Method = "GET", Path = Me, Times = times };

    private static IReadOnlyList<TimeSpan> WaitsBetweenRequests(SimulatedCloud cloud)
    {
        DateTimeOffset[] sent = [.. cloud.Simulator.Requests.Where(request => request.Path == Me).Select(request => request.At)];
        return [.. sent.Zip(sent.Skip(1), (before, after) => after - before)];
    }
}
