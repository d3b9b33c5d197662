namespace GenesysCloud.Simulator;

/// <summary>Which call a request is. Everything under <c>/api/v2</c> is signed and counted before it is looked at.</summary>
internal static class Routes
{
    private const string Api = "/api/v2/";

    public static void Handle(CloudState cloud, Exchange exchange)
    {
        if (exchange.Path == "/oauth/token")
        {
            if (Is(exchange, "POST")) TokenEndpoint.Issue(cloud, exchange);
            return;
        }
        if (!exchange.Path.StartsWith(Api, StringComparison.Ordinal))
        {
            exchange.Refuse(404);
            return;
        }
        if (!Admission.Admit(cloud, exchange)) return;
        // The one that comes by the ten thousand goes first.
        if (exchange.Path == "/api/v2/flows/executions")
        {
            if (Is(exchange, "POST")) LaunchEndpoint.Launch(cloud, exchange);
            return;
        }
        Route(cloud, exchange, exchange.Path[Api.Length..].Split('/'));
    }

    private static void Route(CloudState cloud, Exchange exchange, string[] path)
    {
        switch (path)
        {
            case ["tokens", "me"]:
                TokenEndpoint.Me(cloud, exchange);
                break;
            case ["organizations", "me"]:
                if (Is(exchange, "GET")) OrganizationEndpoint.Me(cloud, exchange);
                break;
            case ["organizations", "limits", "namespaces", var limited]:
                if (Is(exchange, "GET")) OrganizationEndpoint.Limits(cloud, exchange, limited);
                break;
            case ["flows"]:
                if (Is(exchange, "GET")) FlowEndpoints.List(cloud, exchange);
                break;
            case ["flows", "lookup"]:
                if (Is(exchange, "GET")) FlowEndpoints.Lookup(cloud, exchange);
                break;
            case ["flows", "executions", var id]:
                if (Is(exchange, "GET")) ExecutionEndpoint.Get(cloud, exchange, id);
                break;
            case ["flows", "instances", "query"]:
                if (Is(exchange, "POST")) InstanceEndpoints.Query(cloud, exchange);
                break;
            case ["flows", "instances", "settings", "executiondata"]:
                if (Is(exchange, "GET")) InstanceEndpoints.ExecutionData(cloud, exchange);
                break;
            case ["flows", var id]:
                if (Is(exchange, "GET")) FlowEndpoints.Get(cloud, exchange, id);
                break;
            case ["flows", var id, "versions"]:
                if (Is(exchange, "GET")) FlowEndpoints.Versions(cloud, exchange, id);
                break;
            case ["flows", var id, "versions", var version]:
                if (Is(exchange, "GET")) FlowEndpoints.Version(cloud, exchange, id, version);
                break;
            default:
                exchange.Refuse(404);
                break;
        }
    }

    private static bool Is(Exchange exchange, string method)
    {
        if (exchange.Method == method) return true;
        exchange.Refuse(405);
        return false;
    }
}
