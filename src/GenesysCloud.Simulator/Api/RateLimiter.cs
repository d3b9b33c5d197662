using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;

namespace GenesysCloud.Simulator.Api;

/// <summary>Counts requests against the limits of their token, of its client, and of single resources.</summary>
internal static class RateLimiter
{
    private const string ClientLimit = "org.app.user.rate.per.minute";

    /// <summary>Whether the request is within all limits; if not, a 429 is written.</summary>
    public static bool TryAcquire(CloudState cloud, RequestContext context, IssuedToken token) =>
        IsWithinTokenLimit(cloud, context, token) && IsWithinClientLimit(cloud, context, token)
        && IsWithinResourceLimits(cloud, context, token);

    private static bool IsWithinTokenLimit(CloudState cloud, RequestContext context, IssuedToken token)
    {
        if (cloud.Settings.RateLimit is not { } limit)
            return true;
        bool acquired = token.Window.TryAcquire(cloud.Time, limit, cloud.Settings, out RateLimitStatus status);
        context.RateLimit = status;
        if (!acquired)
            context.WriteRateLimitError(status.ResetSeconds);
        return acquired;
    }

    private static bool IsWithinClientLimit(CloudState cloud, RequestContext context, IssuedToken token)
    {
        if (cloud.Settings.ClientRateLimit is not { } limit
            || cloud.Tokens.ClientWindow(token.Client).TryAcquire(cloud.Time, limit, cloud.Settings, out RateLimitStatus status))
        {
            return true;
        }

        context.WriteRateLimitError(status.ResetSeconds, limitKey: ClientLimit);
        return false;
    }

    private static bool IsWithinResourceLimits(CloudState cloud, RequestContext context, IssuedToken token)
    {
        SimulatorSettings settings = cloud.Settings;
        foreach ((string resource, int limit) in settings.ResourceLimits)
        {
            (string method, string path) = resource.Split(' ', 2) is [var named, var rest] ? (named, rest) : ("*", resource);
            if (!RequestPattern.Matches(method, path, context.Method, context.Path))
                continue;
            if (token.ResourceWindow(resource).TryAcquire(cloud.Time, limit, settings, out RateLimitStatus status))
                continue;
            context.WriteRateLimitError(status.ResetSeconds);
            return false;
        }

        return true;
    }
}
