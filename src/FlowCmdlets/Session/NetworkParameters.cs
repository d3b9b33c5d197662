using System.Management.Automation;

namespace FlowCmdlets.Session;

/// <summary>The parameters of Connect-GenesysCloud that say how Genesys Cloud is reached; null where one was not specified.</summary>
/// <remarks>Not a record: a generated ToString would print the address of the proxy, which may hold a password.</remarks>
internal sealed class NetworkParameters
{
    public string? Proxy { get; init; }

    public PSCredential? ProxyCredential { get; init; }

    public bool ProxyUseDefaultCredentials { get; init; }

    public bool NoProxy { get; init; }

    public string? GatewayUri { get; init; }

    public string? GatewayLoginPath { get; init; }

    public string? GatewayApiPath { get; init; }
}
