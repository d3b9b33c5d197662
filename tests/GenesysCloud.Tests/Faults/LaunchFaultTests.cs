using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Faults;

public sealed class LaunchFaultTests(ITestOutputHelper output)
{
    public static TheoryData<string> Faults => [.. FaultTable.Rows.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task One_call_makes_at_most_one_launch_and_tells_what_became_of_it(string fault)
    {
        FaultRow row = FaultTable.Rows[fault];
        SocketsHttpHandler handler = GenesysCloudClient.CreateHandler();
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync(handler);
        handler.ConnectCallback = Connects.FailingWith(row.ConnectFailures);
        // A token of its own, as a connection that cannot be made would already fail at sign-in.
        GenesysCloudClient client = row.ConnectFailures.Count > 0
            ? cloud.CreateClient(accessToken: await cloud.IssueTokenAsync())
            : cloud.Client;
        foreach (Fault planned in row.Faults)
            cloud.Simulator.Faults.Add(planned);
        if (row.Hangs)
            cloud.ExpectTimeOuts();

        LaunchOutcome outcome = await cloud.RunAsync(client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Report(row, outcome, cloud);
        Assert.Equal(row.Outcome, outcome.GetType().Name);
        Assert.Equal(row.Launches, cloud.Simulator.LaunchCount);
        Assert.InRange(cloud.Simulator.LaunchCount, 0, 1);
        Assert.InRange(cloud.Clock.Now, row.Takes, TimeSpan.FromMinutes(3));
        if (outcome is LaunchOutcome.Launched launched)
        {
            Assert.Equal(row.Attempts, outcome.Attempts);
            Assert.Equal(cloud.Simulator.Launches[0].Id, launched.Execution.Id);
        }
        else
        {
            AssertTold(row, outcome, cloud);
        }
    }

    [Theory]
    [InlineData(FaultKind.DropAfter)]
    [InlineData(FaultKind.StatusAfter)]
    [InlineData(FaultKind.UnreadableBody)]
    public async Task A_call_after_one_of_unknown_outcome_is_a_launch_of_its_own(FaultKind kind)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(kind));

        Assert.IsType<LaunchOutcome.Unknown>(await cloud.RunAsync(cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch)));
        Assert.IsType<LaunchOutcome.Launched>(await cloud.RunAsync(cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch)));

        Assert.Equal(2, cloud.Simulator.LaunchCount);
    }

    private static void AssertTold(FaultRow row, LaunchOutcome outcome, SimulatedCloud cloud)
    {
        GenesysCloudException failure = Assert.IsAssignableFrom<GenesysCloudException>(ReasonOf(outcome));
        Assert.Equal(row.Outcome, failure.Outcome is SendOutcome.Refused && failure is SignInException
            ? nameof(SendOutcome.NotSent)
            : failure.Outcome.ToString());
        Assert.Equal(row.Attempts, failure.Attempts);
        Assert.Equal(row.Status, failure.Status);
        Assert.Equal(row.Code, failure.Code);
        Assert.Equal(row.Code is null, failure.ServiceMessage is null);
        Assert.Equal(row.RetryAfter, failure.RetryAfter);
        Assert.Contains(row.Says, failure.Message, StringComparison.Ordinal);
        if (row.Status is not null)
            Assert.Equal(cloud.Simulator.Requests[^1].CorrelationId, failure.CorrelationId);
    }

    private static Exception? ReasonOf(LaunchOutcome outcome) => outcome switch
    {
        LaunchOutcome.Refused refused => refused.Reason,
        LaunchOutcome.NotSent notSent => notSent.Reason,
        LaunchOutcome.Unknown unknown => unknown.Reason,
        _ => null,
    };

    private void Report(FaultRow row, LaunchOutcome outcome, SimulatedCloud cloud) =>
        output.WriteLine(
            $"| {row.Name,-45} | {outcome.GetType().Name,-8} | launches {cloud.Simulator.LaunchCount} | sent {outcome.Attempts} | " +
            $"{cloud.Clock.Now.TotalSeconds,6:0.0} s | {ReasonOf(outcome)?.Message}");
}
