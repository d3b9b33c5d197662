using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace GenesysCloud.Tests.Support;

/// <summary>Ends TLS in front of a server that has none, as a load balancer does.</summary>
/// <param name="backend">The server.</param>
/// <param name="certificateOf">The certificate for a host name.</param>
internal sealed class TlsFront(Uri backend, Func<string, X509Certificate2> certificateOf) : LoopbackListener
{
    private int _connections;

    public TlsFront(Uri backend, X509Certificate2 certificate)
        : this(backend, _ => certificate)
    {
    }

    /// <summary>Connections whose handshake is complete. The client may still close one for its certificate.</summary>
    public int Connections => Volatile.Read(ref _connections);

    protected override async Task ServeAsync(NetworkStream client)
    {
        await using var secure = new SslStream(client);
        try
        {
            await secure.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificateSelectionCallback = (_, host) => certificateOf(host ?? "") },
                Stopping);
        }
        catch (AuthenticationException)
        {
            // The client does not like the certificate.
            return;
        }

        Interlocked.Increment(ref _connections);
        await RelayAsync(secure, new IPEndPoint(IPAddress.Loopback, backend.Port));
    }
}
