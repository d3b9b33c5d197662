using System.Net;
using System.Net.Sockets;

namespace GenesysCloud.Http;

/// <summary>Finds out why a connection could not be made: the certificate, the proxy, or something else, which is passed on.</summary>
/// <param name="inner">Sends.</param>
/// <param name="route">The proxy that <paramref name="inner"/> uses.</param>
internal sealed class ConnectionFaultHandler(HttpMessageHandler inner, ProxyRoute route) : DelegatingHandler(inner)
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException failure) when (FaultOf(failure, request.RequestUri!) is { } fault)
        {
            // Nothing was sent, whatever the platform makes of it.
            throw new ConnectionException(
                failure.InnerException is ProxyReplyException ? HttpRequestError.ProxyTunnelError : failure.HttpRequestError, fault);
        }
        catch (OperationCanceledException slow) when (
            slow.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested
            && route.ProxyOf(request.RequestUri!) is { } proxy)
        {
            // Only the time limit of connecting is kept by the connection itself.
            throw new ConnectionException(
                HttpRequestError.ConnectionError,
                new ConnectionFault.ProxyUnreachable(IsNameUnknown: false, nameof(SocketError.TimedOut)) { Proxy = Shown(proxy) });
        }
    }

    private ConnectionFault? FaultOf(HttpRequestException failure, Uri host)
    {
        if (!TransportFailure.IsBeforeSending(failure))
            return null;
        Uri? proxy = route.ProxyOf(host);
        if (Find<CertificateRejectedException>(failure) is { } rejected)
            return rejected.Fault with { Proxy = Shown(proxy) };
        if (proxy is not null && failure.InnerException is ProxyReplyException reply)
            return new ConnectionFault.ProxyUnreachable(IsNameUnknown: false, reply.Reason) { Proxy = Shown(proxy) };
        return proxy is null ? null : failure.HttpRequestError switch
        {
            HttpRequestError.ProxyTunnelError => TunnelFault(failure, proxy),
            HttpRequestError.NameResolutionError => Unreachable(failure, proxy, isNameUnknown: true),
            HttpRequestError.ConnectionError => Unreachable(failure, proxy, isNameUnknown: false),
            _ => null,
        };
    }

    private ConnectionFault TunnelFault(HttpRequestException failure, Uri proxy) =>
        failure.StatusCode == HttpStatusCode.ProxyAuthenticationRequired
            ? new ConnectionFault.ProxyAuthenticationRequired(route.SchemesOf(proxy), route.HadCredentials(proxy)) { Proxy = Shown(proxy) }
            : new ConnectionFault.ProxyRefused((int?)failure.StatusCode) { Proxy = Shown(proxy) };

    private static ConnectionFault.ProxyUnreachable Unreachable(Exception failure, Uri proxy, bool isNameUnknown) =>
        new(isNameUnknown, Find<SocketException>(failure)?.SocketErrorCode.ToString()) { Proxy = Shown(proxy) };

    private static string? Shown(Uri? proxy) => proxy?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private static T? Find<T>(Exception failure)
        where T : Exception
    {
        for (Exception? inner = failure.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is T found)
                return found;
        }

        return null;
    }
}
