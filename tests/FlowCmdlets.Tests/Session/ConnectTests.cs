using System.Management.Automation;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using GenesysCloud;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Session;

public sealed class ConnectTests : CloudTest
{
    [Theory]
    [InlineData("us-", "us-east-1")]
    [InlineData("mypurecloud.d", "mypurecloud.de")]
    public void Regions_are_completed_by_name_and_by_domain(string typed, string region)
    {
        string line = $"Connect-GenesysCloud -Region {typed}";
        Transcript transcript = Run($"(TabExpansion2 '{line}' {line.Length}).CompletionMatches.CompletionText").WithoutErrors();
        Assert.Contains(region, transcript.Output.Select(text => text.ToString()));
        Assert.All(transcript.Output, text => Assert.StartsWith(typed, text.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void The_quota_is_no_larger_than_what_the_caller_keeps_to()
    {
        Transcript transcript = Run(
            "Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret -MaxRequestsPerMinute 10 -PassThru").WithoutErrors();
        GenesysCloudSession session = Assert.Single(transcript.OutputOf<GenesysCloudSession>());
        Assert.Equal(10, session.RequestsAllowed);
        Assert.InRange(session.RequestsLeft, 8, 9);
    }

    [Fact]
    public void Connecting_signs_in_and_emits_nothing()
    {
        Transcript transcript = Run("Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret").WithoutErrors();
        Assert.Empty(transcript.All);
        Assert.Equal(
            ["POST /oauth/token", "GET /api/v2/organizations/me"], Cloud.Requests.Select(request => $"{request.Method} {request.Path}"));
    }

    [Fact]
    public void PassThru_emits_the_session()
    {
        Transcript transcript = Run(
            "Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret -PassThru; Get-GenesysCloudSession").WithoutErrors();
        GenesysCloudSession session = transcript.OutputOf<GenesysCloudSession>()[0];
        Assert.Same(session, transcript.Output[1].BaseObject);
        Assert.Equal("Simulated organization", session.Organization);
        Assert.Equal(Cloud.BaseAddress.Authority, session.Region);
        Assert.Equal(SimulatedClients.Administrator.Id, session.ClientId);
        Assert.True(session.IsConnected);
        Assert.NotNull(session.TokenExpiresAt);
        Assert.Equal(1_000_000, session.RequestsAllowed);
        Assert.Equal(999_999, session.RequestsLeft);
    }

    [Fact]
    public void A_credential_is_id_and_secret()
    {
        Shell["credential"] = new PSCredential(SimulatedClients.ViewOnly.Id, Secure(SimulatedClients.ViewOnly.Secret));
        Transcript transcript = Run("Connect-GenesysCloud -Region $url -Credential $credential -PassThru").WithoutErrors();
        Assert.Equal(SimulatedClients.ViewOnly.Id, Assert.Single(transcript.OutputOf<GenesysCloudSession>()).ClientId);
    }

    [Fact]
    public async Task A_given_access_token_is_used_as_it_is_and_not_revoked()
    {
        Shell["token"] = Secure(await IssueTokenAsync());
        Transcript transcript = Run(
            "Connect-GenesysCloud $url -AccessToken $token -PassThru; Disconnect-GenesysCloud; " +
            "Connect-GenesysCloud $url -AccessToken $token -PassThru").WithoutErrors();
        Assert.All(transcript.OutputOf<GenesysCloudSession>(), session => Assert.Null(session.ClientId));
        Assert.DoesNotContain(Cloud.Requests, request => request.Method == "DELETE");
        Assert.Single(Cloud.Requests, request => request.Path == "/oauth/token");
    }

    [Fact]
    public void A_bad_access_token_is_told_at_once()
    {
        Shell["token"] = Secure("not-a-token");
        ErrorRecord error = Failure("Connect-GenesysCloud $url -AccessToken $token");
        Assert.Equal("TokenRejected", error.Id());
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.Null(Shell.DefaultSession);
    }

    [Fact]
    public void A_wrong_secret_is_told_at_once()
    {
        Shell["secret"] = Secure("not-the-secret");
        ErrorRecord error = Failure("Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret");
        Assert.Equal("SignInRefused", error.Id());
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.Contains("401 invalid_client (authentication failed)", error.Text(), StringComparison.Ordinal);
        Assert.Contains("secret", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_client_id_is_told_from_a_wrong_secret()
    {
        ErrorRecord error = Failure("Connect-GenesysCloud $url -ClientId '00000000-0000-4000-8000-00000000dead' -ClientSecret $secret");
        Assert.Equal("SignInRefused", error.Id());
        Assert.Contains("400 invalid_client (client not found)", error.Text(), StringComparison.Ordinal);
        Assert.Contains("-Region", error.Action(), StringComparison.Ordinal);
        Assert.Contains("in every region but their own", error.Action(), StringComparison.Ordinal);
        Assert.Contains("https://apps.<domain>", error.Action(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-ClientId 'none' -ClientSecret $secret", "No OAuth client with this ID")]
    [InlineData("-ClientId $id -ClientSecret $wrong", "Check the client secret")]
    [InlineData("-AccessToken $wrong", "The token expired, was revoked, or belongs to another region")]
    public void A_sign_in_that_fails_names_the_region_that_was_tried_and_how_it_was_chosen(string parameters, string advice)
    {
        Shell["wrong"] = Secure("wrong");
        ErrorRecord error = Failure($"Connect-GenesysCloud $url {parameters}");
        Assert.StartsWith(advice, error.Action(), StringComparison.Ordinal);
        Assert.EndsWith(
            $"The region that was tried is {Cloud.BaseAddress.Authority}, as specified by -Region.",
            error.Action(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_that_nobody_chose_is_said_to_be_the_default()
    {
        var failure = new SignInException("Sign-in failed.", SendOutcome.Refused) { Status = 400, Code = "invalid_client" };
        ErrorRecord? With(ConnectionSettings settings) => Errors.TryDescribeConnecting(failure, settings.Region, settings.Origin);
        var client = new Dictionary<string, string?>
        {
            ["GENESYSCLOUD_OAUTHCLIENT_ID"] = "client", ["GENESYSCLOUD_OAUTHCLIENT_SECRET"] = "not-a-secret-client",
        };
        var sources = new ConnectionSources(client.GetValueOrDefault);
        ConnectionSettings Read() => ConnectionSettings.FromSources(sources, region: null, DateTimeOffset.UnixEpoch);

        const string Region = "The region that was tried is us-east-1 (mypurecloud.com), the default, because ";
        const string Credentials = " The credentials are from GENESYSCLOUD_OAUTHCLIENT_ID.";
        Assert.EndsWith($"{Region}no region was specified.{Credentials}", With(Read())!.Action(), StringComparison.Ordinal);

        // As of a scheduler whose setting has no value.
        client["GENESYSCLOUD_REGION"] = " ";
        Assert.EndsWith($"{Region}GENESYSCLOUD_REGION is empty.{Credentials}", With(Read())!.Action(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("''")]
    [InlineData("' '")]
    [InlineData("$null")]
    [InlineData("$noSuchVariable")]
    public void An_empty_region_is_an_error_and_not_the_default(string region)
    {
        ErrorRecord error = Failure($"Connect-GenesysCloud -Region {region} -ClientId $id -ClientSecret $secret");
        Assert.Equal("RegionInvalid", error.Id());
        Assert.Contains("The region is empty", error.Text(), StringComparison.Ordinal);
        Assert.Empty(Cloud.Requests);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_line_break_behind_a_secret_is_no_part_of_it(string end)
    {
        Shell["secret"] = Secure(SimulatedClients.Administrator.Secret + end);
        Shell["credential"] = new PSCredential(SimulatedClients.Administrator.Id, Secure(SimulatedClients.Administrator.Secret + end));
        Run("Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret").WithoutErrors();
        Run("Connect-GenesysCloud $url -Credential $credential").WithoutErrors();
    }

    [Fact]
    public void A_session_says_where_its_region_and_its_credentials_come_from()
    {
        Shell["credential"] = new PSCredential(SimulatedClients.ViewOnly.Id, Secure(SimulatedClients.ViewOnly.Secret));
        Transcript transcript = Run(
            "Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret -PassThru; " +
            "Connect-GenesysCloud $url -Credential $credential -PassThru").WithoutErrors();
        Assert.Equal(
            [("-Region", "-ClientId"), ("-Region", "-Credential")],
            transcript.OutputOf<GenesysCloudSession>().Select(session => (session.RegionSource, session.CredentialSource!)));
    }

    [Fact]
    public void A_client_ID_without_a_secret_is_refused_where_nobody_can_be_asked()
    {
        ErrorRecord error = Failure("Connect-GenesysCloud $url -Credential $id");
        Assert.Equal("ParameterArgumentTransformationError", error.Id());
        Assert.Contains("'Credential'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("its secret can't be requested here", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_name_without_the_password_of_the_proxy_is_refused_where_nobody_can_be_asked()
    {
        ErrorRecord error = Failure(
            "Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret -Proxy http://p.example -ProxyCredential someone");
        Assert.Equal("ParameterArgumentTransformationError", error.Id());
        Assert.Contains("'ProxyCredential'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("its password can't be requested here", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-eats-1", "did you mean 'us-east-1'?")]
    [InlineData("nowhere", "Expected one of us-east-1, us-east-2")]
    [InlineData("http://genesys.example", "isn't encrypted")]
    [InlineData("https://somebody@genesys.example", "without a user name")]
    public void A_region_that_is_none_is_told_before_anything_is_sent(string region, string told)
    {
        Shell["region"] = region;
        ErrorRecord error = Failure("Connect-GenesysCloud -Region $region -ClientId $id -ClientSecret $secret");
        Assert.Equal("RegionInvalid", error.Id());
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Equal(region.Replace("somebody@", "***@", StringComparison.Ordinal), error.TargetObject);
        Assert.Contains(told, error.Text(), StringComparison.Ordinal);
        Assert.Empty(Cloud.Requests);
    }

    [Theory]
    [InlineData("http://somebody:fake-pass-4715@genesys.example", "http://***@genesys.example")]
    [InlineData("https://somebody:fake-pass-4715/p?@#@genesys.example/path", "https://***@genesys.example/path")]
    [InlineData("somebody:fake-pass-4715@genesys.example", "***@genesys.example")]
    [InlineData("https://genesys.example/?key=fake-pass-4715", "https://genesys.example/")]
    public void A_password_in_a_region_is_in_no_error(string region, string target)
    {
        Shell["region"] = region;

        ErrorRecord error = Failure("Connect-GenesysCloud -Region $region -ClientId $id -ClientSecret $secret");

        Assert.Equal(("RegionInvalid", target), (error.Id(), error.TargetObject));
        Assert.DoesNotContain(
            "fake-pass", $"{error.Text()} {error.Exception} {error.TargetObject} {error.Action()}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-ClientId ' ' -ClientSecret $secret", "client ID")]
    [InlineData("-ClientId $id -ClientSecret ([securestring]::new())", "client secret")]
    [InlineData("-ClientId $id -ClientSecret $noSuchVariable", "client secret")]
    [InlineData("-ClientId $noSuchVariable -ClientSecret $secret", "client ID")]
    [InlineData("-ClientId $id -ClientSecret (ConvertTo-SecureString \"`r`n\" -AsPlainText -Force)", "client secret")]
    [InlineData("-AccessToken ([securestring]::new())", "access token")]
    public void Empty_credentials_are_told_by_name(string parameters, string what)
    {
        ErrorRecord error = Failure($"Connect-GenesysCloud $url {parameters}");
        Assert.Equal("CredentialsEmpty", error.Id());
        Assert.Contains($"The {what} is empty", error.Text(), StringComparison.Ordinal);
        Assert.Empty(Cloud.Requests);
    }

    [Fact]
    public void Ways_to_sign_in_do_not_mix()
    {
        ErrorRecord error = Failure("Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret -AccessToken $secret");
        Assert.Equal("AmbiguousParameterSet", error.Id());
    }

    [Fact]
    public void A_client_that_may_not_read_the_organization_is_connected_all_the_same()
    {
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Method = "GET", Path = "/api/v2/organizations/me", Status = 403 });
        Transcript transcript = Run("Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret -PassThru").WithoutErrors();
        Assert.Null(Assert.Single(transcript.OutputOf<GenesysCloudSession>()).Organization);
        Assert.Contains(Cloud.Requests, request => request is { Method: "HEAD", Path: "/api/v2/tokens/me", Status: 200 });
    }

    [Fact]
    public void A_failed_connect_leaves_the_session_there_was()
    {
        Connect();
        GenesysCloudSession? before = Shell.DefaultSession;
        Failure(
            "Connect-GenesysCloud $url -ClientId $id -ClientSecret ([Net.NetworkCredential]::new('', 'not-the-secret').SecurePassword)");
        Assert.Same(before, Shell.DefaultSession);
        Assert.True(before!.IsConnected);
    }

    [Fact]
    public void Verbose_tells_as_whom_and_where()
    {
        Transcript transcript = Run("Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret -Verbose").WithoutErrors();
        Assert.Equal(
            $"Connected to Simulated organization ({Cloud.BaseAddress.Authority}) as {SimulatedClients.Administrator.Id}.",
            transcript.Verbose[^1]);
    }

    [Fact]
    public void MaxRequestsPerMinute_leaves_room_for_others()
    {
        Run("Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret -MaxRequestsPerMinute 5").WithoutErrors();
        using RunningScript running = Shell.Start(
            "1..20 | ForEach-Object { [pscustomobject]@{ } } | Start-GenesysFlow 'Nightly clean-up' -Verbose");
        Until(() => running.Transcript.Verbose.Any(
            told => told.Contains("the limit set by -MaxRequestsPerMinute is reached", StringComparison.Ordinal)));
        running.Stop();
        Assert.Equal(5, Cloud.Requests.Count(request => request.Path != "/oauth/token"));
    }

    [Theory]
    [InlineData("-MaxRequestsPerMinute 0")]
    [InlineData("-TimeoutSec 0")]
    public void Limits_that_make_no_sense_are_refused(string parameter) =>
        Assert.Equal(
            "ParameterArgumentValidationError", Failure($"Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret {parameter}").Id());

    private ErrorRecord Failure(string script)
    {
        Transcript transcript = Run(script);
        Assert.Empty(transcript.Output);
        Assert.Empty(transcript.Errors);
        return Assert.IsType<ErrorRecord>(transcript.Terminating);
    }
}
