using System.Net.Sockets;
using System.Security.Authentication;

namespace GenesysCloud.Http;

/// <summary>Turns what a connection throws into what may leave the client: the same kind of exception in the client's own words.</summary>
/// <remarks>
/// The text of a transport exception may hold the address of a proxy with its user name and password, so neither that text nor the
/// exception itself is kept, not even as an inner exception.
/// </remarks>
internal static class TransportFailure
{
    /// <summary>The failure as an exception without a foreign word in it.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="mayHaveArrived">False only when it is certain that the service never got the request.</param>
    /// <param name="hasResponse">Whether a response had begun.</param>
    public static Exception Clean(Exception failure, bool mayHaveArrived, bool hasResponse) => failure switch
    {
        ResponseTooLargeException or ConnectionException => failure,
        HttpRequestException lost when SaysNoTls(lost) => new TlsUnavailableException(),
        OperationCanceledException stopped => new OperationCanceledException("the request was canceled", stopped.CancellationToken),
        HttpRequestException lost =>
            new HttpRequestException(lost.HttpRequestError, TextOf(lost, mayHaveArrived) + (IsBeforeSending(lost) ? Details(lost) : "")),
        IOException => new IOException(TextOf(null, mayHaveArrived)),
        _ when hasResponse => new InvalidDataException("the response could not be decompressed"),
        _ => new HttpRequestException(HttpRequestError.Unknown, $"{TextOf(null, mayHaveArrived)} ({failure.GetType().Name})"),
    };

    /// <summary>Whether an exception alone proves that the head of a request never left.</summary>
    public static bool IsBeforeSending(Exception failure) => failure is HttpRequestException { InnerException: ProxyReplyException }
        or HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    // The platform has no code for it. Its texts are the same in every language.
    private static bool SaysNoTls(HttpRequestException failure) =>
        failure is { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException tls }
        && tls.Message.Contains("frame size", StringComparison.Ordinal);

    private static string TextOf(HttpRequestException? failure, bool mayHaveArrived) => failure?.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the host name could not be resolved",
        HttpRequestError.SecureConnectionError => "a secure connection (TLS) could not be established",
        HttpRequestError.ProxyTunnelError => "the proxy refused the tunnel",
        HttpRequestError.ConnectionError => "a connection could not be established",
        _ => mayHaveArrived ? "the connection was lost before a response was received" : "a connection could not be established",
    };

    // Names of error codes and what TLS says about a certificate: neither can hold the address of a proxy.
    private static string Details(Exception failure)
    {
        for (Exception? inner = failure.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
                return $" ({socket.SocketErrorCode})";
            if (inner is AuthenticationException tls && PageExcerpt.Clean(tls.Message, PageExcerpt.MaxLength) is { } text)
                return $": {text.TrimEnd('.')}";
        }

        return "";
    }
}

/// <summary>What responds is something else than TLS, and will be the next time. Nothing was sent.</summary>
internal sealed class TlsUnavailableException() : HttpRequestException(
    HttpRequestError.SecureConnectionError, "a secure connection (TLS) could not be established: the port doesn't seem to use TLS");
