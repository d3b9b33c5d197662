using System.Globalization;

namespace GenesysCloud.Http;

/// <summary>Why no connection could be made, where the reason is known. One of the nested types; there are no others.</summary>
/// <remarks>Holds addresses without user names and passwords. Texts of the other end have no control characters.</remarks>
public abstract record ConnectionFault
{
    private ConnectionFault()
    {
    }

    /// <summary>
    /// The proxy that the request was to go through, such as <c>http://proxy.example:8080</c>; null if there is none.
    /// </summary>
    public string? Proxy { get; init; }

    /// <summary>Whether another try would meet the same fault, until a person changes something.</summary>
    public abstract bool IsFinal { get; }

    /// <summary>The fault in words that continue a sentence.</summary>
    private protected abstract string Text { get; }

    /// <inheritdoc />
    public sealed override string ToString() => DisplayText.Clean(Text);

    /// <summary>The certificate of the host isn't valid for this computer, or for that host.</summary>
    /// <param name="Host">The host that presented the certificate; the proxy itself, if the connection to it is encrypted.</param>
    /// <param name="Reasons">
    /// Why: <c>UntrustedRoot</c>, <c>PartialChain</c>, <c>NameMismatch</c>, <c>Expired</c>, <c>NotYetValid</c>, <c>NotPresented</c>, or
    /// another of the names of <see cref="System.Security.Cryptography.X509Certificates.X509ChainStatusFlags"/>.
    /// </param>
    public sealed record CertificateRejected(string Host, IReadOnlyList<string> Reasons) : ConnectionFault
    {
        /// <summary>Whom the certificate is for; null if none was presented.</summary>
        public string? Subject { get; init; }

        /// <summary>Who issued it; null if none was presented.</summary>
        public string? Issuer { get; init; }

        /// <summary>The first host names that the certificate is for.</summary>
        public IReadOnlyList<string> Names { get; init; } = [];

        /// <summary>When the certificate begins to be valid; null if none was presented.</summary>
        public DateTimeOffset? ValidFrom { get; init; }

        /// <summary>When it expires; null if none was presented.</summary>
        public DateTimeOffset? ValidTo { get; init; }

        /// <inheritdoc />
        public override bool IsFinal => true;

        private protected override string Text =>
            $"the certificate of {Host} was rejected because {string.Join(" and ", Reasons.Select(Explain))}" +
            (Subject is null ? "" : $" (subject '{Subject}', issuer '{Issuer}')") +
            (Proxy is null ? "" : $", through the proxy {Proxy}");

        private string Explain(string reason) => reason switch
        {
            "UntrustedRoot" => "its root certificate isn't trusted (UntrustedRoot)",
            "PartialChain" => "its issuer isn't known (PartialChain)",
            "NameMismatch" => "it is for " +
                $"{(Names.Count == 0 ? "another host" : string.Join(", ", Names))} (NameMismatch)",
            "Expired" => $"it expired on {Date(ValidTo)} (Expired)",
            "NotYetValid" => $"it isn't valid before {Date(ValidFrom)} (NotYetValid)",
            "NotPresented" => "it wasn't presented (NotPresented)",
            _ => $"of {reason}",
        };

        private static string Date(DateTimeOffset? time) => time is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"{known.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
            : "an unknown date";
    }

    /// <summary>The proxy asks for credentials (407), and got none or rejected them.</summary>
    /// <param name="Schemes">
    /// What it offers, such as <c>Negotiate</c> or <c>Basic</c>; only those that .NET supports. With credentials, only those that were
    /// tried.
    /// </param>
    /// <param name="HadCredentials">Whether there were credentials for it.</param>
    public sealed record ProxyAuthenticationRequired(IReadOnlyList<string> Schemes, bool HadCredentials) : ConnectionFault
    {
        /// <inheritdoc />
        public override bool IsFinal => true;

        private protected override string Text => HadCredentials
            ? $"the proxy {Proxy} rejected the credentials (407; tried: {SchemeNames})"
            : $"the proxy {Proxy} requires authentication (407; offered: {SchemeNames})";

        private string SchemeNames => Schemes.Count == 0 ? "no supported scheme" : string.Join(", ", Schemes);
    }

    /// <summary>The proxy did not connect to the host.</summary>
    /// <param name="Status">Its HTTP status, such as 403 or 502; null for a proxy without statuses, such as SOCKS.</param>
    public sealed record ProxyRefused(int? Status) : ConnectionFault
    {
        /// <inheritdoc />
        /// <remarks>A proxy that can't reach the host at the moment (408, 429, 5xx) may reach it later.</remarks>
        public override bool IsFinal => Status is >= 300 and < 500 and not (408 or 429);

        private protected override string Text =>
            $"the proxy {Proxy} refused the tunnel{(Status is { } status ? $" with status {status}" : "")}";
    }

    /// <summary>The proxy itself can't be reached, or what is reached there is no proxy.</summary>
    /// <param name="IsNameUnknown">Whether its name could not be resolved; otherwise no connection to it could be made.</param>
    /// <param name="Reason">
    /// Name of the error, such as <c>HostNotFound</c> or <c>ConnectionRefused</c>; null if unknown. <c>ConnectionClosed</c>: it closed the
    /// connection without a response; <c>InvalidResponse</c>: it did not respond with HTTP.
    /// </param>
    public sealed record ProxyUnreachable(bool IsNameUnknown, string? Reason) : ConnectionFault
    {
        /// <inheritdoc />
        public override bool IsFinal => false;

        private protected override string Text => Reason switch
        {
            ProxyReplyException.Closed => $"the proxy {Proxy} closed the connection without a response",
            ProxyReplyException.NotHttp => $"the proxy {Proxy} did not respond with HTTP",
            _ => (IsNameUnknown
                ? $"the name of the proxy {Proxy} could not be resolved"
                : $"a connection to the proxy {Proxy} could not be established") + (Reason is null ? "" : $" ({Reason})"),
        };
    }
}
