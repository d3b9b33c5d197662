using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Network;

/// <summary>The platform alone decides which certificates are good; what it rejects is explained and not tried again.</summary>
public sealed class CertificateTests : IDisposable
{
    private const string Host = "gateway.genesys.example";
    private static readonly Uri s_gateway = new($"https://{Host}/");

    private readonly TestAuthority _authority = new();

    public enum Flaw
    {
        None,
        PartialChain,
        UntrustedRoot,
        NameMismatch,
        Expired,
        NotYetValid,
    }

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task A_certificate_of_a_trusted_authority_is_accepted()
    {
        await using var server = new RawServer(_ => RawServer.Reply.Json("""{"id":"1","name":"Example Inc."}""", headers: Mark));
        await using var front = new TlsFront(server.Address, _authority.Issue(Host));
        await using var proxy = new TestProxy(front.EndPoint);
        using TestTransport transport = Connect(proxy, Flaw.None);

        Organization organization = await transport.Time.RunAsync(transport.Client.GetOrganizationAsync());

        Assert.Equal("Example Inc.", organization.Name);
        Assert.Equal(1, front.Connections);
    }

    [Theory]
    [InlineData(Flaw.PartialChain, "its issuer isn't known (PartialChain)")]
    [InlineData(Flaw.UntrustedRoot, "its root certificate isn't trusted (UntrustedRoot)")]
    [InlineData(Flaw.NameMismatch, "it is for other.genesys.example (NameMismatch)")]
    [InlineData(Flaw.Expired, "it expired on ")]
    [InlineData(Flaw.NotYetValid, "it isn't valid before ")]
    public async Task A_bad_certificate_is_explained_and_tried_once(Flaw flaw, string reason)
    {
        await using var server = new RawServer(_ => RawServer.Reply.Json("{}"));
        await using var front = new TlsFront(server.Address, CertificateWith(flaw));
        await using var proxy = new TestProxy(front.EndPoint);
        using TestTransport transport = Connect(proxy, flaw);
        using TestTransport signingIn = Connect(proxy, flaw, signsIn: true);

        GenesysCloudException read = await Assert.ThrowsAsync<GenesysCloudException>(
            () => transport.Time.RunAsync(transport.Client.GetOrganizationAsync()));
        LaunchOutcome launch = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));
        SignInException signIn = await Assert.ThrowsAsync<SignInException>(() => signingIn.Time.RunAsync(signingIn.Client.SignInAsync()));

        Assert.Contains($"the certificate of {Host} was rejected because {reason}", read.Message, StringComparison.Ordinal);
        string issuer = flaw == Flaw.UntrustedRoot ? $"CN={Host}" : TestAuthority.Name;
        Assert.Contains($"issuer '{issuer}'", read.Message, StringComparison.Ordinal);
        Assert.Contains($"through the proxy http://{proxy.EndPoint}", read.Message, StringComparison.Ordinal);
        ConnectionFault.CertificateRejected fault = Assert.IsType<ConnectionFault.CertificateRejected>(read.ConnectionFault);
        Assert.Contains(flaw.ToString(), fault.Reasons);
        Assert.Equal((issuer, true), (fault.Issuer, fault.IsFinal));
        Assert.Equal((SendOutcome.NotSent, 1), (read.Outcome, read.Attempts));
        Assert.Equal((SendOutcome.NotSent, 1), (signIn.Outcome, signIn.Attempts));
        Assert.IsType<ConnectionFault.CertificateRejected>(signIn.ConnectionFault);
        LaunchOutcome.NotSent unsent = Assert.IsType<LaunchOutcome.NotSent>(launch);
        Assert.Equal((SendObstacle.Connection, 1), (unsent.Obstacle, unsent.Attempts));
        Assert.Equal(3, proxy.Tunnels);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_bad_certificate_of_one_host_is_never_blamed_on_another()
    {
        await using var server = new RawServer(_ => RawServer.Reply.Json("{}", close: true));
        X509Certificate2 good = _authority.Issue("*.good.example");
        X509Certificate2 expired = _authority.Issue("*.expired.example", -9, -2);
        X509Certificate2 other = _authority.Issue("another.example");
        await using var front = new TlsFront(
            server.Address,
            host => host.EndsWith(".good.example", StringComparison.Ordinal) ? good
                : host.EndsWith(".expired.example", StringComparison.Ordinal) ? expired
                : other);
        await using var proxy = new TestProxy(front.EndPoint);
        using var http = new HttpMessageInvoker(GenesysCloudClient.CreateTransport(new WebProxy(proxy.Address), Trust));

        async Task<(string Host, string? Reason)> SendAsync(string host)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"https://{host}/");
            try
            {
                using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
                return (host, null);
            }
            catch (ConnectionException failure)
            {
                ConnectionFault.CertificateRejected fault = Assert.IsType<ConnectionFault.CertificateRejected>(failure.Fault);
                return (fault.Host, Assert.Single(fault.Reasons));
            }
        }

        string[] kinds = ["good", "expired", "wrong"];
        string[] hosts = [.. Enumerable.Range(0, 60).Select(number => $"h{number}.{kinds[number % 3]}.example")];
        (string Host, string? Reason)[] results = await Task.WhenAll(hosts.Select(SendAsync));

        Assert.Equal(
            hosts.Select(host => (host, host.Contains("good", StringComparison.Ordinal) ? null
                : host.Contains("expired", StringComparison.Ordinal) ? "Expired" : "NameMismatch")),
            results);
        Assert.Equal(20, server.Requests.Count);
    }

    [Theory]
    [InlineData(SslPolicyErrors.RemoteCertificateNotAvailable)]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch)]
    [InlineData(SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors)]
    public void Nothing_that_the_platform_rejects_is_accepted(SslPolicyErrors errors)
    {
        using X509Certificate2 certificate = _authority.Issue(Host);

        Assert.Throws<CertificateRejectedException>(() => CertificateCheck.Verify(this, certificate, null, errors));
        Assert.Throws<CertificateRejectedException>(() => CertificateCheck.Verify(this, null, null, errors));
        Assert.True(CertificateCheck.Verify(this, certificate, null, SslPolicyErrors.None));
    }

    [Fact]
    public void Certificates_are_checked_as_the_platform_does_unless_told_otherwise()
    {
        using SocketsHttpHandler handler = GenesysCloudClient.CreateHandler();
        using var platform = new SocketsHttpHandler();

        Assert.Null(handler.SslOptions.CertificateChainPolicy);
        Assert.Equal(platform.SslOptions.CertificateRevocationCheckMode, handler.SslOptions.CertificateRevocationCheckMode);
        Assert.Equal(platform.SslOptions.EnabledSslProtocols, handler.SslOptions.EnabledSslProtocols);
    }

    private const string Mark = "ININ-Correlation-Id: c0000000-0000-4000-8000-000000000001\r\n";

    private X509Certificate2 CertificateWith(Flaw flaw) => flaw switch
    {
        Flaw.UntrustedRoot => _authority.IssueSelfSigned(Host),
        Flaw.NameMismatch => _authority.Issue("other.genesys.example"),
        Flaw.Expired => _authority.Issue(Host, -9, -2),
        Flaw.NotYetValid => _authority.Issue(Host, 2, 9),
        _ => _authority.Issue(Host),
    };

    private TestTransport Connect(TestProxy proxy, Flaw flaw, bool signsIn = false) => new(
        s_gateway,
        GenesysCloudClient.CreateTransport(new WebProxy(proxy.Address), flaw is Flaw.UntrustedRoot or Flaw.PartialChain ? null : Trust),
        signsIn);

    private void Trust(SocketsHttpHandler handler) => handler.SslOptions.CertificateChainPolicy = _authority.TrustingPolicy;
}
