using System.Management.Automation;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Session;

/// <summary>
/// The environment belongs to the whole process: all tests that change it are in this class, so none runs beside another. Those that need
/// it as it is are in the same collection.
/// </summary>
[Collection(Collection)]
public sealed class EnvironmentTests : CloudTest
{
    internal const string Collection = "Environment";

    private static readonly string[] s_names =
    [
        "GENESYSCLOUD_OAUTHCLIENT_ID", "GENESYSCLOUD_OAUTHCLIENT_SECRET", "GENESYSCLOUD_REGION", "GENESYSCLOUD_ACCESS_TOKEN",
        "GENESYS_CLOUD_CLIENT_ID", "GENESYS_CLOUD_CLIENT_SECRET", "GENESYS_CLOUD_SECRET", "GENESYS_CLOUD_REGION",
        "GENESYS_CLOUD_ENVIRONMENT",
    ];

    [Fact]
    public void The_names_of_the_official_command_line_client_are_read() => With(
        ("GENESYSCLOUD_OAUTHCLIENT_ID", SimulatedClients.ViewOnly.Id),
        ("GENESYSCLOUD_OAUTHCLIENT_SECRET", SimulatedClients.ViewOnly.Secret),
        ("GENESYSCLOUD_REGION", Cloud.BaseAddress.ToString()))
        .Then(() => Assert.Equal(SimulatedClients.ViewOnly.Id, ConnectedAs()));

    [Fact]
    public void The_older_names_are_read() => With(
        ("GENESYS_CLOUD_CLIENT_ID", SimulatedClients.ViewOnly.Id),
        ("GENESYS_CLOUD_CLIENT_SECRET", SimulatedClients.ViewOnly.Secret),
        ("GENESYS_CLOUD_REGION", Cloud.BaseAddress.ToString()))
        .Then(() => Assert.Equal(SimulatedClients.ViewOnly.Id, ConnectedAs()));

    [Fact]
    public void The_official_names_win_over_the_older_ones() => With(
        ("GENESYSCLOUD_OAUTHCLIENT_ID", SimulatedClients.ViewOnly.Id),
        ("GENESYSCLOUD_OAUTHCLIENT_SECRET", SimulatedClients.ViewOnly.Secret),
        ("GENESYSCLOUD_REGION", Cloud.BaseAddress.ToString()),
        ("GENESYS_CLOUD_CLIENT_ID", SimulatedClients.LaunchOnly.Id),
        ("GENESYS_CLOUD_CLIENT_SECRET", SimulatedClients.LaunchOnly.Secret),
        ("GENESYS_CLOUD_REGION", "eu-west-1"))
        .Then(() => Assert.Equal(SimulatedClients.ViewOnly.Id, ConnectedAs()));

    [Fact]
    public void Parameters_win_over_the_environment() => With(
        ("GENESYSCLOUD_OAUTHCLIENT_ID", SimulatedClients.ViewOnly.Id),
        ("GENESYSCLOUD_OAUTHCLIENT_SECRET", SimulatedClients.ViewOnly.Secret),
        ("GENESYSCLOUD_ACCESS_TOKEN", "not-a-token"),
        ("GENESYSCLOUD_REGION", "eu-west-1"))
        .Then(() => Assert.Equal(SimulatedClients.Administrator.Id, ConnectedAs("$url -ClientId $id -ClientSecret $secret")));

    [Fact]
    public void A_token_in_the_environment_goes_before_an_oauth_client() => With(
        ("GENESYSCLOUD_ACCESS_TOKEN", "not-a-token"),
        ("GENESYSCLOUD_OAUTHCLIENT_ID", SimulatedClients.ViewOnly.Id),
        ("GENESYSCLOUD_OAUTHCLIENT_SECRET", SimulatedClients.ViewOnly.Secret),
        ("GENESYSCLOUD_REGION", Cloud.BaseAddress.ToString()))
        .Then(() => Assert.Equal("TokenRejected", Run("Connect-GenesysCloud").Terminating?.Id()));

    [Fact]
    public void Without_a_region_anywhere_it_is_us_east_1() => With().Then(() =>
        Assert.Equal("mypurecloud.com", DomainOf()));

