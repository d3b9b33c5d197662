using System.Net;
using System.Net.Sockets;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Network;

/// <summary>What a proxy refuses is explained with its address; what it will refuse again is not tried again.</summary>
public sealed class ProxyFaultTests
{
    private const int UsualAttempts = 6;
    private const string User = "fake-user";
    private const string Password = "fake-proxy-password-4716";
    private static readonly Uri s_gateway = new("https://gateway.genesys.example/");

    [Fact]
    public async Task A_proxy_that_requires_authentication_is_asked_once_and_its_schemes_are_named()
    {
        await using var proxy = new TestProxy
        {
            Credential = new NetworkCredential(User, Password),
            Schemes = ["Negotiate", "Basic realm=\"x\""],
        };

        GenesysCloudException failure = await ReadAsync(new WebProxy(proxy.Address));

        ConnectionFault.ProxyAuthenticationRequired fault =
            Assert.IsType<ConnectionFault.ProxyAuthenticationRequired>(failure.ConnectionFault);
        Assert.Equal(["Basic", "Negotiate"], fault.Schemes);
        Assert.Equal((false, $"http://{proxy.EndPoint}", true), (fault.HadCredentials, fault.Proxy, fault.IsFinal));
        Assert.Contains(
            $"the proxy http://{proxy.EndPoint} requires authentication (407; offered: Basic, Negotiate)",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Equal((SendOutcome.NotSent, 1), (failure.Outcome, failure.Attempts));
        Assert.Single(proxy.Requests);
    }

    [Fact]
    public async Task Credentials_that_a_proxy_rejects_are_not_offered_over_and_over_and_stay_unseen()
    {
        await using var proxy = new TestProxy { Credential = new NetworkCredential(User, "another") };

        GenesysCloudException failure = await ReadAsync(
            new WebProxy(proxy.Address) { Credentials = new NetworkCredential(User, Password) });

        Assert.Contains("rejected the credentials (407; tried: Basic)", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, failure.Attempts);
        Assert.InRange(proxy.Requests.Count, 2, 3);
        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(User, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, 1)]
    [InlineData(405, 1)]
    [InlineData(302, 1)]
    [InlineData(502, UsualAttempts)]
    [InlineData(503, UsualAttempts)]
    [InlineData(429, UsualAttempts)]
    public async Task A_refused_tunnel_is_tried_again_only_where_that_may_help(int status, int attempts)
    {
        await using var proxy = new TestProxy { Status = () => status };

        GenesysCloudException failure = await ReadAsync(new WebProxy(proxy.Address));

        Assert.Contains(
            $"the proxy http://{proxy.EndPoint} refused the tunnel with status {status}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(status, Assert.IsType<ConnectionFault.ProxyRefused>(failure.ConnectionFault).Status);
        Assert.Equal((SendOutcome.NotSent, attempts, attempts), (failure.Outcome, failure.Attempts, proxy.Requests.Count));
    }

    [Theory]
    [InlineData(null, "ConnectionClosed", "closed the connection without a response")]
    [InlineData("HT", "ConnectionClosed", "closed the connection without a response")]
    [InlineData("SSH-2.0-server\r\n\r\n", "InvalidResponse", "did not respond with HTTP")]
    public async Task What_responds_to_CONNECT_without_HTTP_is_named_and_asked_once_for_each_attempt(
        string? reply, string reason, string text)
    {
        await using var proxy = new RawServer(_ => new RawServer.Reply(reply, Close: true));
        using TestTransport transport = Connect(new WebProxy(proxy.Address), signsIn: false);

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => transport.Time.RunAsync(transport.Client.GetOrganizationAsync()));
        LaunchOutcome launch = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.Equal(reason, Assert.IsType<ConnectionFault.ProxyUnreachable>(failure.ConnectionFault).Reason);
        Assert.Contains($"the proxy http://{proxy.Address.Authority} {text}", failure.Message, StringComparison.Ordinal);
        Assert.Equal((SendOutcome.NotSent, UsualAttempts), (failure.Outcome, failure.Attempts));
        Assert.Equal(2 * UsualAttempts, proxy.Requests.Count);
        Assert.Equal(SendObstacle.Connection, Assert.IsType<LaunchOutcome.NotSent>(launch).Obstacle);
    }

    [Fact]
    public async Task A_port_without_TLS_is_tried_once_and_named_as_such()
    {
        await using var server = new PlainServer();
        using var transport = new TestTransport(
            new Uri($"https://{server.EndPoint}/"), GenesysCloudClient.CreateTransport(ProxyRoute.Direct));

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => transport.Time.RunAsync(transport.Client.GetOrganizationAsync()));

        Assert.Equal((SendOutcome.NotSent, 1, 1), (failure.Outcome, failure.Attempts, server.Connections));
        Assert.EndsWith(
            "a secure connection (TLS) could not be established: the port doesn't seem to use TLS.",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, "the name of the proxy http://proxy.example:8080 could not be resolved (HostNotFound)")]
    [InlineData(
        SocketError.ConnectionRefused, "a connection to the proxy http://proxy.example:8080 could not be established (ConnectionRefused)")]
    public async Task A_proxy_that_cannot_be_reached_is_told_from_a_host_that_cannot(SocketError error, string reason)
    {
        GenesysCloudException throughProxy = await ReadAsync(new WebProxy("http://proxy.example:8080"), Fails);
        GenesysCloudException direct = await ReadAsync(ProxyRoute.Direct, Fails);

        Assert.Contains(reason, throughProxy.Message, StringComparison.Ordinal);
        Assert.IsType<ConnectionFault.ProxyUnreachable>(throughProxy.ConnectionFault);
        Assert.DoesNotContain("proxy", direct.Message, StringComparison.Ordinal);
        Assert.Null(direct.ConnectionFault);
        Assert.Equal((UsualAttempts, UsualAttempts), (throughProxy.Attempts, direct.Attempts));

        void Fails(SocketsHttpHandler handler) => handler.ConnectCallback = (_, _) => throw new SocketException((int)error);
    }

