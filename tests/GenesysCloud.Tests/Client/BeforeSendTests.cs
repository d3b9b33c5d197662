using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.RateLimiting;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Client;

/// <summary>The caller's own step before a launch is sent.</summary>
public sealed class BeforeSendTests
{
    public static TheoryData<string> Failures => [.. s_failures.Keys];

    private static readonly Dictionary<string, Exception> s_failures = new Exception[]
    {
        new InvalidOperationException("fault"), new IOException("disk"),
        new OperationCanceledException("a step of its own"), new TimeoutException("slow"),
        new GenesysCloudException("may have been carried out", SendOutcome.Unknown), new SignInException("refused", SendOutcome.Refused),
    }.ToDictionary(failure => failure.GetType().Name);

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_step_that_fails_means_not_sent_whatever_its_exception(string failure)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.RateLimit = 1;
        var options = new LaunchOptions { BeforeSend = () => ValueTask.FromException<string?>(s_failures[failure]) };

        LaunchOutcome outcome = await cloud.RunAsync(cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch, options));

        LaunchOutcome.NotSent notSent = Assert.IsType<LaunchOutcome.NotSent>(outcome);
        Assert.Equal(SendObstacle.Preparation, notSent.Obstacle);
        Assert.Same(s_failures[failure], notSent.Reason);
        Assert.Equal((0, 0), (outcome.Attempts, cloud.Requests("POST", "/api")));

        // What it would have cost of the quota is given back.
        Assert.IsType<LaunchOutcome.Launched>(await cloud.RunAsync(cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch)));
        Assert.Equal(TimeSpan.Zero, cloud.Clock.Now);
    }

    [Fact]
    public async Task Steps_that_fail_use_nothing_of_the_quota()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        var options = new LaunchOptions { BeforeSend = () => ValueTask.FromException<string?>(new IOException("disk")) };
        for (int launch = 0; launch < new RateLimiterOptions().AssumedAllowed; launch++)
            await cloud.RunAsync(cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch, options));

        Assert.IsType<LaunchOutcome.Launched>(await cloud.RunAsync(cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch)));
        Assert.Equal(TimeSpan.Zero, cloud.Clock.Now);
    }

    [Fact]
    public async Task Sign_ins_that_fail_use_nothing_of_the_quota()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        int most = new RateLimiterOptions().AssumedAllowed;
        cloud.Simulator.Faults.Add(new Fault(FaultKind.StatusBefore) { Path = "/oauth/token", Status = 400, Times = most });
        for (int launch = 0; launch < most; launch++)
        {
            LaunchOutcome outcome = await cloud.RunAsync(cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch));
            Assert.Equal(SendObstacle.SignIn, Assert.IsType<LaunchOutcome.NotSent>(outcome).Obstacle);
        }

        Assert.IsType<LaunchOutcome.Launched>(await cloud.RunAsync(cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch)));
        Assert.Equal(TimeSpan.Zero, cloud.Clock.Now);
    }

    [Fact]
    public async Task A_stop_while_it_goes_on_means_that_nothing_is_sent()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        using var stop = new CancellationTokenSource();
        var options = new LaunchOptions
        {
            Abandon = CancellationToken.None,
            BeforeSend = async () =>
            {
                await stop.CancelAsync();
                return "announced";
            },
        };

        LaunchOutcome outcome = await cloud.RunAsync(cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch, options, stop.Token));

        Assert.Equal(SendObstacle.Stopped, Assert.IsType<LaunchOutcome.NotSent>(outcome).Obstacle);
        Assert.Equal(0, cloud.Requests("POST", "/api"));
    }

    [Fact]
    public async Task It_names_the_execution_and_is_asked_again_for_each_request()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.TooManyRequests) { RetryAfterSeconds = 1 });
        int asked = 0;
        var options = new LaunchOptions { BeforeSend = () => ValueTask.FromResult<string?>($"name {++asked}") };

        LaunchOutcome outcome = await cloud.RunAsync(cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch, options));

        Assert.IsType<LaunchOutcome.Launched>(outcome);
        Assert.Equal((2, "name 2"), (asked, Assert.Single(cloud.Simulator.Launches).Name));
    }
}
