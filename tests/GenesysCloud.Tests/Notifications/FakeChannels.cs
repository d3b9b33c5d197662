using System.Globalization;
using System.Net;
using System.Text;
using GenesysCloud.Http;
using GenesysCloud.Notifications;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Notifications;

/// <summary>A service with notification channels, their WebSockets, and a clock that the test moves.</summary>
internal sealed class FakeChannels : INotificationConnector, IAsyncDisposable
{
    public const string Topic = "v2.flows.instances.flow.6e0f7a52-0a0c-4c5e-9a2b-3f1d5b7c9e01";

    private const string Accepted = $$"""{"entities":[{"id":"{{Topic}}","state":"Permitted"}]}""";

    private readonly Lock _lock = new();
    private readonly List<string> _requests = [];
    private readonly List<FakeSocket> _sockets = [];
    private readonly GenesysCloudClient _client;
    private int _channels;

    public FakeChannels()
    {
        _client = new GenesysCloudClient(new GenesysCloudClientOptions
        {
            Region = SimulatedCloud.RegionOf(StubHandler.Nowhere),
            AccessToken = "fake-token",
            TimeProvider = Clock,
            Randomizer = () => 0.5,
            Handler = new StubHandler(Answer),
        });
        Client = _client.ObservedBy(Events);
        Listener = new NotificationListener(Client.Notifications, this, [Topic], Clock, () => 0.5, Events);
    }

    public VirtualClock Clock { get; } = new();

    public EventLog Events { get; } = new();

    public GenesysCloudClient Client { get; }

    public NotificationListener Listener { get; }

    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Responds to a request in its own way; null responds as usual.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?>? Respond { get; set; }

    /// <summary>Fails to connect; the number counts all connections from 1. Null connects.</summary>
    public Func<int, NotificationSocketException?>? Refuse { get; set; }

    /// <summary>Method and number of the channel of all requests: <c>PUT 1</c>.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    public IReadOnlyList<FakeSocket> Sockets
    {
        get
        {
            lock (_lock)
                return [.. _sockets];
        }
    }

    /// <summary>How often a connection was tried.</summary>
    public int Tries { get; private set; }

    /// <summary>Begins to listen, and waits for the first connection.</summary>
    public async Task<FakeSocket> StartAsync()
    {
        Listener.Start();
        Assert.IsType<NotificationSignal.Connected>(await NextAsync());
        return Sockets[0];
    }

    /// <summary>The next signal.</summary>
    public async Task<NotificationSignal> NextAsync() =>
        await Listener.Signals.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Waits until the listener waits for this moment, and moves the clock to it.</summary>
    public async Task AdvanceToAsync(TimeSpan due)
    {
        await UntilAsync(() => Clock.NextDue == due);
        Clock.Advance(due - Clock.Now);
    }

    /// <summary>Moves the clock from timer to timer until something has come about.</summary>
    public async Task AdvanceUntilAsync(Func<bool> hasComeAbout)
    {
        while (!hasComeAbout())
        {
            await UntilAsync(() => IsQuiet || hasComeAbout());
            if (await StaysQuietAsync(hasComeAbout) is { } due)
                Clock.Advance(due - Clock.Now);
        }
    }

    // No request is on its way, and all that came over the connections has been dealt with.
    private bool IsQuiet => Clock is { NextDue: not null, RunningTimeOuts: 0 } && Sockets.All(socket => socket.IsIdle);

    /// <summary>The next timer, if nothing happens for some turns: the listener may be about to set another one.</summary>
    private async Task<TimeSpan?> StaysQuietAsync(Func<bool> hasComeAbout)
    {
        TimeSpan? due = Clock.NextDue;
        for (int turn = 0; turn < 64; turn++)
        {
            await Task.Yield();
            Thread.Yield();
            if (!IsQuiet || Clock.NextDue != due || hasComeAbout())
                return null;
        }

        return due;
    }

