using System.Text;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using Xunit;
using Xunit.Sdk;

namespace GenesysCloud.Tests.Support;

/// <summary>The search for secrets finds what is leaked on purpose.</summary>
public sealed class SecretsTests
{
    public static TheoryData<string> Leaks =>
    [
        SimulatedClients.Administrator.Secret,
        "fake-token",
        "fake-proxy-password-4714",
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{SimulatedClients.Administrator.Id}:not-a-secret-x")),
    ];

    [Theory]
    [MemberData(nameof(Leaks))]
    public void A_secret_in_an_event_fails_the_test(string secret)
    {
        var leak = new RequestSent("GET", "/api/v2/users", 0, 1, TimeSpan.Zero, null, null, $"no connection by {secret}.");
        Assert.Throws<AllException>(() => Secrets.DemandNoneIn([leak]));
        Secrets.DemandNoneIn([leak with { Failure = "no connection" }]);
    }

    [Fact]
    public async Task A_token_of_the_simulator_is_found()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string token = await cloud.IssueTokenAsync();
        Assert.Equal([token], Secrets.FindIn($"Authorization: Bearer {token}\n"));
    }

    [Fact]
    public void A_secret_in_a_file_fails_the_test()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("leak-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "run.jsonl"), "{}\n{\"token\":\"not-a-token-1\"}\n");
            Assert.ThrowsAny<XunitException>(() => Secrets.DemandNoneIn(folder));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
