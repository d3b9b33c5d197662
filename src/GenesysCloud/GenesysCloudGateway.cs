using System.Diagnostics.CodeAnalysis;
using GenesysCloud.Http;

namespace GenesysCloud;

/// <summary>
/// A private gateway in front of Genesys Cloud, with a path of its own for each of the login host and the API host.
/// </summary>
/// <remarks>As in the official SDKs: <c>{gateway}/{login path}/oauth/token</c> and <c>{gateway}/{API path}/api/v2/…</c>.</remarks>
public sealed class GenesysCloudGateway
{
    private GenesysCloudGateway(Uri apiAddress, Uri loginAddress) => (ApiAddress, LoginAddress) = (apiAddress, loginAddress);

    /// <summary>What API paths are appended to; ends with a slash.</summary>
    public Uri ApiAddress { get; }

    /// <summary>What <c>oauth/token</c> is appended to; ends with a slash.</summary>
    public Uri LoginAddress { get; }

    /// <summary>Reads the address of a gateway.</summary>
    /// <param name="address">The base address: HTTPS, except on this machine. A path is kept.</param>
    /// <param name="loginPath">The path of the login host, with or without slashes; null or empty for none.</param>
    /// <param name="apiPath">The path of the API host, with or without slashes; null or empty for none.</param>
    /// <param name="gateway">The gateway, when it is one.</param>
    /// <param name="problem">Otherwise why not, and what would do.</param>
    public static bool TryCreate(
        string? address,
        string? loginPath,
        string? apiPath,
        [NotNullWhen(true)] out GenesysCloudGateway? gateway,
        [NotNullWhen(false)] out string? problem)
    {
        gateway = null;
        if (!GenesysCloudRegion.TryParseAddress(address?.Trim() ?? "", out Uri? root, out problem))
            return false;
        if (!TryAppend(root, loginPath, out Uri? login) || !TryAppend(root, apiPath, out Uri? api))
        {
            problem = "A path of the gateway isn't valid. Expected a path such as 'login', without a host, a query, '..', or a fragment.";
            return false;
        }

        gateway = new GenesysCloudGateway(api, login);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => ApiAddress.Authority;

    private static bool TryAppend(Uri root, string? path, [NotNullWhen(true)] out Uri? address)
    {
        string trimmed = path?.Trim().Trim('/') ?? "";
        address = root;
        if (trimmed.Length == 0)
            return true;
        // What is no plain path would change the host, or end before the part that is appended to it.
        return trimmed.AsSpan().IndexOfAny("?#\\:@") < 0
            && !trimmed.Split('/').Any(part => part is "" or "." or "..")
            && Uri.TryCreate(root, trimmed + "/", out address);
    }
}
