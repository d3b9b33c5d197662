using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace GenesysCloud.Http;

/// <summary>
/// The verdict of the platform on a certificate, with its reasons. Nothing that the platform rejects is accepted, and nothing that it
/// accepts is rejected.
/// </summary>
internal static class CertificateCheck
{
    private const int MostNames = 5;

    /// <summary>For <see cref="SslClientAuthenticationOptions.RemoteCertificateValidationCallback"/>.</summary>
    /// <exception cref="CertificateRejectedException">
    /// The platform rejects the certificate. Thrown instead of returning false, so that the reasons travel with the connection that they
    /// are about, and with no other.
    /// </exception>
    public static bool Verify(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.None)
        {
            string host = (sender as SslStream)?.TargetHostName is { Length: > 0 } name ? name : "the host";
            throw new CertificateRejectedException(Describe(host, certificate, chain, errors));
        }

        return errors == SslPolicyErrors.None;
    }

    private static ConnectionFault.CertificateRejected Describe(
        string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        using X509Certificate2? leaf = certificate is null ? null : new X509Certificate2(certificate);
        return new ConnectionFault.CertificateRejected(host, ReasonsOf(chain, errors))
        {
            Subject = PageExcerpt.Clean(leaf?.Subject, PageExcerpt.MaxLength),
            Issuer = PageExcerpt.Clean(leaf?.Issuer, PageExcerpt.MaxLength),
            Names = NamesOf(leaf),
            ValidFrom = leaf?.NotBefore,
            ValidTo = leaf?.NotAfter,
        };
    }

    private static string[] ReasonsOf(X509Chain? chain, SslPolicyErrors errors)
    {
        var reasons = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            reasons.Add("NotPresented");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            reasons.Add("NameMismatch");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && chain is not null)
        {
            reasons.AddRange(
                from element in chain.ChainElements
                from status in element.ChainElementStatus
                where status.Status != X509ChainStatusFlags.NoError
                select NameOf(status.Status, element.Certificate));
            // Some are about the chain and none of its certificates.
            reasons.AddRange(
                from status in chain.ChainStatus
                where status.Status is not (X509ChainStatusFlags.NoError or X509ChainStatusFlags.NotTimeValid)
                select status.Status.ToString());
        }

        return reasons.Count == 0 ? [errors.ToString()] : [.. reasons.Distinct()];
    }

    private static string NameOf(X509ChainStatusFlags status, X509Certificate2 certificate) =>
        status != X509ChainStatusFlags.NotTimeValid ? status.ToString()
        : certificate.NotBefore > DateTime.Now ? "NotYetValid"
        : "Expired";

    private static string[] NamesOf(X509Certificate2? leaf)
    {
        X509SubjectAlternativeNameExtension? names = leaf?.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return names is null ? [] :
        [
            .. names.EnumerateDnsNames().Select(name => PageExcerpt.Clean(name, PageExcerpt.MaxLength)).OfType<string>().Take(MostNames),
        ];
    }
}

/// <summary>The platform rejects a certificate, for these reasons.</summary>
internal sealed class CertificateRejectedException(ConnectionFault.CertificateRejected fault) : AuthenticationException(fault.ToString())
{
    /// <summary>The reasons; the proxy isn't known yet.</summary>
    public ConnectionFault.CertificateRejected Fault { get; } = fault;
}
