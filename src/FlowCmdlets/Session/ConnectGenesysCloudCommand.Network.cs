using System.Management.Automation;

namespace FlowCmdlets.Session;

public sealed partial class ConnectGenesysCloudCommand
{
    /// <summary>The proxy to use instead of the one of the environment or the system; without user name and password.</summary>
    [Parameter(HelpMessage = "Specifies the proxy to use, such as http://proxy.example:8080.")]
    public string? Proxy { get; set; }

    /// <summary>User name and password for the proxy, wherever its address comes from.</summary>
    [Parameter(HelpMessage = "Specifies the user name and the password for the proxy.")]
    [ProxyCredentialTransformation]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Signs in to the proxy as the current user.</summary>
    [Parameter(HelpMessage = "Authenticates the current user to the proxy.")]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Uses no proxy, whatever the environment or the system specifies.</summary>
    [Parameter(HelpMessage = "Connects without a proxy.")]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>A private gateway that requests go to instead of the region's own hosts.</summary>
    [Parameter(HelpMessage = "Specifies the HTTPS base URL of a private gateway in front of Genesys Cloud.")]
    public string? GatewayUri { get; set; }

    /// <summary>The path of the gateway that leads to the login host.</summary>
    [Parameter(HelpMessage = "Specifies the path of the gateway for sign-in requests.")]
    public string? GatewayLoginPath { get; set; }

    /// <summary>The path of the gateway that leads to the API host.</summary>
    [Parameter(HelpMessage = "Specifies the path of the gateway for API requests.")]
    public string? GatewayApiPath { get; set; }

    /// <summary>How Genesys Cloud is reached: by parameters, else by the other sources.</summary>
    private NetworkSettings ReadNetwork(ConnectionSources sources) => NetworkSettings.Read(sources, new NetworkParameters
    {
        Proxy = Proxy,
        ProxyCredential = ProxyCredential,
        ProxyUseDefaultCredentials = ProxyUseDefaultCredentials,
        NoProxy = NoProxy,
        GatewayUri = GatewayUri,
        GatewayLoginPath = GatewayLoginPath,
        GatewayApiPath = GatewayApiPath,
    });
}
