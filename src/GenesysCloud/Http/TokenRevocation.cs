using GenesysCloud.RateLimiting;

namespace GenesysCloud.Http;

/// <summary>
/// Revokes tokens: <c>DELETE /api/v2/tokens/me</c>. Whoever ends a session waits for it, so it goes at once and is sent at most twice.
/// </summary>
internal sealed class TokenRevocation(
    HttpMessageInvoker http, Uri api, RateLimiter rateLimiter, TimeSpan timeout, ServiceClock time, IClientObserver? observer)
{
    private const string Path = "api/v2/tokens/me";
    private const string Resource = "DELETE /" + Path;

    private static readonly TimeSpan s_delay = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(3);

    private readonly Uri _address = new(api, Path);

    /// <summary>Revokes a token. One that the service rejects has ended already, which is what was wanted.</summary>
    /// <param name="token">The token.</param>
    /// <param name="lane">The lane whose quota it uses.</param>
    /// <param name="cancellationToken">Ends it; the token may have been revoked or not.</param>
    /// <exception cref="GenesysCloudException">It was not revoked.</exception>
    public async Task RevokeAsync(AccessToken token, int lane, CancellationToken cancellationToken)
    {
        var sender = new RequestSender(http, timeout, time, observer, Resource, Path);
        long started = time.GetTimestamp();
        SendResult result = await SendAsync(sender, token, lane, timeout, cancellationToken).ConfigureAwait(false);
        TimeSpan delay = result.RetryAfter ?? s_delay;
        if (IsRepeated(result) && delay <= s_longestDelay && time.GetElapsedTime(started) + delay < timeout)
        {
            string reason = result.Failure is null ? $"{(int)result.Status}" : result.FailureText;
            observer?.Notify(new RetryScheduled(Resource, reason, sender.Attempts + 1, delay));
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
            TimeSpan left = timeout - time.GetElapsedTime(started);
            if (left > TimeSpan.Zero)
                result = await SendAsync(sender, token, lane, left, cancellationToken).ConfigureAwait(false);
        }

        if (result.Failure is OperationCanceledException)
            cancellationToken.ThrowIfCancellationRequested();
        if (!result.IsTokenRejected)
            new ApiResponse(Resource, api.Host, result, sender.Attempts).ThrowIfFailed();
    }

    private bool IsRepeated(SendResult result) =>
        RetryPipelines.MayPass(result, new RetryCall(Resource, IsRepeatable: true, observer, s_longestDelay));

    private async Task<SendResult> SendAsync(
        RequestSender sender, AccessToken token, int lane, TimeSpan limit, CancellationToken cancellationToken)
    {
        RateLimitLease lease = rateLimiter.Force(lane, Resource);
        try
        {
            var message = new HttpRequestMessage(HttpMethod.Delete, _address);
            message.Headers.Authorization = token.Header;
            SendResult result = await sender.SendAsync(message, cancellationToken, cancellationToken, limit).ConfigureAwait(false);
            result.ReportTo(lease);
            return result;
        }
        catch
        {
            lease.NotSent();
            throw;
        }
    }
}
