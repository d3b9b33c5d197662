using System.Net;

namespace GenesysCloud.Http;

/// <summary>The proxy of the process or the machine, except for addresses of this machine.</summary>
/// <remarks>
/// Without it a proxy set with <c>http_proxy</c> would get the client id and secret of a request to <c>http://127.0.0.1</c> in the clear,
/// and could not reach this machine anyway.
/// </remarks>
internal sealed class LoopbackBypass(IWebProxy proxy) : IWebProxy
{
    /// <inheritdoc />
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    /// <inheritdoc />
    public Uri? GetProxy(Uri destination) => IsLoopback(destination) ? null : proxy.GetProxy(destination);

    /// <inheritdoc />
    public bool IsBypassed(Uri host) => IsLoopback(host) || proxy.IsBypassed(host);

    /// <summary>Whether an address is one of this machine, in any of its spellings.</summary>
    public static bool IsLoopback(Uri address) =>
        address.IsLoopback || (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
}
