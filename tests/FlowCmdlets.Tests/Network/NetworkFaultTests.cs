using System.Management.Automation;
using System.Net;
using FlowCmdlets.Access;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using FlowCmdlets.Tests.Pipeline;
using GenesysCloud;
using GenesysCloud.Tests.Support;
using Xunit;

namespace FlowCmdlets.Tests.Network;

/// <summary>What a person reads when the network stands in the way, and that a gateway does not.</summary>
public sealed class NetworkFaultTests : CloudTest
{
    private const string Host = "gateway.genesys.example";
    private const string Password = "fake-pass-4719";

    // Everything that can be said, so that a password would be found.
    private const string Attempt =
        "Connect-GenesysCloud -GatewayUri https://" + Host + " -ClientId $id -ClientSecret $secret -PassThru -Verbose -Debug -Proxy $proxy";

    [Fact]
    public void A_whole_run_goes_through_a_gateway_with_paths_of_its_own()
    {
        (Cloud.Settings.GatewayLoginPath, Cloud.Settings.GatewayApiPath) = ("/sign/in", "/genesys");

        Transcript transcript = Run("""
            $gateway = @{ GatewayUri = $url; GatewayLoginPath = 'sign/in'; GatewayApiPath = '/genesys/' }
            $session = Connect-GenesysCloud -ClientId $id -ClientSecret $secret @gateway -PassThru
            1..20 | ForEach-Object { [pscustomobject]@{} } | Start-GenesysFlow 'Nightly clean-up' -Wait | Out-Null
            (Test-GenesysCloudAccess | Where-Object Check -eq Proxy).Detail
            $session
            Disconnect-GenesysCloud
            """).WithoutErrors();

        Assert.Equal(20, Cloud.LaunchCount);
        Assert.Equal(
            "Requests to 127.0.0.1 use no proxy. They go to the gateway " + Cloud.BaseAddress.Authority + ".",
            transcript.Output[0].BaseObject);
        GenesysCloudSession session = Assert.IsType<GenesysCloudSession>(transcript.Output[1].BaseObject);
        Assert.Equal((Cloud.BaseAddress.Authority, null), (session.Gateway, session.Proxy));
        Assert.DoesNotContain(Cloud.Requests, request => request.Status == 404);
    }

