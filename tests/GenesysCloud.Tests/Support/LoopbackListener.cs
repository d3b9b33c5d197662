using System.Net;
using System.Net.Sockets;

namespace GenesysCloud.Tests.Support;

/// <summary>Accepts connections on a free loopback port until it is disposed, and serves each on its own.</summary>
internal abstract class LoopbackListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly List<Task> _serving = [];
    private readonly HashSet<Socket> _open = [];
    private readonly Task _accepting;

    protected LoopbackListener()
    {
        _listener.Start();
        EndPoint = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync();
    }

    public IPEndPoint EndPoint { get; }

    protected CancellationToken Stopping => _stopping.Token;

    /// <summary>Cuts all connections, as a process that dies does.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            foreach (Socket socket in _open)
                socket.Close(timeout: 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Dispose();
        Cut();
        await Task.WhenAll(_serving);
        _stopping.Dispose();
    }

    protected abstract Task ServeAsync(NetworkStream client);

    /// <summary>Passes bytes on in both directions until one end closes.</summary>
    protected async Task RelayAsync(Stream client, IPEndPoint target)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(target, Stopping);
        await using var server = new NetworkStream(socket);
        await Task.WhenAny(client.CopyToAsync(server, Stopping), server.CopyToAsync(client, Stopping));
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stopping.Token);
                socket.NoDelay = true;
                lock (_lock)
                    _open.Add(socket);
                _serving.Add(Task.Run(() => ServeAsync(socket)));
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            await ServeAsync(stream);
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other end has left, the connection was cut, or the test has ended.
        }
        finally
        {
            lock (_lock)
                _open.Remove(socket);
        }
    }
}