    [Fact]
    public async Task A_login_host_whose_name_was_never_resolved_is_given_up_soon()
    {
        using TestTransport transport = Connect(
            ProxyRoute.Direct, handler => handler.ConnectCallback = (_, _) => throw new SocketException((int)SocketError.HostNotFound));

        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => transport.Time.RunAsync(transport.Client.SignInAsync()));

        Assert.Equal(3, failure.Attempts);
        Assert.Contains("the host name could not be resolved (HostNotFound)", failure.Message, StringComparison.Ordinal);
        Assert.InRange(transport.Clock.Now, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(407)]
    [InlineData(502)]
    public async Task A_launch_that_the_proxy_does_not_let_through_is_NotSent(int status)
    {
        await using var proxy = new TestProxy { Status = () => status };
        using TestTransport transport = Connect(new WebProxy(proxy.Address), signsIn: false);

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        LaunchOutcome.NotSent unsent = Assert.IsType<LaunchOutcome.NotSent>(outcome);
        Assert.Equal(SendObstacle.Connection, unsent.Obstacle);
        Assert.NotNull(Assert.IsType<GenesysCloudException>(unsent.Reason).ConnectionFault);
    }

    /// <summary>A web server as it responds to a TLS handshake.</summary>
    private sealed class PlainServer : LoopbackListener
    {
        private int _connections;

        public int Connections => _connections;

        protected override async Task ServeAsync(NetworkStream client)
        {
            Interlocked.Increment(ref _connections);
            int count = await client.ReadAsync(new byte[4096], Stopping);
            Assert.NotEqual(0, count);
            await client.WriteAsync("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), Stopping);
        }
    }

    private static TestTransport Connect(IWebProxy proxy, Action<SocketsHttpHandler>? configure = null, bool signsIn = true) =>
        new(s_gateway, GenesysCloudClient.CreateTransport(proxy, configure), signsIn);

    private static async Task<GenesysCloudException> ReadAsync(IWebProxy proxy, Action<SocketsHttpHandler>? configure = null)
    {
        using TestTransport transport = Connect(proxy, configure, signsIn: false);
        return await Assert.ThrowsAsync<GenesysCloudException>(
            () => transport.Time.RunAsync(transport.Client.GetOrganizationAsync()));
    }
}