    [Fact]
    public void The_view_of_a_session_shows_gateway_and_proxy_only_where_there_are_any()
    {
        string[] plain = Show("Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret -PassThru");
        string[] through = Show("Connect-GenesysCloud -GatewayUri $url -ClientId $id -ClientSecret $secret -PassThru");

        Assert.DoesNotContain(plain, line => line.StartsWith("Gateway", StringComparison.Ordinal));
        Assert.Contains(through, line => line.StartsWith("Gateway", StringComparison.Ordinal)
            && line.EndsWith($": {Cloud.BaseAddress.Authority}", StringComparison.Ordinal));
        Assert.DoesNotContain(plain.Concat(through), line => line.StartsWith("Proxy", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(407, "ProxyAuthenticationRequired", ErrorCategory.AuthenticationError, "-ProxyUseDefaultCredentials")]
    [InlineData(403, "ProxyRefused", ErrorCategory.PermissionDenied, "port 443")]
    public async Task A_proxy_that_refuses_is_named_with_what_to_do(int status, string id, ErrorCategory category, string action)
    {
        await using var proxy = new TestProxy { Status = () => status };
        Shell["proxy"] = proxy.Address.ToString();

        ErrorRecord error = Failure(Attempt);

        Assert.Equal((id, category), (error.Id(), error.CategoryInfo.Category));
        Assert.Contains($"http://{proxy.EndPoint}", error.Text(), StringComparison.Ordinal);
        Assert.Contains($"{status}", error.Text(), StringComparison.Ordinal);
        Assert.Contains(action, error.Action(), StringComparison.Ordinal);
        Assert.Single(proxy.Requests);
    }

    [Fact]
    public async Task A_password_that_the_proxy_rejects_is_on_no_stream_and_in_no_property()
    {
        await using var proxy = new TestProxy { Credential = new NetworkCredential("fake-user", "another") };
        Shell["proxy"] = proxy.Address.ToString();
        Shell["credential"] = new PSCredential("fake-user", Secure(Password));

        Transcript transcript = Run($"{Attempt} -ProxyCredential $credential");

        ErrorRecord error = Assert.IsType<ErrorRecord>(transcript.Terminating);
        Assert.Equal("ProxyAuthenticationRequired", error.Id());
        Assert.Contains("-ProxyCredential", error.Action(), StringComparison.Ordinal);
        Shell["failure"] = error;
        Transcript shown = Run("$failure | Format-List * -Force | Out-String; $failure.Exception | Format-List * -Force | Out-String; " +
            "$failure.Exception.ConnectionFault | ConvertTo-Json -Depth 9");
        string all = string.Join('\n', transcript.All.Concat(shown.All).Select(said => $"{said.Value}").Append($"{error.Exception}"));
        Assert.DoesNotContain(Password, all, StringComparison.Ordinal);
        Assert.DoesNotContain("ZmFrZS11c2Vy", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_says_who_issued_it_and_how_to_trust_it()
    {
        using var authority = new TestAuthority();
        await using var front = new TlsFront(Cloud.BaseAddress, authority.Issue(Host));
        await using var proxy = new TestProxy(front.EndPoint);
        Shell["proxy"] = proxy.Address.ToString();

        ErrorRecord error = Failure(Attempt);

        Assert.Equal(("CertificateRejected", ErrorCategory.SecurityError), (error.Id(), error.CategoryInfo.Category));
        Assert.Contains($"issuer '{TestAuthority.Name}'", error.Text(), StringComparison.Ordinal);
        Assert.Contains("update-ca-certificates", error.Action(), StringComparison.Ordinal);
        Assert.Contains("Trusted Root Certification Authorities", error.Action(), StringComparison.Ordinal);
        Assert.Equal(1, proxy.Tunnels);
        Assert.Empty(Cloud.Requests);
    }

    [Fact]
    public void A_proxy_that_cannot_be_reached_is_told_from_the_login_host()
    {
        Shell["proxy"] = "http://127.0.0.1:9";

        ErrorRecord error = Failure($"{Attempt} -TimeoutSec 1");

        // Retries may use up the time before the last of them has ended.
        Assert.Contains(error.Id(), (string[])["ProxyUnreachable", "SignInUnreachable"]);
        Assert.Contains("the proxy http://127.0.0.1:9 could not be established", error.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-NoProxy -Proxy http://p.example", "ParametersConflict")]
    [InlineData("-Proxy http://fake-user:fake-pass-4719@p.example", "ProxyInvalid")]
    [InlineData("-GatewayUri http://gw.example", "GatewayInvalid")]
    [InlineData("-GatewayUri https://gw.example", "GatewayInvalid")]
    [InlineData("-GatewayApiPath api", "ParameterMissing")]
    [InlineData("-Proxy $misspelled", "ParameterEmpty")]
    [InlineData("-Proxy ''", "ParameterEmpty")]
    [InlineData("-ProxyCredential $misspelled", "ParameterEmpty")]
    [InlineData("-GatewayUri $misspelled", "ParameterEmpty")]
    [InlineData("-GatewayUri https://gw.example -GatewayApiPath api -GatewayLoginPath ' '", "ParameterEmpty")]
    public void What_makes_no_sense_is_refused_before_anything_is_sent(string parameters, string id)
    {
        ErrorRecord error = Failure($"Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret {parameters}");

        Assert.Equal(id, error.Id());
        Assert.DoesNotContain("fake-", $"{error.Text()} {error.Exception} {error.TargetObject}", StringComparison.Ordinal);
        Assert.Empty(Cloud.Requests);
    }

    [Theory]
    [InlineData(407, "requires authentication")]
    [InlineData(403, "refused the tunnel with status 403")]
    public async Task A_check_of_the_access_fails_for_sign_in_and_the_proxy(int status, string reason)
    {
        await using var proxy = new TestProxy { Status = () => status };
        using GenesysCloudClient client = OpenSession(proxy);

        var checks = Run("Test-GenesysCloudAccess").WithoutErrors().OutputOf<AccessCheck>().ToDictionary(check => check.Check);

        Assert.Equal((AccessResult.Failed, AccessResult.Failed), (checks["Sign-in"].Result, checks["Proxy"].Result));
        Assert.All(
            [checks["Sign-in"], checks["Proxy"]],
            check =>
            {
                Assert.Contains($"the proxy http://{proxy.EndPoint} {reason}", check.Detail, StringComparison.Ordinal);
                Assert.Empty(Prose.FaultsOf(check.Detail));
                Assert.NotNull(check.Action);
            });
        Assert.StartsWith(
            $"Requests to {Host} go through the proxy http://{proxy.EndPoint}/. They go to the gateway {Host}.",
            checks["Proxy"].Detail,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_session_the_check_of_the_proxy_names_the_hosts_of_the_default_region()
    {
        AccessCheck check = Run("Test-GenesysCloudAccess").WithoutErrors().OutputOf<AccessCheck>().Single(one => one.Check == "Proxy");

        Assert.StartsWith("Requests to api.mypurecloud.com and login.mypurecloud.com ", check.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_every_further_call_would_meet_ends_a_command_at_its_first_call()
    {
        await using var proxy = new TestProxy { Status = () => 403 };
        using GenesysCloudClient client = OpenSession(proxy);

        ErrorRecord error = Failure("1..5 | ForEach-Object { [guid]::NewGuid().ToString() } | Get-GenesysFlowExecution");

        Assert.Equal("ProxyRefused", error.Id());
        Assert.Single(proxy.Requests);
    }

    /// <summary>A default session with a host of the network, which was signed in before the proxy refused.</summary>
    private GenesysCloudClient OpenSession(TestProxy proxy)
    {
        Assert.True(GenesysCloudGateway.TryCreate($"https://{Host}", null, null, out GenesysCloudGateway? gateway, out _));
        var client = new GenesysCloudClient(new GenesysCloudClientOptions
        {
            Region = GenesysCloudRegion.Default.Through(gateway),
            AccessToken = "fake-token",
            Proxy = new WebProxy(proxy.Address),
        });
        Shell.DefaultSession = new GenesysCloudSession(client, ownsToken: false);
        return client;
    }

    private ErrorRecord Failure(string script)
    {
        Transcript transcript = Run(script);
        Assert.Empty(transcript.Output);
        Assert.Empty(transcript.Errors);
        return Assert.IsType<ErrorRecord>(transcript.Terminating);
    }
}
