using System.Globalization;
using System.Management.Automation;
using System.Net;
using FlowCmdlets.Pipeline;
using GenesysCloud.Http;

namespace FlowCmdlets.Session;

/// <summary>Reads which proxy to use, and its credentials.</summary>
/// <remarks>
/// As Invoke-WebRequest does, and besides: <c>-ProxyCredential</c> and <c>-ProxyUseDefaultCredentials</c> also serve a proxy that the
/// environment or the system specifies. Credentials of the environment are for the proxy of the environment only, and those of a profile
/// for its own.
/// </remarks>
internal static class ProxySettings
{
    private const string Parameter = "-Proxy";
    private const string HostVariable = "GENESYSCLOUD_PROXY_HOST";
    private const string PortVariable = "GENESYSCLOUD_PROXY_PORT";
    private const string ProtocolVariable = "GENESYSCLOUD_PROXY_PROTOCOL";
    private const string UserVariable = "GENESYSCLOUD_PROXY_AUTH_USERNAME";
    private const string PasswordVariable = "GENESYSCLOUD_PROXY_AUTH_PASSWORD";

    private static readonly string[] s_schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    /// <summary>The proxy; null for that of the process or the system, as it is.</summary>
    /// <exception cref="CmdletErrorException">A value isn't valid, or two contradict each other.</exception>
    public static IWebProxy? Read(ConnectionSources sources, NetworkParameters parameters)
    {
        RejectContradictions(parameters);
        if (parameters.NoProxy)
            return ProxyRoute.Direct;
        ICredentials? credentials = parameters.ProxyUseDefaultCredentials ? CredentialCache.DefaultCredentials
            : parameters.ProxyCredential is { } given && given != PSCredential.Empty ? given.GetNetworkCredential()
            : null;
        if (!string.IsNullOrWhiteSpace(parameters.Proxy))
            return new WebProxy(ReadAddress(parameters.Proxy.Trim(), Parameter)) { Credentials = credentials };
        if (sources.Find("", null, [HostVariable], "proxy_host") is { } host)
        {
            return new WebProxy(AddressOf(sources, host)) { Credentials = credentials ?? CredentialsOf(sources, host) };
        }

        return credentials is null ? null : new ProxyRoute(credentials: credentials);
    }

    private static void RejectContradictions(NetworkParameters parameters)
    {
        bool hasCredential = parameters.ProxyCredential is not null;
        if (parameters.NoProxy && !string.IsNullOrWhiteSpace(parameters.Proxy))
            throw Errors.ParametersConflict("NoProxy", "Proxy");
        if (parameters.NoProxy && hasCredential)
            throw Errors.ParametersConflict("NoProxy", "ProxyCredential");
        if (parameters.NoProxy && parameters.ProxyUseDefaultCredentials)
            throw Errors.ParametersConflict("NoProxy", "ProxyUseDefaultCredentials");
        if (hasCredential && parameters.ProxyUseDefaultCredentials)
            throw Errors.ParametersConflict("ProxyCredential", "ProxyUseDefaultCredentials");
    }

    private static Uri AddressOf(ConnectionSources sources, Setting host)
    {
        string scheme = sources.Beside(host, ProtocolVariable, "proxy_protocol")?.Value ?? "http";
        string? port = null;
        if (sources.Beside(host, PortVariable, "proxy_port") is { } setting)
        {
            port = IsPort(setting.Value)
                ? $":{setting.Value}"
                : throw Errors.ProxyInvalid(setting.Source, "It isn't a port; expected a number from 1 to 65535.");
        }

        // More than a host would take the place of what the other variables specify.
        return host.Value.AsSpan().IndexOfAny("/@?#") < 0
            ? ReadAddress($"{scheme}://{host.Value}{port}", host.Source)
            : throw Errors.ProxyInvalid(host.Source, "It isn't a host; expected a name such as proxy.example.");
    }

    private static NetworkCredential? CredentialsOf(ConnectionSources sources, Setting host) =>
        sources.Beside(host, UserVariable, "proxy_username") is { } user
            ? new NetworkCredential(user.Value, sources.Beside(host, PasswordVariable, "proxy_password")?.Value)
            : null;

    private static bool IsPort(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0;

    private static Uri ReadAddress(string text, string source)
    {
        string address = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        // Before anything else, so that no text of an error holds a password.
        if (address.Contains('@', StringComparison.Ordinal))
            throw Errors.ProxyInvalid(source, "It contains a user name or a password.");
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? proxy)
            && s_schemes.Contains(proxy.Scheme) && proxy.Host.Length > 0
            && proxy.PathAndQuery == "/" && proxy.Fragment.Length == 0
                ? proxy
                : throw Errors.ProxyInvalid(source, "It isn't the address of a proxy; expected one such as http://proxy.example:8080.");
    }
}
