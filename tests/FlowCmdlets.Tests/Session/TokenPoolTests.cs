using System.Management.Automation;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using Xunit;

namespace FlowCmdlets.Tests.Session;

public sealed class TokenPoolTests : CloudTest
{
    private const string ConnectClient = "Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret";

    [Fact]
    public void A_session_has_one_token_unless_more_are_specified()
    {
        Cloud.Settings.RateLimit = 300;
        GenesysCloudSession session = Session($"{ConnectClient} -PassThru");
        Assert.Equal((1, 300), (session.TokenPoolSize, session.RequestsAllowed));
    }

    [Fact]
    public void The_quota_of_a_session_is_that_of_all_its_tokens_and_one_token_is_requested_first()
    {
        Cloud.Settings.RateLimit = 300;
        GenesysCloudSession session = Session($"{ConnectClient} -TokenPoolSize 10 -PassThru");
        Assert.Equal((10, 3000, 2999), (session.TokenPoolSize, session.RequestsAllowed, session.RequestsLeft));
        Assert.Single(Cloud.Requests, request => request.Path == "/oauth/token");
    }

    [Fact]
    public void Rows_of_three_windows_are_launched_and_every_token_is_revoked()
    {
        Cloud.Settings.RateLimit = 20;
        Cloud.Settings.RateLimitHeaders = true;
        ConnectHurried(tokens: 4);

        Transcript transcript = Run("1..60 | ForEach-Object { [pscustomobject]@{ } } | Start-GenesysFlow 'Nightly clean-up'");
        Assert.Equal(60, transcript.WithoutErrors().Output.Count);
        Assert.Equal(60, Cloud.LaunchCount);

        // In the next window, since a token that has no requests left can be refused its revocation.
        Time.Skip(TimeSpan.FromMinutes(2));
        Run("Disconnect-GenesysCloud").WithoutErrors();
        Assert.Equal(
            Cloud.Requests.Count(request => request.Path == "/oauth/token"), Cloud.Requests.Count(request => request.Method == "DELETE"));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(11, true)]
    [InlineData(0, true)]
    public void From_1_to_10_tokens_can_be_specified(int size, bool isRefused) => Assert.Equal(
        isRefused ? "ParameterArgumentValidationError" : null, Run($"{ConnectClient} -TokenPoolSize {size}").Terminating?.Id());

    [Theory]
    [InlineData(null, "7", 7)]
    [InlineData(3, "7", 3)]
    [InlineData(null, null, 1)]
    [InlineData(null, " ", 1)]
    public void The_parameter_goes_before_the_environment(int? parameter, string? variable, int expected) =>
        Assert.Equal(expected, TokenPoolSetting.Read(Sources(variable), parameter, Client(Sources(variable))));

    [Theory]
    [InlineData("0")]
    [InlineData("11")]
    [InlineData("50")]
    [InlineData("-1")]
    [InlineData("ten")]
    public void A_variable_that_is_no_size_is_named(string variable)
    {
        ErrorRecord error = Assert.Throws<CmdletErrorException>(
            () => TokenPoolSetting.Read(Sources(variable), null, Client(Sources(variable)))).ErrorRecord;
        Assert.Equal(("TokenPoolInvalid", "GENESYSCLOUD_TOKEN_POOL_SIZE"), (error.Id(), error.TargetObject));
        Assert.Contains($"'{variable}'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_tokens_of_an_access_token_are_refused()
    {
        Shell["token"] = Secure(await IssueTokenAsync());
        ErrorRecord error = Assert.IsType<ErrorRecord>(Run("Connect-GenesysCloud $url -AccessToken $token -TokenPoolSize 2").Terminating);
        Assert.Equal("TokenPoolInvalid", error.Id());
        Assert.Contains("-AccessToken", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_variable_says_nothing_about_sessions_without_an_OAuth_client()
    {
        ConnectionSources sources = Sources("10");
        Assert.Equal(1, TokenPoolSetting.Read(sources, null, ConnectionSettings.FromBrowser(sources, null)));
    }

    private static ConnectionSources Sources(string? variable) => new(name => name == "GENESYSCLOUD_TOKEN_POOL_SIZE" ? variable : null);

    private static ConnectionSettings Client(ConnectionSources sources) =>
        ConnectionSettings.FromClient(sources, null, "id", Secure("not-a-secret"));

    private GenesysCloudSession Session(string script) => Assert.Single(Run(script).WithoutErrors().OutputOf<GenesysCloudSession>());
}
