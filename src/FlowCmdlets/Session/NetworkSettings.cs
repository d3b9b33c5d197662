using System.Net;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Http;

namespace FlowCmdlets.Session;

/// <summary>How Genesys Cloud is reached: through which proxy, and through which private gateway.</summary>
/// <remarks>Not a record: a generated ToString would show the proxy with its credentials.</remarks>
internal sealed class NetworkSettings
{
    private readonly Setting? _gatewayHost;
    private readonly GenesysCloudGateway? _gateway;

    private NetworkSettings(IWebProxy? proxy, Setting? gatewayHost, GenesysCloudGateway? gateway) =>
        (Proxy, _gatewayHost, _gateway) = (proxy, gatewayHost, gateway);

    /// <summary>The proxy with its credentials; null for that of the process or the system.</summary>
    public IWebProxy? Proxy { get; }

    /// <summary>Reads the settings: parameters first, then the other sources.</summary>
    /// <exception cref="CmdletErrorException">A value isn't valid, or two contradict each other.</exception>
    public static NetworkSettings Read(ConnectionSources sources, NetworkParameters parameters)
    {
        (Setting? gatewayHost, GenesysCloudGateway? gateway) = GatewaySettings.Read(sources, parameters);
        return new NetworkSettings(ProxySettings.Read(sources, parameters), gatewayHost, gateway);
    }

    /// <summary>The region as it is reached: through the gateway, where there is one.</summary>
    /// <param name="region">The region.</param>
    /// <param name="origin">Where the region comes from; null for the default.</param>
    /// <exception cref="CmdletErrorException">The region is another address than the gateway's, and neither takes precedence.</exception>
    public GenesysCloudRegion Locate(GenesysCloudRegion region, SettingOrigin? origin)
    {
        if (_gateway is null)
            return region;
        if (region.Domain is not null)
            return region.Through(_gateway);

        // A base URL says where requests go, too; the better source wins.
        if (_gatewayHost!.Origin == origin)
            throw Errors.GatewayInvalid(_gatewayHost.Source, $"The region is another base URL, {region.Name}.");
        return origin is null || _gatewayHost.Origin < origin ? GenesysCloudRegion.Behind(_gateway) : region;
    }
}
