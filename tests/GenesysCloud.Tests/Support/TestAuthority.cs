using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GenesysCloud.Tests.Support;

/// <summary>A certificate authority that exists in one test only, as that of a company whose proxy inspects TLS.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string Name = "CN=Test authority, O=Example Inc.";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly List<X509Certificate2> _issued = [];

    public TestAuthority()
    {
        var request = new CertificateRequest(Name, _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-10), DateTimeOffset.UtcNow.AddYears(10));
    }

    /// <summary>The root certificate, without its key.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>What trusts this authority and no other, as a computer does that has its root certificate installed.</summary>
    public X509ChainPolicy TrustingPolicy => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { Root },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    /// <summary>A certificate of a host with its key.</summary>
    /// <param name="host">The host's name.</param>
    /// <param name="fromDays">When it begins to be valid, in days from now.</param>
    /// <param name="toDays">When it expires, in days from now.</param>
    public X509Certificate2 Issue(string host, int fromDays = -1, int toDays = 1)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = RequestOf(host, key).Create(
            Root, DateTimeOffset.UtcNow.AddDays(fromDays), DateTimeOffset.UtcNow.AddDays(toDays), RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 pair = certificate.CopyWithPrivateKey(key);
        return Keep(pair);
    }

    /// <summary>A certificate that a host has issued itself.</summary>
    public X509Certificate2 IssueSelfSigned(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 pair = RequestOf(host, key).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return Keep(pair);
    }

    public void Dispose()
    {
        foreach (X509Certificate2 issued in _issued)
            issued.Dispose();
        Root.Dispose();
        _key.Dispose();
    }

    private static CertificateRequest RequestOf(string host, ECDsa key)
    {
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        return request;
    }

    private X509Certificate2 Keep(X509Certificate2 pair)
    {
        // Windows serves no certificate whose key was never imported.
        X509Certificate2 issued = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pfx), null);
        _issued.Add(issued);
        return issued;
    }
}
