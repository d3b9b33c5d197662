using System.Collections.Concurrent;
using GenesysCloud.Architect;
using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Tracking;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Launching;
using GenesysCloud.Tests.Support;
using Xunit;
using Token = GenesysCloud.Http.AccessToken;

namespace GenesysCloud.Tests.Client;

/// <summary>Whatever goes wrong, nothing a client tells holds a secret, a token, a header or an input.</summary>
public sealed class SecrecyTests
{
    private const string InputValue = "fake-personal-data-4711";
    private const string WrongSecret = "fake-wrong-secret-4712";
    private const string GivenToken = "fake-given-token-4713";

    private static readonly FlowExecutionLaunchRequest s_launch = new(
        SimulatedCloud.Flow.Id,
        InputData: new Dictionary<string, object?> { ["Flow.text"] = InputValue, ["Flow.list"] = new[] { InputValue } });

    [Fact]
    public async Task Nothing_told_holds_a_secret_a_token_or_an_input()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        var told = new EventRecorder();
        var sent = new ConcurrentBag<string>();
        cloud.InFlightHandler.Sending = request => sent.Add(request.Headers.Authorization!.Parameter!);
        foreach (Fault fault in Troubles())
        {
            cloud.Simulator.Faults.Add(fault with { Method = "*", Path = "/", Skip = 2 });
            GenesysCloudClient client = cloud.CreateClient();
            await TellAsync(cloud, client, told);
            cloud.Simulator.Faults.Clear();
        }

        foreach (Fault fault in Troubles().Where(fault => !fault.Kind.ToString().EndsWith("After", StringComparison.Ordinal)))
        {
            cloud.Simulator.Faults.Add(fault with { Path = "/oauth/token" });
            GenesysCloudClient client = cloud.CreateClient();
            await TellAsync(cloud, client, told);
            cloud.Simulator.Faults.Clear();
        }

        foreach (GenesysCloudClient client in new[]
                 {
                     cloud.CreateClient(secret: WrongSecret),
                     cloud.CreateClient(accessToken: GivenToken),
                     cloud.CreateClient(SimulatedClients.ViewOnly),
                     cloud.CreateClient(SimulatedClients.LaunchOnly),
                 })
        {
            await TellAsync(cloud, client, told);
        }

        told.Add(cloud.Events.All);
        Assert.True(told.Count > 300, $"Only {told.Count} things were told, which shows little.");
        string[] forbidden =
        [
            InputValue, WrongSecret, GivenToken, SimulatedClients.Administrator.Secret, .. sent.Distinct(),
        ];
        Assert.True(forbidden.Length > 10);
        Assert.All(forbidden, secret => Assert.DoesNotContain(secret, told.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("Bearer ", told.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Basic ", told.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Nothing_that_holds_a_secret_or_an_input_prints_it()
    {
        var credentials = new ClientCredentials("fake-client", WrongSecret);
        var options = new GenesysCloudClientOptions { AccessToken = GivenToken, Credentials = credentials };
        var row = new RowLaunch(new LaunchTarget(s_launch.FlowId, null, null, null, null), s_launch, InputValue);
        var result = new RowResult<RowLaunch>(1, row, new RowOutcome.NotSent(NotSentReason.Stopped, new OperationCanceledException()));

        string printed = string.Join(
            '\n', credentials, options, s_launch, row, result, new Token(GivenToken, null, null, null),
            new OAuthToken(GivenToken, 1, GivenToken));

        Assert.All([InputValue, WrongSecret, GivenToken], secret => Assert.DoesNotContain(secret, printed, StringComparison.Ordinal));
        Assert.DoesNotContain(credentials.GetType().GetProperties(), property => Equals(property.GetValue(credentials), WrongSecret));
        Assert.Null(typeof(GenesysCloudClientOptions).GetProperty(nameof(GenesysCloudClientOptions.AccessToken))!.GetGetMethod());
    }

    private static IEnumerable<Fault> Troubles() =>
    [
        new(FaultKind.DropBefore), new(FaultKind.DropAfter), new(FaultKind.TruncatedBody), new(FaultKind.UnreadableBody),
        new(FaultKind.StatusBefore) { Status = 400 }, new(FaultKind.StatusBefore) { Status = 401 },
        new(FaultKind.StatusBefore) { Status = 404 },
        new(FaultKind.StatusAfter) { Status = 500 }, new(FaultKind.StatusBefore) { Times = null },
        new(FaultKind.TooManyRequests) { RetryAfterSeconds = 1 }, new(FaultKind.TooManyRequests) { RetryAfterSeconds = 7200, Times = null },
    ];

    private static async Task TellAsync(SimulatedCloud cloud, GenesysCloudClient client, EventRecorder told)
    {
        Func<Task>[] calls =
        [
            () => client.SignInAsync(),
            async () => told.Add(await client.GetOrganizationAsync()),
            async () => told.Add(await client.Architect.LaunchAsync(s_launch)),
            async () => told.Add(await client.Architect.LaunchAsync(s_launch with { FlowId = "no-flow" })),
            async () => told.Add(await client.Architect.GetFlowAsync(SimulatedCloud.Flow.Id)),
            () => client.Architect.GetExecutionAsync(Guid.Empty.ToString()),
            async () => told.Add(await LaunchTarget.ResolveAsync(client, SimulatedCloud.Flow.Name, null, default)),
            () => LaunchTarget.ResolveAsync(client, "no such flow", null, default),
            () => RunAsync(client, told),
            () => TrackAsync(cloud, client, told),
            () => client.CheckTokenAsync(),
            () => client.RevokeTokenAsync(),
        ];
        foreach (Func<Task> call in calls)
        {
            try
            {
                await cloud.RunAsync(call());
            }
            catch (Exception failure) when (failure is GenesysCloudException or FlowNotFoundException)
            {
                told.Add(failure);
            }
        }
    }

    private static async Task RunAsync(GenesysCloudClient client, EventRecorder told)
    {
        await using var launcher = new BulkLaunch<FlowExecutionLaunchRequest>(client, new BulkLaunchOptions { ThrottleLimit = 1 });
        launcher.Add(1, s_launch);
        await launcher.NextReady;
        Assert.True(launcher.TryTake(out RowResult<FlowExecutionLaunchRequest>? result));
        told.Add(result);
        told.Add(result.Outcome);
        told.Add(launcher.End);
    }

    private static async Task TrackAsync(SimulatedCloud cloud, GenesysCloudClient client, EventRecorder told)
    {
        using var tracker = new ExecutionTracker<string>(
            client, new ExecutionTrackerOptions { Timeout = TimeSpan.FromSeconds(5) });
        tracker.Add(cloud.Simulator.LaunchCount == 0 ? Guid.Empty.ToString() : cloud.Simulator.Launches[0].Id, "row");
        tracker.CompleteAdding();
        await tracker.NextReady;
        Assert.True(tracker.TryTake(out TrackedExecution<string>? tracked));
        told.Add(tracked);
    }
}
