using System.Collections.Concurrent;
using System.Net;

namespace GenesysCloud.Http;

/// <summary>
/// The proxy for a host: a specified one, or that of the process or the machine, but none for addresses of this machine. Safe for any
/// number of threads.
/// </summary>
/// <remarks>
/// Without that exception a proxy set with <c>http_proxy</c> would get the client id and secret of a request to <c>http://127.0.0.1</c> in
/// the clear, and could not reach this machine anyway.
/// </remarks>
/// <param name="proxy">Null for that of the process or the machine.</param>
/// <param name="credentials">For any proxy; null for those that come with the proxy, if any.</param>
internal sealed class ProxyRoute(IWebProxy? proxy = null, ICredentials? credentials = null) : IWebProxy, ICredentials
{
    private readonly IWebProxy _proxy = proxy ?? HttpClient.DefaultProxy;

    // By the proxy's address: what it asks for is a property of the proxy, not of a request.
    private readonly ConcurrentDictionary<(string Proxy, string Scheme), bool> _asked = new();

    /// <summary>A route on which no proxy is used.</summary>
    public static ProxyRoute Direct => new(new WebProxy());

    /// <inheritdoc />
    /// <remarks>Never null, so that the schemes that a proxy asks for are known also where there are no credentials for it.</remarks>
    ICredentials? IWebProxy.Credentials
    {
        get => this;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public Uri? GetProxy(Uri destination) => IsLoopback(destination) ? null : _proxy.GetProxy(destination);

    /// <inheritdoc />
    public bool IsBypassed(Uri host) => IsLoopback(host) || _proxy.IsBypassed(host);

    /// <inheritdoc />
    NetworkCredential? ICredentials.GetCredential(Uri uri, string authType)
    {
        NetworkCredential? credential = (credentials ?? _proxy.Credentials)?.GetCredential(uri, authType);
        _asked[(uri.Authority, authType)] = credential is not null;
        return credential;
    }

    /// <summary>The proxy that requests to a host go through, without user name and password; null if there is none.</summary>
    public Uri? ProxyOf(Uri host) => !IsBypassed(host) && GetProxy(host) is { } used && used != host
        ? new UriBuilder(used) { UserName = "", Password = "" }.Uri
        : null;

    /// <summary>The authentication schemes that a proxy has asked for so far.</summary>
    public string[] SchemesOf(Uri proxy) =>
        [.. _asked.Keys.Where(asked => asked.Proxy == proxy.Authority).Select(asked => asked.Scheme).Order(StringComparer.Ordinal)];

    /// <summary>Whether there were credentials for one of these schemes.</summary>
    public bool HadCredentials(Uri proxy) => _asked.Any(asked => asked.Key.Proxy == proxy.Authority && asked.Value);

    /// <summary>Whether an address is one of this machine, in any of its spellings.</summary>
    public static bool IsLoopback(Uri address) =>
        address.IsLoopback || (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
}
