using System.Net;
using System.Text.Json.Serialization.Metadata;
using GenesysCloud.RateLimiting;
using Polly;

namespace GenesysCloud.Http;

/// <summary>
/// The one way every API request goes: paced, signed, sent, reported, sent again where that is right, read.
/// </summary>
internal sealed class ApiConnection(
    HttpMessageInvoker http,
    Uri address,
    AccessTokenSource tokens,
    Pacer pacer,
    ResiliencePipeline<Attempt> retry,
    TimeSpan timeout,
    ServiceClock time,
    IClientObserver? observer = null)
{
    /// <summary>The same connection, telling somebody else what it does.</summary>
    public ApiConnection ObservedBy(IClientObserver listener) => new(http, address, tokens, pacer, retry, timeout, time, listener);

    /// <summary>The same request with its address worked out, for calls that are made so often that this counts.</summary>
    public ApiRequest Prepare(ApiRequest request) => request with { Address = AddressOf(request) };

    /// <summary>Sends, and reads the answer.</summary>
    /// <exception cref="GenesysCloudException">It did not succeed.</exception>
    public async Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class, IApiModel
    {
        ApiAnswer answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.Read(type);
    }

    /// <summary>Sends, and tells what came of it without judging.</summary>
    /// <param name="request">The call.</param>
    /// <param name="cancellationToken">Stops waiting and sending; what is on its way goes on if the request names a token of its own for that.</param>
    /// <exception cref="OperationCanceledException">Stopped, and (for a launch) certainly not sent.</exception>
    /// <exception cref="GenesysCloudException">Sign-in failed, or the rate limit asks for a longer wait than the call allows.</exception>
    public async Task<ApiAnswer> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var call = new Call(this, request);
        var retryCall = new RetryCall(request.Resource, request.IsLaunch, observer, request.MaxRetryAfter);
        Attempt attempt = await RetryPipelines.SendAsync(retry, retryCall, call.SendAsync, cancellationToken).ConfigureAwait(false);
        if (attempt.Failure is OperationCanceledException && !request.IsLaunch)
            cancellationToken.ThrowIfCancellationRequested();
        return new ApiAnswer(request.Resource, address.Host, attempt, call.Attempts);
    }

    /// <summary>One call in the course of its sendings.</summary>
    private sealed class Call(ApiConnection connection, ApiRequest request)
    {
        private readonly AttemptSender _sender = connection.SenderOf(request);
        private bool _renewed;
        private bool _repeated;
        private Attempt _last = Attempt.None;

        public int Attempts => _sender.Attempts;

        public async Task<Attempt> SendAsync(CancellationToken stop)
        {
            while (true)
            {
                PacerTicket ticket = connection.Pacer.TryGo(request.Resource) ?? await WaitForTurnAsync(stop).ConfigureAwait(false);
                AccessToken token;
                try
                {
                    token = await connection.Tokens.GetAsync(connection.Observer, stop).ConfigureAwait(false);
                    ReadOnlyMemory<byte>? body = request.BeforeSend is { } prepare ? await PrepareAsync(prepare, stop).ConfigureAwait(false) : request.Body;
                    _last = await _sender.SendAsync(CreateMessage(token, body), stop, request.Abandon ?? stop).ConfigureAwait(false);
                }
                catch
                {
                    ticket.NotSent();
                    throw;
                }

                Report(ticket, _last);
                if (!IsSentAgainAtOnce(token))
                    return _last;
            }
        }

        // Once each: in both cases the service has said that it carried nothing out, and that the same request may succeed.
        private bool IsSentAgainAtOnce(AccessToken token)
        {
            if (_last.IsBodyIncomplete && !_repeated)
            {
                connection.Observer?.Notify(new RetryScheduled(request.Resource, $"400 {ErrorCodes.ClientFailedRequest}", Attempts + 1, TimeSpan.Zero));
                return _repeated = true;
            }

            return _last.IsTokenRejected && !_renewed && connection.Tokens.Rejected(token) && (_renewed = true);
        }

        private static async ValueTask<ReadOnlyMemory<byte>?> PrepareAsync(Func<ValueTask<ReadOnlyMemory<byte>>> prepare, CancellationToken stop)
        {
            try
            {
                return await prepare().ConfigureAwait(false);
            }
            catch (Exception reason) when (reason is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                throw new BeforeSendException(reason);
            }
        }

        private async ValueTask<PacerTicket> WaitForTurnAsync(CancellationToken stop)
        {
            string resource = request.Resource;
            try
            {
                var pace = new PaceRequest(
                    resource,
                    request.Priority,
                    request.MaxRetryAfter,
                    connection.Observer is { } observer ? wait => observer.Notify(new RateLimitWaiting(resource, wait.Reason, wait.Until)) : null);
                return await connection.Pacer.WaitAsync(pace, stop).ConfigureAwait(false);
            }
            catch (ObjectDisposedException)
            {
                throw new GenesysCloudException($"{resource}: the session has been closed.", SendOutcome.NotSent) { Code = GenesysCloudException.SessionClosed, Attempts = Attempts, Resource = resource };
            }
            catch (RateLimitExceededException tooLong)
            {
                throw new ApiAnswer(resource, connection.Host, _last, Attempts).RateLimited(tooLong);
            }
        }

        private static void Report(PacerTicket ticket, Attempt attempt)
        {
            if (attempt.Status == HttpStatusCode.TooManyRequests)
                ticket.Refused(attempt.RateLimit, attempt.RetryAfter);
            else if (attempt.Failure is null)
                ticket.Answered(attempt.RateLimit);
            else if (attempt.MayHaveArrived)
                ticket.Lost();
            else
                ticket.NotSent();
        }

        private HttpRequestMessage CreateMessage(AccessToken token, ReadOnlyMemory<byte>? body)
        {
            var message = new HttpRequestMessage(request.Method, request.Address ?? connection.AddressOf(request));
            message.Headers.Authorization = token.Header;
            if (body is { } bytes)
                message.Content = new TrackedContent(bytes, "application/json");
            return message;
        }
    }

    private AttemptSender SenderOf(ApiRequest request) => new(http, timeout, time, observer, request.Resource, request.Path);

    private AccessTokenSource Tokens => tokens;

    private Pacer Pacer => pacer;

    private IClientObserver? Observer => observer;

    private string Host => address.Host;

    private Uri AddressOf(ApiRequest request) =>
        new(address, request.Query is null ? request.Path : $"{request.Path}?{request.Query}");
}
