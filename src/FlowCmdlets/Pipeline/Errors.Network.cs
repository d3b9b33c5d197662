using System.Globalization;
using System.Management.Automation;
using GenesysCloud.Http;

namespace FlowCmdlets.Pipeline;

/// <summary>The errors of proxies, gateways, and certificates.</summary>
internal static partial class Errors
{
    private const string InstallRoot =
        "If a proxy or firewall of your company inspects TLS, have its root CA certificate installed: on Windows in the store Trusted " +
        "Root Certification Authorities of the computer, on Linux with update-ca-certificates or the environment variable " +
        "SSL_CERT_FILE, and on macOS in the system keychain.";

    public static CmdletErrorException ParametersConflict(string parameter, string other) => new(Record(
        nameof(ParametersConflict),
        ErrorCategory.InvalidArgument,
        parameter,
        new ArgumentException($"-{parameter} and -{other} can't be used together."),
        "Omit one of them."));

    /// <param name="source">The parameter or the environment variable. Its value may hold a password, and is in no text.</param>
    /// <param name="reason">What is wrong with it, as a sentence.</param>
    public static CmdletErrorException ProxyInvalid(string source, string reason) => new(Record(
        nameof(ProxyInvalid),
        ErrorCategory.InvalidArgument,
        source,
        new ArgumentException($"The proxy of {source} can't be used. {reason}"),
        "Specify the address as http://host:port, and the user name and the password with -ProxyCredential."));

    /// <param name="source">The parameter or the environment variable.</param>
    /// <param name="reason">What is wrong with it, as a sentence.</param>
    public static CmdletErrorException GatewayInvalid(string source, string reason) => new(Record(
        nameof(GatewayInvalid),
        ErrorCategory.InvalidArgument,
        source,
        new ArgumentException($"The gateway of {source} can't be used. {reason}"),
        "Specify -GatewayUri as an HTTPS base URL, and -GatewayLoginPath and -GatewayApiPath as paths below it. " +
        "See about_GenesysFlows_Network."));

    private static ErrorRecord DescribeConnection(GenesysCloudException call, ConnectionFault fault, object? target) => fault switch
    {
        ConnectionFault.CertificateRejected rejected => Service(
            call, "CertificateRejected", ErrorCategory.SecurityError, target, ActionFor(rejected)),
        ConnectionFault.ProxyAuthenticationRequired { HadCredentials: true } => Service(
            call, "ProxyAuthenticationRequired", ErrorCategory.AuthenticationError, target,
            "Check the user name and the password of -ProxyCredential, HTTPS_PROXY, or GENESYSCLOUD_PROXY_AUTH_PASSWORD."),
        ConnectionFault.ProxyAuthenticationRequired => Service(
            call, "ProxyAuthenticationRequired", ErrorCategory.AuthenticationError, target,
            "Run Connect-GenesysCloud with -ProxyCredential, or with -ProxyUseDefaultCredentials for the current Windows user."),
        ConnectionFault.ProxyRefused { IsFinal: true } => Service(
            call, "ProxyRefused", ErrorCategory.PermissionDenied, target,
            "Ask your network team to let the proxy connect to the API and login hosts of your region on port 443, " +
            "or specify another proxy with -Proxy, or none with -NoProxy."),
        ConnectionFault.ProxyRefused => Service(
            call, "ProxyRefused", ErrorCategory.ConnectionError, target,
            "The proxy can't reach the host at the moment. Check -Region, and retry later; if it persists, ask your network team."),
        ConnectionFault.ProxyUnreachable => Service(
            call, "ProxyUnreachable", ErrorCategory.ConnectionError, target,
            "Check the address of the proxy in -Proxy, GENESYSCLOUD_PROXY_HOST, HTTPS_PROXY, or the settings of the system. " +
            "To connect without a proxy, specify -NoProxy."),
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    // The first thing that a person can do about it; several reasons often have one cause.
    private static string ActionFor(ConnectionFault.CertificateRejected rejected)
    {
        if (rejected.Reasons.Any(reason => reason is "UntrustedRoot" or "PartialChain"))
            return $"{InstallRoot} Otherwise, check the address: something else may be responding in its place.";
        if (rejected.Reasons.Any(reason => reason is "Expired" or "NotYetValid"))
        {
            string now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            return $"Check the clock of this computer, which says {now} UTC. If it is right, ask whoever runs {rejected.Host} for a new " +
                "certificate.";
        }

        return rejected.Reasons.Contains("NameMismatch")
            ? $"Check -Region, -GatewayUri, and the proxy: the host that responded isn't {rejected.Host}, " +
                "or its certificate lacks that name."
            : $"Ask your network team, or whoever runs {rejected.Host}, to correct the certificate. See about_GenesysFlows_Network.";
    }
}
