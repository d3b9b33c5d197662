using GenesysCloud.Simulator.Http;

namespace GenesysCloud.Simulator.Api;

/// <summary>Routes requests to endpoints. Requests under <c>/api/v2</c> are authenticated and counted first.</summary>
internal static class Router
{
    private const string Root = "/api/v2/";

    public static void Handle(CloudState cloud, RequestContext context)
    {
        if (context.Path == "/oauth/token")
        {
            if (Is(context, "POST"))
                OAuthTokenEndpoint.Issue(cloud, context);
            return;
        }

        if (context.Path == "/oauth/authorize")
        {
            if (Is(context, "GET"))
                OAuthAuthorizeEndpoint.Authorize(cloud, context);
            return;
        }

        if (context.Path.StartsWith(InstanceDownloads.Path, StringComparison.Ordinal))
        {
            if (Is(context, "GET"))
                InstanceDownloads.Get(cloud, context);
            return;
        }

        if (!context.Path.StartsWith(Root, StringComparison.Ordinal))
        {
            context.WriteError(404);
            return;
        }

        if (Authentication.Authenticate(cloud, context) is not { } token || !RateLimiter.TryAcquire(cloud, context, token))
            return;
        // The most frequent request is matched first, without splitting its path.
        if (context.Path == "/api/v2/flows/executions")
        {
            if (Is(context, "POST"))
                LaunchEndpoint.Launch(cloud, context);
            return;
        }

        Route(cloud, context, context.Path[Root.Length..].Split('/'));
    }

    private static void Route(CloudState cloud, RequestContext context, string[] path)
    {
        switch (path)
        {
            case ["tokens", "me"]:
                TokenEndpoint.Me(cloud, context);
                break;
            case ["users", "me"]:
                if (Is(context, "GET"))
                    UserEndpoint.Me(context);
                break;
            case ["organizations", "me"]:
                if (Is(context, "GET"))
                    OrganizationEndpoint.Me(cloud, context);
                break;
            case ["organizations", "limits", "namespaces", var limitNamespace]:
                if (Is(context, "GET"))
                    OrganizationEndpoint.Limits(cloud, context, limitNamespace);
                break;
            case ["authorization", "subjects", "me"]:
                if (Is(context, "GET"))
                    AuthorizationEndpoint.Me(cloud, context);
                break;
            case ["routing", "queues"]:
                if (context.Method == "GET")
                    QueueEndpoints.List(cloud, context);
                else if (Is(context, "POST"))
                    QueueEndpoints.Create(cloud, context);
                break;
            case ["routing", "queues", var queue]:
                QueueEndpoints.One(cloud, context, queue);
                break;
            case ["externalcontacts", "scan", "contacts"]:
                if (Is(context, "GET"))
                    ScanEndpoints.Contacts(context);
                break;
            case ["analytics", "conversations", "details", "query"]:
                if (Is(context, "POST"))
                    ScanEndpoints.Conversations(context);
                break;
            case ["users", "search"]:
                if (Is(context, "POST"))
                    UserEndpoints.Search(cloud, context);
                break;
            case ["externalcontacts", "reversewhitepageslookup"]:
                if (Is(context, "GET"))
                    ContactEndpoints.ReverseLookup(cloud, context);
                break;
            case ["externalcontacts", "identifierlookup", "contacts"]:
                if (Is(context, "POST"))
                    ContactEndpoints.IdentifierLookup(cloud, context);
                break;
            case ["externalcontacts", "externalsources"]:
                if (Is(context, "GET"))
                    ContactEndpoints.Sources(cloud, context);
                break;
            case ["notifications", "channels"]:
                NotificationEndpoints.Channels(cloud, context);
                break;
            case ["notifications", "channels", var channel]:
                NotificationEndpoints.One(cloud, context, channel);
                break;
            case ["notifications", "channels", var channel, "subscriptions"]:
                NotificationEndpoints.Subscriptions(cloud, context, channel);
                break;
            case ["flows"]:
                if (Is(context, "GET"))
                    FlowEndpoints.List(cloud, context);
                break;
            case ["flows", "lookup"]:
                if (Is(context, "GET"))
                    FlowEndpoints.Lookup(cloud, context);
                break;
            case ["flows", "executions", var id]:
                if (Is(context, "GET"))
                    ExecutionEndpoint.Get(cloud, context, id);
                break;
            case ["flows", "instances", "query"]:
                if (Is(context, "POST"))
                    InstanceEndpoints.Query(cloud, context);
                break;
            case ["flows", "instances", "jobs"]:
                if (Is(context, "POST"))
                    InstanceJobEndpoints.Start(cloud, context);
                break;
            case ["flows", "instances", "jobs", var id]:
                if (Is(context, "GET"))
                    InstanceJobEndpoints.Get(cloud, context, id);
                break;
            case ["flows", "instances", "settings", "executiondata"]:
                InstanceEndpoints.ExecutionData(cloud, context);
                break;
            case ["flows", "instances", "settings", "loglevels"]:
                if (Is(context, "GET"))
                    LogLevelEndpoints.List(cloud, context);
                break;
            case ["flows", "instances", "settings", "loglevels", "default"]:
                LogLevelEndpoints.Default(cloud, context);
                break;
            case ["flows", "instances", var id]:
                if (Is(context, "GET"))
                    InstanceJobEndpoints.StartOne(cloud, context, id);
                break;
            case ["flows", var id, "instances", "settings", "loglevels"]:
                LogLevelEndpoints.OfFlow(cloud, context, id);
                break;
            case ["analytics", "flowexecutions", "aggregates", "query"]:
                if (Is(context, "POST"))
                    AggregateEndpoint.Query(cloud, context);
                break;
            case ["flows", var id]:
                if (Is(context, "GET"))
                    FlowEndpoints.Get(cloud, context, id);
                break;
            case ["flows", var id, "versions"]:
                if (Is(context, "GET"))
                    FlowEndpoints.Versions(cloud, context, id);
                break;
            case ["flows", var id, "versions", var version]:
                if (Is(context, "GET"))
                    FlowEndpoints.Version(cloud, context, id, version);
                break;
            default:
                context.WriteError(404);
                break;
        }
    }

    /// <summary>Whether the request has the method; if not, a 405 is written.</summary>
    internal static bool Is(RequestContext context, string method)
    {
        if (context.Method == method)
            return true;
        context.WriteError(405);
        return false;
    }
}