    [Theory]
    [InlineData("eu_central_1", "mypurecloud.de")]
    [InlineData("mypurecloud.ie", "mypurecloud.ie")]
    public void A_region_in_the_environment_may_be_written_in_any_known_way(string region, string domain) =>
        With(("GENESYSCLOUD_REGION", region)).Then(() =>
            Assert.Equal(domain, DomainOf()));

    [Theory]
    [InlineData(null, null, "GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET are not set")]
    [InlineData("some-id", null, "GENESYSCLOUD_OAUTHCLIENT_SECRET is not set")]
    [InlineData(null, "not-a-secret", "GENESYSCLOUD_OAUTHCLIENT_ID is not set")]
    [InlineData("some-id", " ", "GENESYSCLOUD_OAUTHCLIENT_SECRET is not set")]
    public void What_is_missing_is_told_by_name(string? id, string? secret, string told) =>
        With(("GENESYSCLOUD_OAUTHCLIENT_ID", id), ("GENESYSCLOUD_OAUTHCLIENT_SECRET", secret)).Then(() =>
        {
            ErrorRecord error = Assert.IsType<ErrorRecord>(Run("Connect-GenesysCloud").Terminating);
            Assert.Equal("EnvironmentIncomplete", error.Id());
            Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
            Assert.Contains(told, error.Text(), StringComparison.Ordinal);
            Assert.Contains("GENESYSCLOUD_ACCESS_TOKEN", error.Action(), StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("-ClientId some-id", "ClientSecret", "GENESYSCLOUD_OAUTHCLIENT_SECRET")]
    [InlineData("-ClientSecret $secret", "ClientId", "GENESYSCLOUD_OAUTHCLIENT_ID")]
    public void The_parameter_that_is_missing_is_named_and_nobody_is_asked_for_it(string parameters, string missing, string variable) =>
        With().Then(() =>
        {
            ErrorRecord error = Assert.IsType<ErrorRecord>(Run($"Connect-GenesysCloud {parameters}").Terminating);
            Assert.Equal(("ParameterMissing", ErrorCategory.InvalidArgument), (error.Id(), error.CategoryInfo.Category));
            Assert.Contains($"without -{missing}, and {variable} is not set", error.Text(), StringComparison.Ordinal);
            Assert.Contains($"Specify -{missing}", error.Action(), StringComparison.Ordinal);
        });

    [Fact]
    public void A_parameter_that_is_missing_is_taken_from_the_environment() => With(
        ("GENESYSCLOUD_OAUTHCLIENT_SECRET", SimulatedClients.ViewOnly.Secret)).Then(() =>
        {
            Shell["id"] = SimulatedClients.ViewOnly.Id;
            Assert.Equal(SimulatedClients.ViewOnly.Id, ConnectedAs("$url -ClientId $id"));
        });

    [Fact]
    public void The_region_of_the_environment_is_named_where_it_is_none() => With(("GENESYSCLOUD_REGION", "nowhere")).Then(() =>
    {
        ErrorRecord error = Assert.IsType<ErrorRecord>(Run("Connect-GenesysCloud -ClientId $id -ClientSecret $secret").Terminating);
        Assert.Equal("RegionInvalid", error.Id());
        Assert.Contains("comes from GENESYSCLOUD_REGION", error.Action(), StringComparison.Ordinal);
    });

    private static string? DomainOf() =>
        ConnectionSettings.FromClient(ConnectionSources.OfProcess, null, "id", Secure("not-a-secret")).Region.Domain;

    private string? ConnectedAs(string parameters = "") =>
        Assert.Single(Run($"Connect-GenesysCloud {parameters} -PassThru").WithoutErrors().OutputOf<GenesysCloudSession>()).ClientId;

    private static EnvironmentVariables With(params (string Name, string? Value)[] variables) => new(variables);

    /// <summary>Runs a test with these variables and no others of the module's, and puts back what was there.</summary>
    private sealed class EnvironmentVariables((string Name, string? Value)[] variables)
    {
        public void Then(Action test)
        {
            Dictionary<string, string?> before = s_names.ToDictionary(name => name, Environment.GetEnvironmentVariable);
            try
            {
                foreach (string name in s_names)
                    Environment.SetEnvironmentVariable(name, Array.Find(variables, variable => variable.Name == name).Value);
                test();
            }
            finally
            {
                foreach ((string name, string? value) in before)
                    Environment.SetEnvironmentVariable(name, value);
            }
        }
    }
}
