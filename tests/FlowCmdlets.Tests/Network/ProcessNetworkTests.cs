using System.Net;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace FlowCmdlets.Tests.Network;

/// <summary>What the runtime reads once for a process: the proxy of the environment, and the certificates that the system trusts.</summary>
public sealed class ProcessNetworkTests : CloudTest
{
    private const string Host = "gateway.genesys.example";
    private const string Password = "fake-pass-4720";
    private const string ShowProxy = "(Test-GenesysCloudAccess | Where-Object Check -eq Proxy).Detail";
    private const string Both = "Requests to api.mypurecloud.com and login.mypurecloud.com ";

    [Fact]
    public async Task A_run_with_the_proxy_and_the_certificates_of_the_system_launches_each_row_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there a test can add to what the system trusts.");
        using var authority = new TestAuthority();
        await using var front = new TlsFront(Cloud.BaseAddress, authority.Issue(Host));
        await using var proxy = new TestProxy(front.EndPoint) { Credential = new NetworkCredential("fake-user", Password) };
        string roots = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(roots, authority.Root.ExportCertificatePem(), TestContext.Current.CancellationToken);

            string[] lines = await ScriptChild.RunAsync(
                $$"""
                $session = Connect-GenesysCloud -GatewayUri https://{{Host}} -PassThru
                $session.Gateway
                $session.Proxy
                $rows = 1..50 | ForEach-Object { [pscustomobject]@{ message = "m$_" } } | Start-GenesysFlow 'Notify supervisors'
                $rows.Count
                """,
                ("SSL_CERT_FILE", roots),
                ("HTTPS_PROXY", $"http://fake-user:{Password}@{proxy.EndPoint}"),
                ("GENESYSCLOUD_OAUTHCLIENT_ID", SimulatedClients.Administrator.Id),
                ("GENESYSCLOUD_OAUTHCLIENT_SECRET", SimulatedClients.Administrator.Secret));

            Assert.Equal([Host, $"http://{proxy.EndPoint}/", "50"], lines);
            Assert.Equal(50, Cloud.Launches.Select(launch => launch.InputData!.Value.GetRawText()).Distinct().Count());
            Assert.Equal(50, Cloud.LaunchCount);
            Assert.All(proxy.Requests, request => Assert.StartsWith($"CONNECT {Host}:443", request.Line, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(roots);
        }
    }

    [Theory]
    [InlineData("HTTPS_PROXY", "http://fake-user:fake-pass@proxy.example:81", null, "go through the proxy http://proxy.example:81/.")]
    [InlineData("ALL_PROXY", "http://proxy.example:3128", null, "go through the proxy http://proxy.example:3128/.")]
    [InlineData("HTTP_PROXY", "http://proxy.example:8080", null, "use no proxy.")]
    [InlineData("HTTPS_PROXY", "http://proxy.example:8080", ".mypurecloud.com", "use no proxy.")]
    [InlineData("HTTPS_PROXY", "http://proxy.example:8080", "mypurecloud.de", "go through the proxy http://proxy.example:8080/.")]
    public async Task The_proxy_of_the_environment_is_read_as_the_runtime_does(string name, string proxy, string? exceptions, string way)
    {
        // On Windows and macOS, the system's proxy would take the place of one that is not specified.
        Assert.SkipWhen(!OperatingSystem.IsLinux() && name == "HTTP_PROXY", "The system may have a proxy.");

        string[] lines = await ScriptChild.RunAsync(ShowProxy, (name, proxy), ("NO_PROXY", exceptions));

        Assert.Equal([Both + way], lines);
    }

    [Fact]
    public async Task An_exception_for_one_host_is_shown_beside_the_proxy_of_the_other()
    {
        string[] lines = await ScriptChild.RunAsync(
            ShowProxy, ("HTTPS_PROXY", "http://proxy.example:8080"), ("NO_PROXY", "api.mypurecloud.com"));

        Assert.Equal(
            ["Requests to api.mypurecloud.com use no proxy, and those to login.mypurecloud.com go through the proxy " +
                "http://proxy.example:8080/."],
            lines);
    }
}
