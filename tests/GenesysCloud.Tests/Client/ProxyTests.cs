using System.Net;
using System.Net.Sockets;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Client;

/// <summary>A proxy gets what is for the network, nothing that is for this machine, and its password stays unseen.</summary>
public sealed class ProxyTests
{
    private const string Password = "fake-proxy-password-4714";
    private static readonly Uri s_gateway = new("https://gateway.genesys.example/");

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task What_is_for_this_machine_goes_past_the_proxy(string host)
    {
        await using var proxy = new RawServer(_ => RawServer.Reply.Json("{}", status: 502));
        await using var server = new RawServer(_ => RawServer.Reply.Json("""{"access_token":"fake-token","expires_in":86399}"""));
        using var transport = new TestTransport(
            new Uri($"http://{host}:{server.Address.Port}/"),
            GenesysCloudClient.CreateTransport(new WebProxy(proxy.Address)),
            signsIn: true);

        await transport.Time.RunAsync(transport.Client.SignInAsync());

        Assert.Single(server.Requests);
        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task What_is_for_the_network_goes_through_the_proxy()
    {
        await using var proxy = new RawServer(_ => RawServer.Reply.Json("{}", status: 502, close: true));
        using var transport = new TestTransport(s_gateway, GenesysCloudClient.CreateTransport(new WebProxy(proxy.Address)));

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        Assert.IsType<LaunchOutcome.NotSent>(outcome);
        Assert.All(proxy.Requests, request => Assert.Equal("CONNECT gateway.genesys.example:443 HTTP/1.1", request.Line));
        Assert.NotEmpty(proxy.Requests);
    }

    [Fact]
    public void The_proxy_that_is_in_use_is_known_without_its_password()
    {
        var proxy = new WebProxy($"http://fake-user:{Password}@proxy.example:8080/");
        Assert.Equal("http://proxy.example:8080/", new ProxyRoute(proxy).ProxyOf(s_gateway)?.ToString());
        Assert.Null(new ProxyRoute(proxy).ProxyOf(new Uri("http://127.0.0.1:5000/")));
        Assert.Null(ProxyRoute.Direct.ProxyOf(s_gateway));
        proxy.BypassList = [@"gateway\.genesys"];
        Assert.Null(new ProxyRoute(proxy).ProxyOf(s_gateway));
    }

    [Theory]
    [InlineData(407)]
    [InlineData(502)]
    public async Task The_password_of_a_proxy_that_refuses_is_in_nothing_that_leaves_the_client(int status)
    {
        await using var proxy = new RawServer(_ => RawServer.Reply.Json("{}", status, close: true));
        await AssertSecretAsync(new UriBuilder(proxy.Address) { UserName = "fake-user", Password = Password }.Uri);
    }

    [Theory]
    [InlineData("http://fake-user:fake-proxy-password-4714@127.0.0.1:1/")]
    [InlineData("http://fake-user:fake-proxy-password-4714@proxy.invalid:8080/")]
    [InlineData("socks5://fake-user:fake-proxy-password-4714@127.0.0.1:1/")]
    [InlineData("ftp://fake-user:fake-proxy-password-4714@127.0.0.1:1/")]
    public Task The_password_of_a_proxy_that_is_none_is_in_nothing_that_leaves_the_client(string proxy) =>
        AssertSecretAsync(new Uri(proxy));

    [Fact]
    public async Task What_a_connection_throws_is_replaced_and_its_error_code_kept()
    {
        var thrown = new HttpRequestException(
            HttpRequestError.ConnectionError,
            $"http://fake-user:{Password}@proxy",
            new SocketException((int)SocketError.ConnectionRefused));
        using var transport = new TestTransport(StubHandler.Nowhere, new StubHandler(_ => throw thrown));

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => transport.Time.RunAsync(transport.Client.GetOrganizationAsync()));

        HttpRequestException inner = Assert.IsType<HttpRequestException>(failure.InnerException);
        Assert.Equal((HttpRequestError.ConnectionError, null), (inner.HttpRequestError, inner.InnerException));
        Assert.Contains("a connection could not be established (ConnectionRefused)", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
    }

    private static async Task AssertSecretAsync(Uri proxy)
    {
        using var reading = new TestTransport(s_gateway, GenesysCloudClient.CreateTransport(new WebProxy(proxy)));
        using var signingIn = new TestTransport(s_gateway, GenesysCloudClient.CreateTransport(new WebProxy(proxy)), signsIn: true);

        Exception read = await Assert.ThrowsAsync<GenesysCloudException>(
            () => reading.Time.RunAsync(reading.Client.GetOrganizationAsync()));
        Exception signIn = await Assert.ThrowsAsync<SignInException>(() => signingIn.Time.RunAsync(signingIn.Client.SignInAsync()));

        string[] texts =
        [
            read.ToString(),
            signIn.ToString(),
            .. reading.Events.All.Concat(signingIn.Events.All).Select(one => one.ToString()),
        ];
        Assert.All(texts, text => Assert.DoesNotContain(Password, text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain("fake-user", text, StringComparison.Ordinal));
    }
}