    public static async Task UntilAsync(Func<bool> hasComeAbout)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!hasComeAbout())
        {
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(30))
                throw new TimeoutException("It never came about.");
            await Task.Yield();
        }
    }

    public Task<INotificationSocket> ConnectAsync(Channel channel, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Tries++;
            if (Refuse?.Invoke(Tries) is { } refusal)
                return Task.FromException<INotificationSocket>(refusal);
            var socket = new FakeSocket(channel);
            _sockets.Add(socket);
            return Task.FromResult<INotificationSocket>(socket);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Listener.DisposeAsync();
        _client.Dispose();
        Secrets.DemandNoneIn(Events.All);
    }

    public static HttpResponseMessage Error(HttpStatusCode status, string message = "It is not there.") => StubHandler.Answer(
        status, $$"""{"message":"{{message}}","code":"some.code","status":{{(int)status}},"contextId":"c1"}""");

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        string path = request.RequestUri!.AbsolutePath;
        lock (_lock)
        {
            string number = path.Split('/') is [.., var id, "subscriptions"] ? id.Split('-')[^1] : "";
            _requests.Add($"{request.Method} {number}".TrimEnd());
            if (Respond?.Invoke(request) is { } other)
                return other;
            if (request.Method == HttpMethod.Put)
                return StubHandler.OfService(Accepted);
            if (request.Method != HttpMethod.Post)
                return StubHandler.OfService("{}");
            string secret = $"not-a-secret-{++_channels}";
            return StubHandler.OfService(string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                {"id":"{{secret}}","connectUri":"wss://streaming.invalid/channels/{{secret}}",
                 "expires":"{{Clock.GetUtcNow() + Lifetime:yyyy-MM-ddTHH:mm:ss.fffZ}}"}
                """));
        }
    }
}

/// <summary>The WebSocket of a channel, whose other end is the test.</summary>
internal sealed class FakeSocket(Channel channel) : INotificationSocket
{
    public const string Heartbeat = """{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}""";

    private readonly System.Threading.Channels.Channel<Func<ReadOnlyMemory<byte>?>> _coming =
        System.Threading.Channels.Channel.CreateUnbounded<Func<ReadOnlyMemory<byte>?>>();

    private int _sent;
    private int _asked;
    private int _received;
    private int _pings;

    public Channel Channel => channel;

    /// <summary>Whether pings get a response.</summary>
    public bool Pongs { get; set; }

    public int Pings => Volatile.Read(ref _pings);

    /// <summary>How many messages were received.</summary>
    public int Received => Volatile.Read(ref _received);

    /// <summary>Whether all that was sent has been dealt with, and the next message is waited for; or no one waits any more.</summary>
    public bool IsIdle => IsDisposed || Volatile.Read(ref _asked) > Volatile.Read(ref _sent);

    public bool IsClosed { get; private set; }

    public bool IsDisposed { get; private set; }

    public static string Event(string id) => $$"""{"topicName":"{{FakeChannels.Topic}}","eventBody":{"executionId":"{{id}}"} }""";

    public static string OfPlatform(string name, string body = "{}") => $$"""{"topicName":"v2.system.{{name}}","eventBody":{{body}} }""";

    public void Send(string message) => Come(() => Encoding.UTF8.GetBytes(message));

    public void Close() => Come(() => null);

    public void Break() => Come(() => throw new NotificationSocketException("the connection was lost"));

    public void SendTooMuch() => Come(() => throw new MessageTooLargeException(1));

    public async Task<ReadOnlyMemory<byte>?> ReceiveAsync()
    {
        Interlocked.Increment(ref _asked);
        Func<ReadOnlyMemory<byte>?> next = await _coming.Reader.ReadAsync();
        Interlocked.Increment(ref _received);
        return next();
    }

    public Task SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        Assert.Equal("""{"message":"ping"}""", Encoding.UTF8.GetString(utf8.Span));
        Interlocked.Increment(ref _pings);
        if (Pongs)
            Send("""{"topicName":"channel.metadata","eventBody":{"message":"pong"}}""");
        return Task.CompletedTask;
    }

    public Task CloseAsync(CancellationToken cancellationToken)
    {
        IsClosed = true;
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        IsDisposed = true;
        _coming.Writer.TryComplete(new NotificationSocketException("the connection was lost"));
    }

    private void Come(Func<ReadOnlyMemory<byte>?> what)
    {
        Interlocked.Increment(ref _sent);
        _coming.Writer.TryWrite(what);
    }
}
