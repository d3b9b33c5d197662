using System.Net;
using System.Net.Http.Headers;
using GenesysCloud.RateLimiting;

namespace GenesysCloud.Http;

/// <summary>Sends one request, as often as it is told to, and reports each sending. Belongs to one call.</summary>
/// <remarks>
/// Nothing hangs: each sending has its own time-out, which covers the connection, the answer's head and its body.
/// </remarks>
internal sealed class AttemptSender(HttpMessageInvoker http, TimeSpan timeout, ServiceClock time, IClientObserver? observer, string resource, string path)
{
    private const string CorrelationHeader = "ININ-Correlation-Id";

    /// <summary>How many sendings there were.</summary>
    public int Attempts { get; private set; }

    /// <param name="request">Made for this sending: a request message can be sent once only. It is disposed.</param>
    /// <param name="stop">Not to be sent any more; does not touch what is on its way.</param>
    /// <param name="abandon">Ends what is on its way.</param>
    public async Task<Attempt> SendAsync(HttpRequestMessage request, CancellationToken stop, CancellationToken abandon)
    {
        using HttpRequestMessage sent = request;
        stop.ThrowIfCancellationRequested();
        Attempts++;
        long started = time.GetTimestamp();
        using var end = new CancellationTokenSource(timeout, time.Local);
        using CancellationTokenRegistration onAbandon = abandon.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), end);
        bool answered = false;
        Attempt attempt;
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, end.Token).ConfigureAwait(false);
            answered = true;
            byte[] body = await response.Content.ReadAsByteArrayAsync(end.Token).ConfigureAwait(false);
            time.Read(response.Headers);
            attempt = Attempt.Answer(
                response, body, CorrelationIdOf(response), RetryAfter.Read(response.Headers, time), RateLimitHeaders.Read(response.Headers));
        }
        catch (Exception failure) when (answered || failure is HttpRequestException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Once an answer has begun, whatever goes wrong with it is an answer lost: a body that cannot be unpacked throws what
            // its decoder likes, and the request has been carried out all the same.
            attempt = Failed(request, failure, abandon.IsCancellationRequested);
        }

        if (observer is { WantsRequests: true })
        {
            observer.Notify(new RequestSent(
                resource[..resource.IndexOf(' ')], "/" + path, (int)attempt.Status, Attempts, time.GetElapsedTime(started),
                attempt.CorrelationId, attempt.RateLimit is { } limit ? limit.Allowed - limit.Count : null, attempt.Failure is null ? null : attempt.FailureText));
        }

        return attempt;
    }

    private static string? CorrelationIdOf(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues(CorrelationHeader, out HeaderStringValues id) ? id.ToString() : null;

    private Attempt Failed(HttpRequestMessage request, Exception failure, bool isAbandoned)
    {
        // Without a body the exception has to tell whether the head went out; such requests launch nothing.
        bool mayHaveArrived = request.Content is TrackedContent body ? body.Started : !IsBeforeSending(failure);
        if (failure is OperationCanceledException && !isAbandoned)
        {
            failure = mayHaveArrived
                ? new TimeoutException($"no response was received within {timeout.TotalSeconds:0.#} s", failure)
                : new HttpRequestException(HttpRequestError.ConnectionError, null, failure);
        }

        return Attempt.Failed(failure, mayHaveArrived);
    }

    private static bool IsBeforeSending(Exception failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };
}
