using Polly;

namespace GenesysCloud.Http;

/// <summary>
/// Downloads from signed addresses: they are good without a token, and for anyone who has them. So no token is sent along, and the address
/// is neither reported nor part of an error; a redirect is not followed.
/// </summary>
internal sealed class SignedDownload(
    HttpMessageInvoker http, Uri api, ResiliencePipeline<SendResult> retry, TimeSpan timeout, TimeProvider time, IClientObserver? observer)
{
    /// <summary>What errors and events name instead of the address.</summary>
    public const string Resource = "GET execution data file";

    /// <summary>The whole file, at most <see cref="ResponseBody.MaxBytes"/>.</summary>
    /// <param name="address">The signed address.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GenesysCloudException">The address is not one to download from, or the download failed.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(string? address, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || !IsTrusted(uri))
            throw new GenesysCloudException("The download address is not an HTTPS address.", SendOutcome.NotSent) { Resource = Resource };

        // A clock of its own: that of the file store is not the service's.
        var sender = new RequestSender(http, timeout, new ServiceClock(time), observer, Resource, "execution data file");
        SendResult result = await RetryPipelines.SendAsync(
            retry,
            new RetryCall(Resource, IsRepeatable: true, observer, ApiRequest.DefaultMaxRetryAfter),
            stop => sender.SendAsync(new HttpRequestMessage(HttpMethod.Get, uri), stop, stop),
            cancellationToken).ConfigureAwait(false);
        if (result.Failure is OperationCanceledException)
            cancellationToken.ThrowIfCancellationRequested();
        return result.IsSuccess ? result.Body : throw Failed(result, sender.Attempts);
    }

    // On this machine, where the API is too, nothing can read along.
    private bool IsTrusted(Uri address) =>
        address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address is { Scheme: "http", IsLoopback: true } && api.IsLoopback));

    private static GenesysCloudException Failed(SendResult result, int attempts) => new(
        result switch
        {
            { Failure: not null } => $"The download failed: {result.FailureText}.",
            { Status: var status } when (int)status is >= 300 and < 400 =>
                $"The download address redirects (status {(int)status}), which is not followed.",
            { Status: var status } => $"The download was refused with status {(int)status}; the address may have expired.",
        },
        SendOutcome.Unknown,
        result.Failure)
    {
        Status = result.Failure is null ? (int)result.Status : null,
        Attempts = attempts,
        Resource = Resource,
    };
}
