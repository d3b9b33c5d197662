using System.Net;
using System.Net.WebSockets;
using System.Text;
using CsCheck;
using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.Notifications;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenesysCloud.Tests.Notifications;

/// <summary>Real WebSockets, and what comes over them that is no message.</summary>
public sealed class NotificationSocketTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private CloudSimulator _cloud = null!;
    private GenesysCloudClient _client = null!;
    private HttpMessageInvoker _http = null!;

    public async ValueTask InitializeAsync()
    {
        _cloud = await CloudSimulator.StartAsync(
            new SimulatorOptions { TimeProvider = _time }, TestContext.Current.CancellationToken);
        _client = new GenesysCloudClient(new GenesysCloudClientOptions
        {
            Region = SimulatedCloud.RegionOf(_cloud.BaseAddress),
            Credentials = new ClientCredentials(SimulatedClients.Administrator.Id, SimulatedClients.Administrator.Secret),
            TimeProvider = _time,
        });
        _http = new HttpMessageInvoker(GenesysCloudClient.CreateTransport());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _http.Dispose();
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task Messages_are_received_whole_whatever_their_length()
    {
        using INotificationSocket socket = await ConnectAsync();
        foreach (int length in new[] { 0, 1, 125, 126, 4096, 70_000, NotificationSocket.MaxBytes })
        {
            _cloud.SendNotification(Encoding.ASCII.GetBytes(new string('x', length)));
            Assert.Equal(length, (await ReceiveAsync(socket))!.Value.Length);
        }
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_passed_over_and_the_next_is_received()
    {
        using INotificationSocket socket = await ConnectAsync();
        _cloud.SendNotification(Encoding.ASCII.GetBytes(new string('x', 3 * NotificationSocket.MaxBytes)));
        _cloud.SendNotification("next"u8.ToArray());
        await Assert.ThrowsAsync<MessageTooLargeException>(() => ReceiveAsync(socket));
        Assert.Equal("next", Encoding.ASCII.GetString((await ReceiveAsync(socket))!.Value.Span));
    }

    [Fact]
    public async Task A_ping_gets_a_response()
    {
        using INotificationSocket socket = await ConnectAsync();
        await socket.SendAsync(NotificationFrame.Ping, TestContext.Current.CancellationToken);
        Assert.Equal(NotificationKind.Heartbeat, NotificationFrame.TryRead((await ReceiveAsync(socket))!.Value.Span)!.Kind);
    }

    [Theory]
    [InlineData(NotificationFault.Drop)]
    [InlineData(NotificationFault.DropInFrame)]
    public async Task A_connection_that_is_lost_even_in_the_middle_of_a_frame_is_an_error(NotificationFault fault)
    {
        using INotificationSocket socket = await ConnectAsync();
        _cloud.Inject(fault);
        NotificationSocketException lost = await Assert.ThrowsAsync<NotificationSocketException>(() => ReceiveAsync(socket));
        Assert.Equal("the connection was lost", lost.Message);
        await Assert.ThrowsAsync<NotificationSocketException>(() => ReceiveAsync(socket));
        await socket.CloseAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_close_frame_is_the_end()
    {
        using INotificationSocket socket = await ConnectAsync();
        _cloud.Inject(NotificationFault.Close);
        Assert.Null(await ReceiveAsync(socket));
        await socket.CloseAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("half a character", new byte[] { 0x81, 2, 0xC3, 0x28 })]
    [InlineData("a frame of an unknown kind", new byte[] { 0x83, 0 })]
    [InlineData("a reserved bit", new byte[] { 0xC1, 0 })]
    [InlineData("a masked frame", new byte[] { 0x81, 0x81, 0, 0, 0, 0, 0 })]
    [InlineData("a close frame of one byte", new byte[] { 0x88, 1, 0 })]
    [InlineData("the rest of a message that never began", new byte[] { 0x80, 1, 0x41 })]
    public async Task What_is_no_frame_or_no_text_ends_the_connection(string what, byte[] bytes)
    {
        Assert.NotEmpty(what);
        using INotificationSocket socket = await ConnectAsync();
        _cloud.SendNotification(bytes, isRaw: true);
        await Assert.ThrowsAsync<NotificationSocketException>(() => ReceiveAsync(socket));
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(403, true)]
    [InlineData(503, false)]
    public async Task A_refused_connection_has_its_status_and_no_address(int status, bool isGone)
    {
        _cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = status, Path = "/channels/", Method = "GET" });
        NotificationSocketException refused = await Assert.ThrowsAsync<NotificationSocketException>(ConnectAsync);
        Assert.Equal((status, isGone), (refused.Status, refused.IsChannelGone));
        AssertNoSecret(refused);
    }

    [Fact]
    public async Task A_handshake_without_a_response_is_given_up()
    {
        _cloud.Faults.Add(new Fault(FaultKind.HangBefore) { Path = "/channels/", Method = "GET" });
        Task<INotificationSocket> connecting = ConnectAsync();
        await FakeChannels.UntilAsync(
            () => _cloud.Requests.Any(request => request.Path.StartsWith("/channels/", StringComparison.Ordinal)));
        _time.Advance(TimeSpan.FromSeconds(30));
        NotificationSocketException late = await Assert.ThrowsAsync<NotificationSocketException>(() => connecting);
        Assert.Equal("no response was received within 30 s", late.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/channels/not-a-secret-1")]
    [InlineData("ws://streaming.invalid/channels/not-a-secret-1")]
    [InlineData("wss://user:not-a-secret-2@streaming.invalid/channels/not-a-secret-1")]
    [InlineData("not-a-secret-1")]
    public async Task An_address_that_is_not_encrypted_or_not_one_is_not_connected_to(string address)
    {
        NotificationSocketException refused = await Assert.ThrowsAsync<NotificationSocketException>(
            () => Connector.ConnectAsync(new Channel { Id = "1", ConnectUri = address }, TestContext.Current.CancellationToken));
        Assert.Equal("the address of the channel is not an encrypted WebSocket address", refused.Message);
    }

    [Fact]
    public async Task An_address_without_a_service_is_an_error_without_the_address()
    {
        NotificationSocketException refused = await Assert.ThrowsAsync<NotificationSocketException>(() => Connector.ConnectAsync(
            new Channel { Id = "1", ConnectUri = "wss://127.0.0.1:9/channels/not-a-secret-1" }, TestContext.Current.CancellationToken));
        Assert.Equal("a connection could not be established (ConnectionRefused)", refused.Message);
        AssertNoSecret(refused);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_rejected_as_for_any_other_request()
    {
        using var authority = new TestAuthority();
        await using var front = new TlsFront(_cloud.BaseAddress, authority.Issue("127.0.0.1"));
        NotificationSocketException refused = await Assert.ThrowsAsync<NotificationSocketException>(() => Connector.ConnectAsync(
            new Channel { Id = "1", ConnectUri = $"wss://{front.EndPoint}/channels/not-a-secret-1" },
            TestContext.Current.CancellationToken));
        Assert.IsType<ConnectionFault.CertificateRejected>(refused.Fault!.Fault);
        AssertNoSecret(refused);
    }

    [Fact]
    public async Task A_WebSocket_goes_through_the_proxy_of_the_session_and_trusts_what_other_requests_trust()
    {
        Channel channel = await _client.Notifications.CreateChannelAsync(TestContext.Current.CancellationToken);
        using var authority = new TestAuthority();
        await using var front = new TlsFront(_cloud.BaseAddress, authority.Issue("streaming.genesys.example"));
        await using var proxy = new TestProxy(front.EndPoint);
        using var http = new HttpMessageInvoker(GenesysCloudClient.CreateTransport(
            new WebProxy(proxy.Address), handler => handler.SslOptions.CertificateChainPolicy = authority.TrustingPolicy));
        var connector = new NotificationConnector(http, _cloud.BaseAddress, TimeSpan.FromSeconds(30), _time);
        using INotificationSocket socket = await connector.ConnectAsync(
            new Channel { Id = channel.Id, ConnectUri = $"wss://streaming.genesys.example/channels/{channel.Id}" },
            TestContext.Current.CancellationToken);
        await FakeChannels.UntilAsync(() => _cloud.ConnectedChannels == 1);
        _cloud.SendNotification("through"u8.ToArray());
        Assert.Equal("through", Encoding.ASCII.GetString((await ReceiveAsync(socket))!.Value.Span));
        Assert.Equal(1, proxy.Tunnels);

        proxy.Status = () => 403;
        NotificationSocketException refused = await Assert.ThrowsAsync<NotificationSocketException>(() => connector.ConnectAsync(
            new Channel { Id = "1", ConnectUri = "wss://streaming.genesys.example/channels/not-a-secret-1" },
            TestContext.Current.CancellationToken));
        Assert.IsType<ConnectionFault.ProxyRefused>(refused.Fault!.Fault);
        AssertNoSecret(refused);
    }

    [Fact]
    public void Whatever_bytes_come_are_messages_the_end_or_a_lost_connection()
    {
        var frame = Gen.Select(
            Gen.Byte, Gen.Byte[0, 130], Gen.Byte.Array[0, 140], (head, length, rest) => (byte[])[head, length, .. rest]);
        Gen<byte[]> text = Gen.Byte.Array[0, 120].Select(bytes => (byte[])[0x81, (byte)bytes.Length, .. bytes]);
        Gen.OneOf(frame, text).Array[0, 4].Select(parts => parts.SelectMany(part => part).ToArray()).Sample(bytes =>
        {
            using var socket = new NotificationSocket(WebSocket.CreateFromStream(
                new OneWayStream(bytes), new WebSocketCreationOptions()));
            try
            {
                for (int received = 0; received < 10; received++)
                {
                    if (socket.ReceiveAsync().GetAwaiter().GetResult() is not { } message)
                        return;
                    Assert.InRange(message.Length, 0, bytes.Length);
                }
            }
            catch (NotificationSocketException)
            {
                // That is one of the three.
            }
        });
    }

    private NotificationConnector Connector => new(_http, _cloud.BaseAddress, TimeSpan.FromSeconds(30), _time);

    private async Task<INotificationSocket> ConnectAsync()
    {
        Channel channel = await _client.Notifications.CreateChannelAsync(TestContext.Current.CancellationToken);
        INotificationSocket socket = await Connector.ConnectAsync(channel, TestContext.Current.CancellationToken);
        await FakeChannels.UntilAsync(() => _cloud.ConnectedChannels == 1);
        return socket;
    }

    private static Task<ReadOnlyMemory<byte>?> ReceiveAsync(INotificationSocket socket) =>
        socket.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>What is written to it goes nowhere; what is read is given, and then it ends.</summary>
    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override bool CanWrite => true;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private static void AssertNoSecret(Exception failure) => Assert.Empty(Secrets.FindIn(failure.ToString()));
}
