using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Faults;
using GenesysCloud.Simulator.Http;

namespace GenesysCloud.Simulator.Hosting;

/// <summary>The routes of a private gateway in front of the service, with a path of its own for sign-in and for the API.</summary>
internal static class GatewayRoutes
{
    /// <summary>What the gateway responds to paths that it has no route for.</summary>
    public static Fault NoRoute { get; } = new(FaultKind.ForeignBefore)
    {
        Status = 404,
        Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
        Body = """{"message":"no route matched"}""",
    };

    /// <summary>Removes the path of the gateway from a request; false if the gateway has no route for it.</summary>
    public static bool TryEnter(SimulatorSettings settings, RequestContext context) =>
        TryEnter(settings.GatewayLoginPath, "/oauth/", context) || TryEnter(settings.GatewayApiPath, "/api/", context)
        || (settings.GatewayLoginPath.Length == 0 && settings.GatewayApiPath.Length == 0);

    private static bool TryEnter(string gatewayPath, string servicePath, RequestContext context)
    {
        if (!context.Path.StartsWith(gatewayPath + servicePath, StringComparison.Ordinal))
            return false;
        context.Path = context.Path[gatewayPath.Length..];
        return true;
    }
}
