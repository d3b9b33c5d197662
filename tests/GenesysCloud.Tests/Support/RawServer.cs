using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GenesysCloud.Tests.Support;

/// <summary>
/// A server that speaks HTTP by hand, for what no web server does of its own will: it reads one request at a time, and its script
/// decides what goes back and whether the connection lives on.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<Request, Reply> _script;
    private readonly Lock _lock = new();
    private readonly List<Request> _requests = [];
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;
    private int _connected;

    public RawServer(Func<Request, Reply> script)
    {
        _script = script;
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}/");
        _accepting = AcceptAsync();
    }

    /// <summary>A whole request that came in.</summary>
    /// <param name="Number">1 for the first.</param>
    /// <param name="Connection">1 for the first connection.</param>
    public sealed record Request(int Number, int Connection, string Head, string Body)
    {
        public string Line => Head[..Head.IndexOf("\r\n", StringComparison.Ordinal)];
    }

    /// <summary>What goes back, raw; null for nothing.</summary>
    /// <param name="Close">Whether the connection is closed after that.</param>
    public sealed record Reply(string? Text, bool Close)
    {
        /// <summary>Bytes that follow the text.</summary>
        public ReadOnlyMemory<byte> Bytes { get; init; }

        public static Reply Json(string body, int status = 200, string headers = "", bool close = false) =>
            new(
                $"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\nContent-Length: " +
                $"{Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}",
                close);
    }

    public Uri Address { get; }

    public IReadOnlyList<Request> Requests
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_connections);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient connection = await _listener.AcceptTcpClientAsync(_stopping.Token);
                _connections.Add(ServeAsync(connection, ++_connected));
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(TcpClient connection, int number)
    {
        using (connection)
        {
            try
            {
                while (await ReadAsync(connection.GetStream(), number) is { } request)
                {
                    Reply reply = _script(request);
                    if (reply.Text is not null)
                        await connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(reply.Text), _stopping.Token);
                    await connection.GetStream().WriteAsync(reply.Bytes, _stopping.Token);
                    if (reply.Close)
                        return;
                }
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // The client has left, or the test has ended.
            }
        }
    }

    private async Task<Request?> ReadAsync(NetworkStream stream, int connection)
    {
        var read = new List<byte>();
        byte[] buffer = new byte[4096];
        while (true)
        {
            string text = Encoding.UTF8.GetString([.. read]);
            int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && text.Length - end - 4 >= ContentLength(text[..end]))
            {
                lock (_lock)
                {
                    var request = new Request(_requests.Count + 1, connection, text[..end], text[(end + 4)..]);
                    _requests.Add(request);
                    return request;
                }
            }

            int count = await stream.ReadAsync(buffer, _stopping.Token);
            if (count == 0)
                return null;
            read.AddRange(buffer[..count]);
        }
    }

    private static int ContentLength(string head) =>
        head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } line
            ? int.Parse(line.AsSpan("Content-Length:".Length), System.Globalization.CultureInfo.InvariantCulture)
            : 0;
}
