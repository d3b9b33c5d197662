using System.Globalization;
using GenesysCloud;
using GenesysCloud.Http;
using GenesysCloud.RateLimiting;

namespace FlowCmdlets.Pipeline;

/// <summary>What the rate limit means for those who wait: how long it holds requests now, and how long many will take.</summary>
/// <param name="client">Whose rate limit it is.</param>
/// <param name="ofLaunches">Whether launches are waited for, or else anything but launches.</param>
internal sealed class RateLimitForecast(GenesysCloudClient client, bool ofLaunches)
{
    private const string Launch = "POST /api/v2/flows/executions";

    // The platform counts requests per minute.
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    private DateTimeOffset _heldUntil;

    /// <summary>When the last of so many requests can be sent, from now.</summary>
    /// <param name="requests">How many.</param>
    /// <param name="quota">What is left of the present window.</param>
    /// <param name="now">The present, by the clock of the quota.</param>
    public static TimeSpan TimeToSend(long requests, RateLimitQuota quota, DateTimeOffset now)
    {
        long later = requests - quota.Remaining;
        if (later <= 0)
            return TimeSpan.Zero;
        TimeSpan toNextWindow = quota.ResetsAt > now ? quota.ResetsAt - now : TimeSpan.Zero;
        return toNextWindow + (s_window * ((later - 1) / Math.Max(1, quota.Allowed)));
    }

    /// <inheritdoc cref="TimeToSend(long, RateLimitQuota, DateTimeOffset)" />
    public TimeSpan TimeToSend(long requests) => TimeToSend(requests, client.RateLimitQuota, client.TimeProvider.GetUtcNow());

    /// <summary>Takes in what the client reports.</summary>
    public void OnEvent(ClientEvent clientEvent)
    {
        if (clientEvent is RateLimitWaiting wait && wait.Resource == Launch == ofLaunches)
            _heldUntil = wait.Until;
    }

    /// <summary>
    /// <c>waiting for the rate limit (23 s); </c>, or nothing. It begins a status, because a bar cuts the end of one that is too long.
    /// </summary>
    public string Waiting()
    {
        RateLimitQuota quota = client.RateLimitQuota;
        DateTimeOffset until = quota.Remaining <= 0 && quota.ResetsAt > _heldUntil ? quota.ResetsAt : _heldUntil;
        TimeSpan left = until - client.TimeProvider.GetUtcNow();
        return left > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"waiting for the rate limit ({Math.Ceiling(left.TotalSeconds):0} s); ")
            : "";
    }
}
