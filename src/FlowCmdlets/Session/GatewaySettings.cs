using FlowCmdlets.Pipeline;
using GenesysCloud;

namespace FlowCmdlets.Session;

/// <summary>Reads which private gateway to use.</summary>
/// <remarks>
/// <c>GENESYSCLOUD_GATEWAY_PATH_NAME</c> and <c>_PATH_VALUE</c> are those of the official Terraform provider, and can name one of the two
/// paths only. Paths of the environment are for the gateway of the environment only, and those of a profile for its own.
/// </remarks>
internal static class GatewaySettings
{
    /// <summary>The source of a gateway that was specified as a parameter.</summary>
    public const string Parameter = "-GatewayUri";

    private const string HostVariable = "GENESYSCLOUD_GATEWAY_HOST";
    private const string PortVariable = "GENESYSCLOUD_GATEWAY_PORT";
    private const string ProtocolVariable = "GENESYSCLOUD_GATEWAY_PROTOCOL";
    private const string PathNameVariable = "GENESYSCLOUD_GATEWAY_PATH_NAME";
    private const string PathValueVariable = "GENESYSCLOUD_GATEWAY_PATH_VALUE";
    private const string LoginPathVariable = "GENESYSCLOUD_GATEWAY_LOGIN_PATH";
    private const string ApiPathVariable = "GENESYSCLOUD_GATEWAY_API_PATH";

    private const string ProfilePaths = "gateway_pathparams";

    private const string Login = "login";
    private const string Api = "api";

    /// <summary>The gateway and where it comes from; null if there is none.</summary>
    /// <exception cref="CmdletErrorException">A value isn't valid, or is missing.</exception>
    public static (Setting? Host, GenesysCloudGateway? Gateway) Read(ConnectionSources sources, NetworkParameters parameters)
    {
        Setting? host = sources.Find(Parameter[1..], parameters.GatewayUri, [HostVariable], "gateway_host");
        if (host is null)
        {
            foreach ((string name, string? value) in new[]
                { ("GatewayLoginPath", parameters.GatewayLoginPath), ("GatewayApiPath", parameters.GatewayApiPath) })
            {
                if (!string.IsNullOrWhiteSpace(value))
                    throw new CmdletErrorException(Errors.ParameterMissing(Parameter[1..], name));
            }

            return (null, null);
        }

        string address = host.Origin == SettingOrigin.Parameter ? host.Value : AddressOf(sources, host);
        string? login = parameters.GatewayLoginPath ?? PathOf(sources, host, Login, LoginPathVariable);
        string? api = parameters.GatewayApiPath ?? PathOf(sources, host, Api, ApiPathVariable);
        return GenesysCloudGateway.TryCreate(address, login, api, out GenesysCloudGateway? gateway, out string? problem)
            ? (host, gateway)
            : throw Errors.GatewayInvalid(host.Source, problem);
    }

    private static string AddressOf(ConnectionSources sources, Setting host)
    {
        string protocol = sources.Beside(host, ProtocolVariable, "gateway_protocol")?.Value ?? Uri.UriSchemeHttps;
        string port = sources.Beside(host, PortVariable, "gateway_port") is { } setting ? $":{setting.Value}" : "";
        return $"{protocol}://{host.Value.TrimEnd('/')}{port}";
    }

    private static string? PathOf(ConnectionSources sources, Setting host, string name, string variable)
    {
        if (host.Origin == SettingOrigin.Profile)
            return PathIn(sources.Profile?[ProfilePaths], name);
        if (sources.Beside(host, variable, null) is { } path)
            return path.Value;
        if (sources.Beside(host, PathNameVariable, null) is not { } named)
            return null;
        if (!named.Value.Equals(Login, StringComparison.OrdinalIgnoreCase) && !named.Value.Equals(Api, StringComparison.OrdinalIgnoreCase))
            throw Errors.GatewayInvalid(named.Source, $"Its value isn't '{Login}' or '{Api}'.");
        return named.Value.Equals(name, StringComparison.OrdinalIgnoreCase) ? sources.Beside(host, PathValueVariable, null)?.Value : null;
    }

    // As the official client writes them: {login: /loginpath, api: /apipath}.
    private static string? PathIn(string? paths, string name) => paths?.Trim('{', '}', ' ').Split(',')
        .Select(path => path.Split(':', 2, StringSplitOptions.TrimEntries))
        .FirstOrDefault(path => path.Length == 2 && path[0].Trim('"', '\'').Equals(name, StringComparison.OrdinalIgnoreCase))?[1]
        .Trim('"', '\'');
}
