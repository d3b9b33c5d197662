using System.Management.Automation;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using GenesysCloud;
using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.RateLimiting;
using GenesysCloud.Simulator;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FlowCmdlets.Tests.Session;

/// <summary>Nobody waits for minutes without a word, and connecting has an end.</summary>
public sealed class LongWaitTests : CloudTest
{
    private const string Read = "GET /api/v2/organizations/me";

    [Theory]
    [InlineData("/oauth/token", typeof(SignInException), "The login host")]
    [InlineData("/api", typeof(GenesysCloudException), "not connected within 60 s")]
    public async Task Connecting_to_a_host_that_never_responds_ends_after_twice_the_time_out(string path, Type type, string told)
    {
        Cloud.Faults.Add(new Fault(FaultKind.HangBefore) { Method = "*", Path = path, Times = null });
        using GenesysCloudClient client = NewClient();
        DateTimeOffset started = Time.GetUtcNow();

        Exception failure = await Assert.ThrowsAsync(
            type, () => Connector.ConnectAsync(client, new Silent(), TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        Assert.True(Time.GetUtcNow() - started >= TimeSpan.FromSeconds(59));
        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
        Assert.IsType<TimeoutException>(failure.InnerException);
        Assert.InRange(Cloud.Requests.Count(request => request.Status == 0), 1, 3);
    }

    [Fact]
    public async Task A_login_host_that_asks_to_retry_later_than_that_is_not_waited_for()
    {
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Path = "/oauth/token", Status = 503, RetryAfterSeconds = 45, Times = null });
        using GenesysCloudClient client = NewClient();

        SignInException failure = await Assert.ThrowsAsync<SignInException>(
            () => Connector.ConnectAsync(client, new Silent(), TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        Assert.Contains("the last request: 503", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_while_connecting_is_a_stop()
    {
        Cloud.Faults.Add(new Fault(FaultKind.HangBefore) { Path = "/oauth/token", Times = null });
        using GenesysCloudClient client = NewClient();
        using var stop = new CancellationTokenSource();
        Task connecting = Connector.ConnectAsync(client, new Silent(), TimeSpan.FromHours(1), stop.Token);
        Until(() => Cloud.Requests.Count > 0);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public void A_read_that_is_retried_for_long_warns_once()
    {
        ConnectHurried();
        Cloud.Faults.Add(
            new Fault(FaultKind.StatusBefore) { Method = "GET", Path = "/api", Status = 503, RetryAfterSeconds = 30, Times = 3 });

        Transcript transcript = Run("Get-GenesysFlow").WithoutErrors();

        string warning = Assert.Single(transcript.AllWarnings);
        Assert.Contains("503", warning, StringComparison.Ordinal);
        Assert.Contains("retried in 30 s", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_that_nobody_responds_to_warns_once_and_says_so()
    {
        ConnectHurried(timeout: TimeSpan.FromSeconds(60));
        Cloud.Faults.Add(new Fault(FaultKind.HangBefore) { Method = "GET", Path = "/api", Times = 1 });

        Transcript transcript = Run("Get-GenesysFlow").WithoutErrors();

        Assert.Contains("hasn't responded for 10 s", Assert.Single(transcript.AllWarnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_that_is_retried_soon_does_not_warn()
    {
        // A pause of a busy machine is no wait of ten seconds.
        ConnectHurried(time: new AcceleratedTimeProvider(2));
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Method = "GET", Path = "/api", Status = 503, Times = 1 });

        Assert.Empty(Run("Get-GenesysFlow").WithoutErrors().AllWarnings);
    }

    [Fact]
    public void Short_retries_that_add_up_warn_once()
    {
        var time = new FakeTimeProvider();
        var patience = new LongWaitWarning();
        var warnings = new List<string>();
        foreach (int attempt in new[] { 2, 3, 4, 5, 6 })
        {
            var delay = TimeSpan.FromSeconds(Math.Pow(2, attempt - 3));
            warnings.AddRange(new[] { patience.Of(new RetryScheduled(Read, "503", attempt, delay), time) }.OfType<string>());
            time.Advance(delay);
        }

        Assert.Single(warnings);
        Assert.True(patience.IsSpent);
        Assert.Null(patience.OfSilence(TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData(RateLimitWaitReason.Resource, 30, true)]
    [InlineData(RateLimitWaitReason.Resource, 5, false)]
    [InlineData(RateLimitWaitReason.Quota, 60, false)]
    [InlineData(RateLimitWaitReason.MaxRequestsPerMinute, 60, false)]
    public void A_long_refusal_warns_and_the_ordinary_wait_for_the_next_window_does_not(RateLimitWaitReason reason, int seconds, bool warns)
    {
        var time = new FakeTimeProvider();

        string? warning = new LongWaitWarning().Of(
            new RateLimitWaiting(Read, reason, time.GetUtcNow() + TimeSpan.FromSeconds(seconds)), time);

        Assert.Equal(warns, warning is not null);
    }

    private GenesysCloudClient NewClient()
    {
        Assert.True(
            GenesysCloudRegion.TryParse(Cloud.BaseAddress.ToString(), out GenesysCloudRegion? region, out string? problem), problem);
        using var credentials = new ClientCredentials(SimulatedClients.Administrator.Id, SimulatedClients.Administrator.Secret);
        return new(
            new GenesysCloudClientOptions { Region = region, Credentials = credentials, TimeProvider = Time, Randomizer = () => 0.5 });
    }

    private sealed class Silent : IClientObserver
    {
        public bool WantsRequests => false;

        public void Notify(ClientEvent clientEvent)
        {
        }
    }
}
