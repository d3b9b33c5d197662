using System.Diagnostics.CodeAnalysis;
using GenesysCloud.Http;
using GenesysCloud.Suggestions;

namespace GenesysCloud;

/// <summary>
/// Where a Genesys Cloud organization lives: one of the platform's regions, or a base address of one's own
/// (a gateway, or a simulator on this machine).
/// </summary>
/// <remarks>Source of the table: the region hosts of the official SDKs (18 entries).</remarks>
public sealed class GenesysCloudRegion
{
    private static readonly GenesysCloudRegion[] s_all =
    [
        Of("us-east-1", "mypurecloud.com"),
        Of("us-east-2", "use2.us-gov-pure.cloud"),
        Of("us-west-2", "usw2.pure.cloud"),
        Of("ca-central-1", "cac1.pure.cloud"),
        Of("mx-central-1", "mxc1.pure.cloud"),
        Of("sa-east-1", "sae1.pure.cloud"),
        Of("eu-west-1", "mypurecloud.ie"),
        Of("eu-west-2", "euw2.pure.cloud"),
        Of("eu-central-1", "mypurecloud.de"),
        Of("eu-central-2", "euc2.pure.cloud"),
        Of("eusc-de-east-1", "edee1.eusc-pure.cloud"),
        Of("me-central-1", "mec1.pure.cloud"),
        Of("ap-south-1", "aps1.pure.cloud"),
        Of("ap-southeast-1", "apse1.pure.cloud"),
        Of("ap-southeast-2", "mypurecloud.com.au"),
        Of("ap-northeast-1", "mypurecloud.jp"),
        Of("ap-northeast-2", "apne2.pure.cloud"),
        Of("ap-northeast-3", "apne3.pure.cloud"),
    ];

    // What a region's own hosts begin with.
    private static readonly string[] s_hosts = ["", "api.", "login.", "apps."];

    private GenesysCloudRegion(string name, string? domain, Uri apiAddress, Uri loginAddress, GenesysCloudGateway? gateway = null)
    {
        Name = name;
        Domain = domain;
        ApiAddress = apiAddress;
        LoginAddress = loginAddress;
        Gateway = gateway;
    }

    /// <summary>All regions of the platform, by AWS name.</summary>
    public static IReadOnlyList<GenesysCloudRegion> All => s_all;

    /// <summary>The region the official clients assume when none is given: <c>us-east-1</c>.</summary>
    public static GenesysCloudRegion Default => s_all[0];

    /// <summary>The AWS name, such as <c>eu-central-1</c>; for a base address, its host and port.</summary>
    public string Name { get; }

    /// <summary>The region's domain, such as <c>mypurecloud.de</c>; null for a base address.</summary>
    public string? Domain { get; }

    /// <summary>What API paths are appended to; ends with a slash.</summary>
    public Uri ApiAddress { get; }

    /// <summary>What <c>oauth/token</c> is appended to; ends with a slash.</summary>
    public Uri LoginAddress { get; }

    /// <summary>The gateway that requests go to instead of the region's own hosts; null if there is none.</summary>
    public GenesysCloudGateway? Gateway { get; }

    /// <summary>A gateway whose region isn't known; its name is the gateway's host and port.</summary>
    public static GenesysCloudRegion Behind(GenesysCloudGateway gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        return new GenesysCloudRegion(gateway.ToString(), null, gateway.ApiAddress, gateway.LoginAddress, gateway);
    }

    /// <summary>The same region, reached through a gateway.</summary>
    public GenesysCloudRegion Through(GenesysCloudGateway gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        return new GenesysCloudRegion(Name, Domain, gateway.ApiAddress, gateway.LoginAddress, gateway);
    }

