namespace GenesysCloud.Simulator;

/// <summary>Who asks, and whether there is budget left for it.</summary>
internal static class Admission
{
    private const string Scheme = "Bearer ";

    public static bool Admit(CloudState cloud, Exchange exchange)
    {
        var authorization = exchange.Http.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            exchange.Refuse(401, "authentication.required", "No authentication bearer token specified in authorization header.");
            return false;
        }
        var token = cloud.Tokens.Find(authorization.AsSpan(Scheme.Length));
        if (token is null)
        {
            exchange.Refuse(401);
            return false;
        }
        exchange.Client = token.Client;
        if (cloud.Time.GetElapsedTime(token.Issued) >= token.Lifetime)
        {
            exchange.Refuse(401, "credentials.expired", "The supplied credentials are expired and cannot be used.");
            return false;
        }
        exchange.Token = token;
        return WithinBudget(cloud, exchange, token);
    }

    private static bool WithinBudget(CloudState cloud, Exchange exchange, AccessToken token)
    {
        var settings = cloud.Settings;
        if (settings.RateLimit is { } limit)
        {
            var within = token.Window.TrySpend(cloud.Time, limit, settings, out var budget);
            exchange.Budget = budget;
            if (!within)
            {
                exchange.RefuseTooMany(budget.ResetSeconds);
                return false;
            }
        }
        foreach (var (resource, most) in settings.ResourceLimits)
        {
            var (method, path) = resource.Split(' ', 2) is [var named, var rest] ? (named, rest) : ("*", resource);
            if (!Pattern.Matches(method, path, exchange.Method, exchange.Path)) continue;
            if (token.ResourceWindow(resource).TrySpend(cloud.Time, most, settings, out var budget)) continue;
            exchange.RefuseTooMany(budget.ResetSeconds);
            return false;
        }
        return true;
    }

    public static bool Permits(this Exchange exchange, string permission)
    {
        if (exchange.Client!.Permissions.Contains(permission)) return true;
        exchange.RefusePermission(permission);
        return false;
    }
}
