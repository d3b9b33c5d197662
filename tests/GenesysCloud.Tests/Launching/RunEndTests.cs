using System.Net;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Launching;

/// <summary>A run that can only fail ends instead of failing row by row.</summary>
public sealed class RunEndTests
{
    private const int Rows = 100;
    private const int ThrottleLimit = 4;

    [Fact]
    public async Task Without_the_permission_to_launch_the_run_ends()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        GenesysCloudClient client = cloud.CreateClient(SimulatedClients.ViewOnly);

        (RunEnd? end, IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results) = await RunAsync(cloud, client);

        AssertEnded(RunEndReason.NotPermitted, 403, end, results, cloud);
        Assert.Equal(["architect:flow:launch"], Assert.IsType<GenesysCloudException>(end?.Cause).Error?.MissingPermissions);
    }

    [Fact]
    public async Task A_token_that_is_refused_and_cannot_be_renewed_ends_the_run()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        GenesysCloudClient client = cloud.CreateClient(accessToken: "fake-token-that-has-ended");

        (RunEnd? end, IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results) = await RunAsync(cloud, client);

        AssertEnded(RunEndReason.SignInLost, 401, end, results, cloud);
    }

    [Fact]
    public async Task A_token_refused_even_when_renewed_ends_the_run()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 401, Times = null });

        (RunEnd? end, IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results) = await RunAsync(cloud, cloud.Client);

        AssertEnded(RunEndReason.SignInLost, 401, end, results, cloud);
    }

    [Fact]
    public async Task A_sign_in_that_fails_ends_the_run_before_anything_is_sent()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        GenesysCloudClient client = cloud.CreateClient(secret: "fake-wrong-secret");

        (RunEnd? end, IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results) = await RunAsync(cloud, client);

        Assert.Equal(RunEndReason.SignInLost, end?.Reason);
        Assert.IsType<SignInException>(end?.Cause);
        Assert.All(results, result => Assert.IsType<RowOutcome.NotSent>(result.Outcome));
        Assert.Equal(0, cloud.Requests("POST", "/api"));
        Assert.InRange(cloud.TokenRequests, 1, ThrottleLimit);
    }

    [Fact]
    public async Task A_response_that_is_not_from_Genesys_Cloud_ends_the_run()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.ForeignBefore) { Status = 403, Times = null });

        (RunEnd? end, IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results) = await RunAsync(cloud, cloud.Client);

        Assert.Equal(RunEndReason.ResponseNotFromGenesysCloud, end?.Reason);
        Assert.InRange(results.Count(result => result.Outcome is RowOutcome.Unknown), 1, ThrottleLimit);
        Assert.InRange(cloud.Requests("POST", "/api/v2/flows/executions"), 1, ThrottleLimit);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_ends_the_run_instead_of_keeping_every_row_waiting()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync(new Unreachable(GenesysCloudClient.CreateHandler(), after: 20));

        (RunEnd? end, IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results) = await RunAsync(cloud, cloud.Client);

        Assert.Equal(RunEndReason.ServiceUnreachable, end?.Reason);
        Assert.Equal(SendOutcome.NotSent, Assert.IsType<GenesysCloudException>(end?.Cause).Outcome);
        Assert.Equal(20, results.Count(result => result.Outcome is RowOutcome.Launched));
        Assert.InRange(
            results.Count(result => result.Outcome is RowOutcome.NotSent { Attempts: > 0 }), ThrottleLimit, (2 * ThrottleLimit) - 1);
        Assert.Equal(20, cloud.Simulator.LaunchCount);
        Assert.InRange(cloud.Clock.Now, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_row_that_comes_through_shows_that_the_service_can_be_reached()
    {
        var nowAndThen = new Unreachable(GenesysCloudClient.CreateHandler(), after: 0) { ComesBackEvery = 13 };
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync(nowAndThen);

        (RunEnd? end, IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results) = await RunAsync(
            cloud, cloud.Client, new BulkLaunchOptions { ThrottleLimit = 1 });

        Assert.Null(end);
        Assert.Contains(results, result => result.Outcome is RowOutcome.NotSent);
        Assert.Contains(results, result => result.Outcome is RowOutcome.Launched);
    }

    [Fact]
    public async Task A_login_host_in_trouble_is_no_lost_sign_in()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.StatusBefore) { Path = "/oauth/token", Status = 503, Times = null });

        (RunEnd? end, IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results) = await RunAsync(cloud, cloud.Client);

        Assert.Equal(RunEndReason.ServiceUnreachable, end?.Reason);
        Assert.Equal(
            (503, SendOutcome.NotSent), (Assert.IsType<SignInException>(end?.Cause).Status, ((SignInException)end!.Cause!).Outcome));
        Assert.All(results, result => Assert.IsType<RowOutcome.NotSent>(result.Outcome));
        Assert.Equal(0, cloud.Requests("POST", "/api"));
    }

    [Fact]
    public async Task Among_rows_of_several_flows_a_403_refuses_those_of_its_flow_and_the_others_go_on()
    {
        SimulatedFlow forbidden = SimulatedCloud.Flow with { Id = "f0000000-0000-4000-8000-00000000f0bd", Name = "Forbidden" };
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync(
            new ForbiddenFlowHandler(GenesysCloudClient.CreateHandler(), forbidden.Id));
        cloud.Simulator.AddFlow(SimulatedCloud.Flow);
        cloud.Simulator.AddFlow(forbidden);
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(
            cloud.Client, new BulkLaunchOptions { ThrottleLimit = ThrottleLimit, SingleFlow = false });

        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await cloud.RunAsync(BulkLaunches.RunAsync(
            launcher, BulkLaunches.Rows(Rows).Select((row, index) => index % 2 == 0 ? row with { FlowId = forbidden.Id } : row)));

        Assert.Null(launcher.End);
        Assert.All(results, result => Assert.Equal(
            result.Number % 2 == 1, result.Outcome is RowOutcome.Refused { Reason: Refusal.ByService { Response.Status: 403 } }));
        Assert.Equal(Rows / 2, cloud.Simulator.LaunchCount);
        Assert.InRange(results.Sum(result => result.Outcome is RowOutcome.Refused refused ? refused.Attempts : 0), 1, ThrottleLimit);
    }

    [Fact]
    public async Task A_rate_limit_longer_than_allowed_ends_the_run_and_tells_when_to_come_back()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.TooManyRequests) { RetryAfterSeconds = 3600, Skip = 10, Times = null });

        (RunEnd? end, IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results) = await RunAsync(cloud, cloud.Client);

        Assert.Equal(RunEndReason.RateLimited, end?.Reason);
        GenesysCloudException cause = Assert.IsType<GenesysCloudException>(end?.Cause);
        Assert.Equal((429, TimeSpan.FromHours(1)), (cause.Status, cause.RetryAfter));
        Assert.Equal(10, results.Count(result => result.Outcome is RowOutcome.Launched));
        Assert.Equal(10, cloud.Simulator.LaunchCount);
        Assert.InRange(results.Count(result => result.Outcome is RowOutcome.Refused), 1, ThrottleLimit);
        Assert.Equal(TimeSpan.Zero, cloud.Clock.Now);
    }

    [Fact]
    public async Task As_many_failures_as_allowed_end_the_run()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.StatusAfter) { Status = 503, Skip = 20, Times = null });

        (RunEnd? end, IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results) = await RunAsync(
            cloud, cloud.Client, new BulkLaunchOptions { ThrottleLimit = ThrottleLimit, MaxFailures = 3 });

        Assert.Equal(RunEndReason.TooManyFailures, end?.Reason);
        int unknown = results.Count(result => result.Outcome is RowOutcome.Unknown);
        Assert.InRange(unknown, 3, 3 + ThrottleLimit - 1);
        Assert.Equal(20, results.Count(result => result.Outcome is RowOutcome.Launched));
        Assert.Equal(Rows - 20 - unknown, results.Count(result => result.Outcome is RowOutcome.NotSent));
        Assert.Equal(20 + unknown, cloud.Simulator.LaunchCount);
    }

    [Fact]
    public async Task Rows_that_are_refused_do_not_end_a_run_without_a_limit()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 400, Times = 50 });

        (RunEnd? end, IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results) = await RunAsync(cloud, cloud.Client);

        Assert.Null(end);
        Assert.Equal(
            [50, 50],
            [
                results.Count(result => result.Outcome is RowOutcome.Refused),
                results.Count(result => result.Outcome is RowOutcome.Launched),
            ]);
    }

    [Fact]
    public async Task A_row_added_after_the_end_is_not_sent()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        GenesysCloudClient client = cloud.CreateClient(SimulatedClients.ViewOnly);
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(client, new BulkLaunchOptions { ThrottleLimit = 1 });
        await cloud.RunAsync(BulkLaunches.RunAsync(launcher, BulkLaunches.Rows(1)));

        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await cloud.RunAsync(
            BulkLaunches.RunAsync(launcher, BulkLaunches.Rows(5)));

        Assert.All(results, result => Assert.IsType<RowOutcome.NotSent>(result.Outcome));
        Assert.Equal(1, cloud.Requests("POST", "/api"));
    }

    /// <summary>A network that goes away after so many launches, and may come back for a single request now and then.</summary>
    private sealed class Unreachable(HttpMessageHandler inner, int after) : DelegatingHandler(inner)
    {
        private int _launches;

        public int? ComesBackEvery { get; init; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath != "/api/v2/flows/executions")
                return base.SendAsync(request, cancellationToken);
            int number = Interlocked.Increment(ref _launches);
            return number <= after || number % ComesBackEvery == 0
                ? base.SendAsync(request, cancellationToken)
                : Task.FromException<HttpResponseMessage>(new HttpRequestException(HttpRequestError.ConnectionError, "Nobody is there."));
        }
    }

    /// <summary>A service where one flow may not be launched, as when its division is not granted.</summary>
    private sealed class ForbiddenFlowHandler(HttpMessageHandler inner, string flowId) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is null
                || !(await request.Content.ReadAsStringAsync(cancellationToken)).Contains(flowId, StringComparison.Ordinal))
            {
                return await base.SendAsync(request, cancellationToken);
            }

            return StubHandler.Answer(
                HttpStatusCode.Forbidden,
                """{"status":403,"code":"not.authorized","message":"You are not authorized to perform the requested action."}""");
        }
    }

    private static async Task<(RunEnd? End, IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> Results)> RunAsync(
        SimulatedCloud cloud, GenesysCloudClient client, BulkLaunchOptions? options = null)
    {
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(
            client, options ?? new BulkLaunchOptions { ThrottleLimit = ThrottleLimit });
        IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results = await cloud.RunAsync(
            BulkLaunches.RunAsync(launcher, BulkLaunches.Rows(Rows)));
        Assert.Equal(Enumerable.Range(1, Rows).Select(number => (long)number), results.Select(result => result.Number));
        return (launcher.End, results);
    }

    private static void AssertEnded(
        RunEndReason reason, int status, RunEnd? end, IReadOnlyList<RowResult<FlowExecutionLaunchRequest>> results, SimulatedCloud cloud)
    {
        Assert.Equal((reason, status), (end?.Reason, Assert.IsType<GenesysCloudException>(end?.Cause).Status));
        Assert.IsType<RowOutcome.Refused>(results[(int)(end!.RowNumber - 1)].Outcome);
        int refused = results.Count(result => result.Outcome is RowOutcome.Refused);
        Assert.InRange(refused, 1, ThrottleLimit);
        Assert.Equal(Rows - refused, results.Count(result => result.Outcome is RowOutcome.NotSent));
        Assert.Equal(0, cloud.Simulator.LaunchCount);
    }
}
