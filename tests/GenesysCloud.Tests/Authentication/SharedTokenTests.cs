using System.Collections.Concurrent;
using GenesysCloud.Architect;
using GenesysCloud.Authentication;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Authentication;

/// <summary>64 threads share a session whose token lives for a second.</summary>
public sealed class SharedTokenTests
{
    private const int Threads = 64;
    private static readonly TimeSpan s_life = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Grants => [GrantTypes.ClientCredentials, GrantTypes.RefreshToken];

    [Theory]
    [MemberData(nameof(Grants))]
    public async Task Each_expiry_is_renewed_exactly_once_and_no_call_fails(string grant)
    {
        const int Calls = 60;
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.TokenLifetime = s_life;
        cloud.Simulator.Settings.RefreshTokens = true;
        cloud.Simulator.Settings.RateLimit = 1_000_000;
        GenesysCloudClient client = grant == GrantTypes.ClientCredentials ? cloud.Client : await SignInAsync(cloud);

        // Much shorter than the margin, a tenth of the life, so that no request arrives with a token that expired on its way.
        cloud.Simulator.Settings.Latency = TimeSpan.FromSeconds(0.04);
        var names = new ConcurrentBag<string?>();
        await cloud.RunAsync(Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(async () =>
        {
            for (int call = 0; call < Calls; call++)
                names.Add((await client.GetOrganizationAsync()).Name);
        }))));

        Assert.Equal(Threads * Calls, names.Count(name => name == "Simulated organization"));
        Assert.All(cloud.Simulator.Requests, request => Assert.InRange(request.Status, 200, 302));
        DateTimeOffset[] renewals = [.. cloud.Simulator.Requests
            .Where(request => request.Path == "/oauth/token").Select(request => request.At).Order()];
        Assert.True(renewals.Length >= 3, $"{renewals.Length} tokens were requested.");

        // No token is replaced before its margin begins.
        Assert.All(renewals.Zip(renewals.Skip(1)), pair => Assert.True(pair.Second - pair.First >= s_life * 0.9, $"{pair}"));
    }

    [Fact]
    public async Task Each_rejection_asks_the_supplier_exactly_once_and_no_call_fails()
    {
        const int Rounds = 20;
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.RateLimit = 1_000_000;
        int supplied = 0;
        GenesysCloudClient client = cloud.CreateClient(await cloud.IssueTokenAsync(), _ =>
        {
            Interlocked.Increment(ref supplied);
            return cloud.IssueTokenAsync();
        });

        for (int round = 0; round < Rounds; round++)
        {
            cloud.Simulator.EndTokens();
            using var together = new Barrier(Threads);
            Organization[] organizations = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    return client.GetOrganizationAsync().GetAwaiter().GetResult();
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            Assert.All(organizations, organization => Assert.Equal("Simulated organization", organization.Name));
        }

        Assert.Equal(Rounds, supplied);
    }

    private static async Task<GenesysCloudClient> SignInAsync(SimulatedCloud cloud)
    {
        using var browser = new BrowserPlayer();
        GenesysCloudClient client = cloud.CreateClient(browser.SignIn(SimulatedClients.Browser.Id));
        Task signingIn = client.SignInAsync();
        await browser.GetAsync(await browser.Opened);
        await signingIn;
        return client;
    }
}
