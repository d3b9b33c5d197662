using System.Net;
using GenesysCloud.RateLimiting;

namespace GenesysCloud.Http;

/// <summary>Sends one request, as often as it is told to, and reports each sending. Belongs to one call.</summary>
/// <remarks>
/// Nothing hangs: each sending has its own timeout, which covers the connection, the response's head and its body.
/// </remarks>
internal sealed class RequestSender(
    HttpMessageInvoker http, TimeSpan timeout, ServiceClock time, IClientObserver? observer, string resource, string path)
{
    /// <summary>How many sendings there were.</summary>
    public int Attempts { get; private set; }

    /// <param name="request">Made for this sending: a request message can be sent once only. It is disposed.</param>
    /// <param name="stop">Not to be sent any more; does not touch what is on its way.</param>
    /// <param name="abandon">Ends what is on its way.</param>
    /// <param name="shorter">How long this sending may take, if that is less than usual.</param>
    public async Task<SendResult> SendAsync(
        HttpRequestMessage request, CancellationToken stop, CancellationToken abandon, TimeSpan? shorter = null)
    {
        TimeSpan longest = shorter ?? timeout;
        using HttpRequestMessage sent = request;
        var secrets = RequestSecrets.Of(request);
        stop.ThrowIfCancellationRequested();
        Attempts++;
        long started = time.GetTimestamp();
        using var end = new CancellationTokenSource(longest, time.Local);
        using CancellationTokenRegistration onAbandon = abandon.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), end);
        bool hasResponse = false;
        SendResult result;
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, end.Token).ConfigureAwait(false);
            hasResponse = true;
            ReadOnlyMemory<byte> body = await ResponseBody.ReadAsync(response.Content, end.Token).ConfigureAwait(false);
            time.Read(response.Headers);
            result = SendResult.Received(
                response,
                body,
                secrets,
                RetryAfter.Read(response.Headers, time),
                RateLimitHeaders.Read(response.Headers));
        }
        catch (Exception failure)
        {
            // Whatever it is, it says nothing but that there is no whole response: a decoder or a proxy setting throws what it likes.
            bool isTimeout = failure is OperationCanceledException && !abandon.IsCancellationRequested;
            result = Failed(request, secrets, failure, hasResponse, isTimeout ? longest : null);
        }

        if (observer is { WantsRequests: true })
        {
            observer.Notify(new RequestSent(
                resource[..resource.IndexOf(' ')], "/" + path, (int)result.Status, Attempts, time.GetElapsedTime(started),
                result.CorrelationId, result.RateLimit is { } limit ? limit.Allowed - limit.Count : null,
                result.Failure is null ? null : result.FailureText));
        }

        return result;
    }

    /// <summary>What a sending without a whole response came to.</summary>
    /// <param name="request">What was sent.</param>
    /// <param name="secrets">What may not be shown.</param>
    /// <param name="failure">What was thrown.</param>
    /// <param name="hasResponse">Whether a response had begun.</param>
    /// <param name="timedOut">The timeout, if that is what ended it; otherwise null.</param>
    private static SendResult Failed(
        HttpRequestMessage request, RequestSecrets secrets, Exception failure, bool hasResponse, TimeSpan? timedOut)
    {
        // Without a body the exception has to tell whether the head went out; such requests launch nothing.
        bool mayHaveArrived = hasResponse
            || (request.Content is TrackedContent body ? body.Started : !TransportFailure.IsBeforeSending(failure));
        if (timedOut is { } longest)
        {
            if (mayHaveArrived)
            {
                return SendResult.Failed(
                    new TimeoutException($"no response was received within {longest.TotalSeconds:0.#} s"), mayHaveArrived);
            }

            failure = new HttpRequestException(HttpRequestError.ConnectionError);
        }

        Exception clean = TransportFailure.Clean(failure, mayHaveArrived, hasResponse);

        // A certificate is text from outside, too.
        if (secrets.IsIn(clean.Message))
            clean = new HttpRequestException(HttpRequestError.SecureConnectionError, "a secure connection (TLS) could not be established");
        return SendResult.Failed(clean, mayHaveArrived);
    }
}
