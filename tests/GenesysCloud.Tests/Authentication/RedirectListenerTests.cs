using System.Net;
using System.Net.Sockets;
using System.Text;
using CsCheck;
using GenesysCloud.Authentication;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenesysCloud.Tests.Authentication;

/// <summary>The listener meets whatever else connects to a port of this computer.</summary>
public sealed class RedirectListenerTests
{
    private const string State = "the-state";
    private const string Redirect = "GET /?code=the-code&state=the-state HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static readonly string[] s_pieces = ["code=", "state=", "error=", "&", "=", "%", "%2", "%zz", "%E2%28", "+", "a"];

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("GET /favicon.ico HTTP/1.1\r\nHost: localhost\r\n\r\n", "404")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "404")]
    [InlineData("GET /?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n", "404")]
    [InlineData("GET /other?code=the-code&state=the-state HTTP/1.1\r\nHost: localhost\r\n\r\n", "404")]
    [InlineData("GET /?code=the-code&code=other&state=the-state HTTP/1.1\r\n\r\n", "404")]
    [InlineData("GET /?code=the-code&error=access_denied&state=the-state HTTP/1.1\r\n\r\n", "404")]
    [InlineData("GET http://localhost/?code=the-code&state=the-state HTTP/1.1\r\n\r\n", "404")]
    [InlineData("POST /?code=the-code&state=the-state HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "404")]
    [InlineData("HEAD /?code=the-code&state=the-state HTTP/1.1\r\n\r\n", "404")]
    [InlineData("GET /?code=the-code&state=another HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET /?code=the-code HTTP/1.1\r\n\r\n", "400")]
    [InlineData("nonsense\r\n\r\n", "404")]
    [InlineData("\u0016\u0003\u0001 TLS\r\n\r\n", "404")]
    public async Task Anything_but_the_redirect_is_refused_and_the_redirect_is_still_awaited(string request, string status)
    {
        using var listener = RedirectListener.Start(0, _time);
        Task<AuthorizationRedirect> waiting = listener.WaitAsync(State, CancellationToken.None);

        string response = await SendAsync(listener, request);

        Assert.StartsWith($"HTTP/1.1 {status} ", response, StringComparison.Ordinal);
        Assert.False(waiting.IsCompleted);
        Assert.Equal("the-code", (await RedirectAsync(listener, waiting)).Code);
    }

    [Fact]
    public async Task An_error_without_a_state_ends_the_waiting()
    {
        using var listener = RedirectListener.Start(0, _time);
        Task<AuthorizationRedirect> waiting = listener.WaitAsync(State, CancellationToken.None);

        using Socket socket = await ConnectAsync(listener);
        await WriteAsync(socket, "GET /?error=access_denied HTTP/1.1\r\n\r\n");

        Assert.Equal("access_denied", (await waiting).Error);
    }

    [Fact]
    public async Task Connections_that_say_nothing_or_half_a_request_hold_nobody_up_and_are_dropped()
    {
        using var listener = RedirectListener.Start(0, _time);
        Task<AuthorizationRedirect> waiting = listener.WaitAsync(State, CancellationToken.None);
        using Socket silent = await ConnectAsync(listener);
        using Socket half = await ConnectAsync(listener);
        await WriteAsync(half, Redirect[..20]);
        using (Socket scanner = await ConnectAsync(listener))
            scanner.LingerState = new LingerOption(enable: true, seconds: 0);

        // A whole request after them is served, so that they have been accepted by now.
        await SendAsync(listener, "GET /favicon.ico HTTP/1.1\r\n\r\n");
        Assert.False(waiting.IsCompleted);
        Task<string> silence = ReadAsync(silent);
        Task<string> rest = ReadAsync(half);
        while (!silence.IsCompleted || !rest.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        Assert.Equal(("", ""), (await silence, await rest));
        Assert.Equal("the-code", (await RedirectAsync(listener, waiting)).Code);
    }

    [Fact]
    public async Task When_nobody_waits_any_more_open_connections_are_dropped_at_once()
    {
        using var listener = RedirectListener.Start(0, _time);
        Task<AuthorizationRedirect> waiting = listener.WaitAsync(State, CancellationToken.None);
        using Socket half = await ConnectAsync(listener);
        await WriteAsync(half, Redirect[..20]);

        // A whole request after it is served, so that it has been accepted by now.
        await SendAsync(listener, "GET /favicon.ico HTTP/1.1\r\n\r\n");
        listener.Dispose();

        Assert.Equal("", await ReadAsync(half));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_request_that_never_ends_is_dropped()
    {
        using var listener = RedirectListener.Start(0, _time);
        Task<AuthorizationRedirect> waiting = listener.WaitAsync(State, CancellationToken.None);

        string response = await SendAsync(listener, "GET /?code=" + new string('x', 20_000));

        Assert.Equal("", response);
        Assert.Equal("the-code", (await RedirectAsync(listener, waiting)).Code);
    }

    [Fact]
    public async Task A_redirect_that_comes_byte_by_byte_is_read()
    {
        using var listener = RedirectListener.Start(0, _time);
        Task<AuthorizationRedirect> waiting = listener.WaitAsync(State, CancellationToken.None);
        using Socket socket = await ConnectAsync(listener);
        socket.NoDelay = true;

        foreach (char character in Redirect)
            await WriteAsync(socket, character.ToString());

        Assert.Equal("the-code", (await waiting).Code);
    }

    [Fact]
    public async Task A_browser_that_is_gone_does_not_matter()
    {
        using var listener = RedirectListener.Start(0, _time);
        Task<AuthorizationRedirect> waiting = listener.WaitAsync(State, CancellationToken.None);
        using (Socket socket = await ConnectAsync(listener))
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            await WriteAsync(socket, Redirect);
            await waiting;
        }

        await (await waiting).RespondAsync(SignInPage.Done(), CancellationToken.None);
    }

    [Fact]
    public async Task The_page_loads_nothing_and_keeps_the_code_to_itself()
    {
        using var listener = RedirectListener.Start(0, _time);
        Task<AuthorizationRedirect> waiting = listener.WaitAsync(State, CancellationToken.None);
        using Socket socket = await ConnectAsync(listener);
        await WriteAsync(socket, Redirect);
        AuthorizationRedirect redirect = await waiting;
        await redirect.RespondAsync(SignInPage.Done(), CancellationToken.None);
        redirect.Dispose();

        string response = await ReadAsync(socket);

        Assert.Contains("\r\nContent-Security-Policy: default-src 'none';", response, StringComparison.Ordinal);
        Assert.Contains("\r\nReferrer-Policy: no-referrer\r\n", response, StringComparison.Ordinal);
        Assert.Contains("\r\nCache-Control: no-store\r\n", response, StringComparison.Ordinal);
        Assert.DoesNotContain("the-code", response, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", response, StringComparison.Ordinal);
        Assert.DoesNotContain("href=", response, StringComparison.Ordinal);
    }

    [Fact]
    public void It_listens_on_loopback_only()
    {
        using var listener = RedirectListener.Start(0, _time);
        int port = PortOf(listener);

        IEnumerable<IPEndPoint> open = System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties()
            .GetActiveTcpListeners().Where(end => end.Port == port);

        Assert.All(open, end => Assert.True(IPAddress.IsLoopback(end.Address), end.ToString()));
        Assert.NotEmpty(open);
    }

    [Fact]
    public void A_port_that_is_taken_is_refused_and_a_free_one_is_found()
    {
        using var first = RedirectListener.Start(0, _time);
        using var second = RedirectListener.Start(0, _time);

        SocketException taken = Assert.Throws<SocketException>(() => RedirectListener.Start(PortOf(first), _time));

        Assert.Equal(SocketError.AddressAlreadyInUse, taken.SocketErrorCode);
        Assert.NotEqual(PortOf(first), PortOf(second));
    }

    [Fact]
    public void Whatever_is_sent_reading_it_never_fails() =>
        Gen.OneOf(
            Gen.String,
            Gen.Char['\0', '\u00ff'].Array.Select(characters => $"GET /?{new string(characters)} HTTP/1.1"),
            Gen.OneOf([.. s_pieces.Select(Gen.Const)]).Array
                .Select(parts => $"GET /?{string.Concat(parts)} HTTP/1.1\r\n"))
        .Sample(head =>
        {
            if (RedirectQuery.Read(head) is { } query)
                Assert.True(string.IsNullOrEmpty(query.Code) != string.IsNullOrEmpty(query.Error));
        });

    private static async Task<AuthorizationRedirect> RedirectAsync(RedirectListener listener, Task<AuthorizationRedirect> waiting)
    {
        using Socket socket = await ConnectAsync(listener);
        await WriteAsync(socket, Redirect);
        return await waiting;
    }

    private static int PortOf(RedirectListener listener) => new Uri(listener.RedirectUri).Port;

    private static async Task<Socket> ConnectAsync(RedirectListener listener)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, PortOf(listener), TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task<string> SendAsync(RedirectListener listener, string request)
    {
        using Socket socket = await ConnectAsync(listener);
        await WriteAsync(socket, request);
        return await ReadAsync(socket);
    }

    private static async Task WriteAsync(Socket socket, string text) =>
        await socket.SendAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>All that comes until the other end closes, or resets what it hasn't read.</summary>
    private static async Task<string> ReadAsync(Socket socket)
    {
        using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        try
        {
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