    /// <summary>
    /// Reads an AWS name (with <c>-</c> or <c>_</c>), a domain, a host such as <c>api.mypurecloud.ie</c>, any HTTPS address on such a host,
    /// as copied from a browser or a tutorial, or a full base address.
    /// </summary>
    /// <param name="text">What a person or an environment variable gave.</param>
    /// <param name="region">The region, when the text names one.</param>
    /// <param name="problem">Otherwise why not, and what would do.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out GenesysCloudRegion? region, [NotNullWhen(false)] out string? problem)
    {
        region = null;
        problem = null;
        string value = text?.Trim() ?? "";
        if (value.Length == 0)
        {
            problem = "The region is empty. Expected an AWS name such as 'eu-central-1', a domain such as 'mypurecloud.de', or a base URL.";
            return false;
        }

        region = Find(value) ?? FindByPage(value);
        if (region is not null)
            return true;
        if (value.Contains("://", StringComparison.Ordinal))
        {
            if (!TryParseAddress(value, out Uri? address, out problem))
                return false;
            region = new GenesysCloudRegion(address.Authority, null, address, address);
            return true;
        }

        IReadOnlyList<string> near = NameSuggestions.Nearest(
            value.Replace('_', '-'), s_all.SelectMany(r => new[] { r.Name, r.Domain! }), most: 1);
        problem = $"'{Redact(value)}' isn't a Genesys Cloud region{NameSuggestions.Ask(near)} " +
            $"Expected one of {string.Join(", ", s_all.Select(r => r.Name))}, a domain such as 'mypurecloud.de', or an HTTPS base URL.";
        return false;
    }

    /// <inheritdoc />
    public override string ToString() => Name;

    /// <summary>A text that was given as a region, fit to be shown: without user name, password, query, and fragment.</summary>
    internal static string Redact(string text)
    {
        // A password may hold any character, so everything up to the last @ is one.
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        int start = scheme < 0 ? 0 : scheme + 3;
        int userInfoEnd = text.LastIndexOf('@');
        string shown = userInfoEnd < start ? text : $"{text[..start]}***{text[userInfoEnd..]}";
        int query = shown.AsSpan(start).IndexOfAny('?', '#');
        return query < 0 ? shown : shown[..(start + query)];
    }

    private static GenesysCloudRegion? Find(string value)
    {
        string name = value.Replace('_', '-');
        string host = value;
        foreach (string prefix in (ReadOnlySpan<string>)["https://", "api.", "login.", "apps."])
        {
            if (host.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                host = host[prefix.Length..];
        }

        host = host.TrimEnd('/');
        return Array.Find(s_all, r =>
            r.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || r.Domain!.Equals(host, StringComparison.OrdinalIgnoreCase));
    }

    // Whatever page of a region's own hosts it is, the region is meant; a port or a user name is of no such page.
    private static GenesysCloudRegion? FindByPage(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out Uri? page)
        && page is { Scheme: "https", IsDefaultPort: true, UserInfo: "" }
        && page.Host is { Length: > 0 } host
            ? Array.Find(s_all, region => s_hosts.Any(prefix => host.Equals(prefix + region.Domain, StringComparison.OrdinalIgnoreCase)))
            : null;

    /// <summary>Reads a base address: HTTPS, except on this machine. It ends with a slash.</summary>
    internal static bool TryParseAddress(
        string value, [NotNullWhen(true)] out Uri? address, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        if (!Uri.TryCreate(value.TrimEnd('/') + "/", UriKind.Absolute, out address)
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            || address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            problem = "The base URL isn't valid. Expected https://host[:port][/path], without a user name, query, or fragment.";
            return false;
        }

        // A client secret and a token travel on this connection: in the clear they may only stay on this machine.
        if (address.Scheme == Uri.UriSchemeHttp && !ProxyRoute.IsLoopback(address))
        {
            problem = $"'{address}' isn't encrypted. HTTP is accepted only for this machine (127.0.0.1, localhost, [::1]); use HTTPS.";
            return false;
        }

        return true;
    }

    private static GenesysCloudRegion Of(string name, string domain) =>
        new(name, domain, new Uri($"https://api.{domain}/"), new Uri($"https://login.{domain}/"));
}
