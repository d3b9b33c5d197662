using System.Net;
using System.Net.Sockets;
using System.Text;
using GenesysCloud.Http;

namespace GenesysCloud.Authentication;

/// <summary>
/// Waits on loopback for the browser that the login host sends back. One path is served to whoever asks on this computer; everything else
/// is a 404, and what isn't HTTP is dropped.
/// </summary>
/// <remarks>
/// Sockets rather than HttpListener: that one can't select a free port, and on Windows depends on http.sys and its reservations.
/// </remarks>
internal sealed class RedirectListener : IDisposable
{
    // Longer than any redirect of a login host.
    private const int MaxHeadBytes = 16 * 1024;

    // A browser opens connections that it never uses, and a scanner never says anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<TcpListener> _listeners;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource<AuthorizationRedirect> _redirect = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hasIgnoredRedirect;

    private RedirectListener(IReadOnlyList<TcpListener> listeners, TimeProvider time)
    {
        (_listeners, _time) = (listeners, time);
        RedirectUri = $"http://localhost:{PortOf(listeners[0])}";
    }

    /// <summary>What the login host sends the browser to. "localhost", since that is what OAuth clients register.</summary>
    public string RedirectUri { get; }

    /// <summary>Whether a redirect came that belongs to another sign-in.</summary>
    public bool HasIgnoredRedirect => _hasIgnoredRedirect;

    /// <summary>Listens on loopback, both IPv4 and IPv6 where there is one: browsers try either for "localhost".</summary>
    /// <param name="port">The port; 0 selects a free one.</param>
    /// <param name="time">The clock of the patience with silent connections.</param>
    /// <exception cref="SocketException">The port is in use or not permitted.</exception>
    public static RedirectListener Start(int port, TimeProvider time)
    {
        const int MostTries = 16;
        for (int tries = 1; ; tries++)
        {
            TcpListener first = Listen(IPAddress.Loopback, port);
            try
            {
                return new RedirectListener(ListenOnIPv6(PortOf(first)) is { } second ? [first, second] : [first], time);
            }
            catch (SocketException) when (port == 0 && tries < MostTries)
            {
                // Free on IPv4 only: whoever has it on IPv6 would be sent the code.
                first.Dispose();
            }
            catch
            {
                first.Dispose();
                throw;
            }
        }
    }

    /// <summary>Waits for the redirect with this state. To be called once.</summary>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public async Task<AuthorizationRedirect> WaitAsync(string state, CancellationToken cancellationToken)
    {
        foreach (TcpListener listener in _listeners)
            _ = AcceptAsync(listener, state);
        return await _redirect.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops listening and drops all connections but that of the redirect.</summary>
    public void Dispose()
    {
        if (_closed.IsCancellationRequested)
            return;
        _closed.Cancel();
        foreach (TcpListener listener in _listeners)
            listener.Dispose();
        _closed.Dispose();
        if (!_redirect.TrySetCanceled() && _redirect.Task.IsCompletedSuccessfully)
            _redirect.Task.Result.Dispose();
    }

    private static TcpListener? ListenOnIPv6(int port)
    {
        try
        {
            return Socket.OSSupportsIPv6 ? Listen(IPAddress.IPv6Loopback, port) : null;
        }
        catch (SocketException none) when (none.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            return null;
        }
    }

    private static TcpListener Listen(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        try
        {
            // On Windows another program could otherwise listen on the same port and be sent the code.
            if (OperatingSystem.IsWindows())
                listener.ExclusiveAddressUse = true;
            listener.Start();
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private async Task AcceptAsync(TcpListener listener, string state)
    {
        CancellationToken closed = _closed.Token;
        try
        {
            while (true)
                _ = ServeAsync(await AcceptOneAsync(listener, closed).ConfigureAwait(false), state, closed);
        }
        catch (Exception) when (closed.IsCancellationRequested)
        {
            // Nobody waits any more.
        }
        catch (SocketException failure)
        {
            _redirect.TrySetException(new SignInException(
                $"{RedirectUri} stopped listening: {failure.Message.TrimEnd('.')}.", SendOutcome.NotSent, failure)
            {
                Code = SignInException.PortUnavailable,
                Resource = AuthorizationRequest.Resource,
            });
        }
    }

    private static async Task<Socket> AcceptOneAsync(TcpListener listener, CancellationToken closed)
    {
        while (true)
        {
            try
            {
                return await listener.AcceptSocketAsync(closed).ConfigureAwait(false);
            }
            catch (SocketException gone) when (gone.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                // A scanner that hung up before it was greeted.
            }
        }
    }

    private async Task ServeAsync(Socket socket, string state, CancellationToken closed)
    {
        var browser = new NetworkStream(socket, ownsSocket: true);
        bool isKept = false;
        try
        {
            using var patience = new CancellationTokenSource(s_patience, _time);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, closed);
            if (await ReadHeadAsync(browser, end.Token).ConfigureAwait(false) is not { } head)
                return;
            if (RedirectQuery.Read(head) is not { } query)
            {
                await SignInPage.NotFound().SendAsync(browser, end.Token).ConfigureAwait(false);
                return;
            }

            isKept = query.BelongsTo(state) && _redirect.TrySetResult(new AuthorizationRedirect(query, browser, query.State == state));
            if (isKept)
                return;
            _hasIgnoredRedirect = true;
            await SignInPage.Ignored().SendAsync(browser, end.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It hung up, said nothing for too long, or no one waits any more.
        }
        finally
        {
            if (!isKept)
                await browser.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The request line and headers; null if they are too long or never end.</summary>
    private static async Task<string?> ReadHeadAsync(NetworkStream browser, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MaxHeadBytes];
        int length = 0;
        while (length < buffer.Length)
        {
            int read = await browser.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return null;
            length += read;
            int end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
                return Encoding.Latin1.GetString(buffer, 0, end);
        }

        return null;
    }
}
