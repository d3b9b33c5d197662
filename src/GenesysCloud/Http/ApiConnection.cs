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
    TokenPool tokens,
    RateLimiter rateLimiter,
    ResiliencePipeline<SendResult> retry,
    TimeSpan timeout,
    ServiceClock time,
    IClientObserver? observer = null,
    bool sendsOnce = false)
{
    private readonly Action<int>? _openLane = tokens.Size == 1 || sendsOnce ? null : lane => tokens.Open(lane, observer);

    /// <summary>The same connection, reporting to someone else what it does.</summary>
    public ApiConnection ObservedBy(IClientObserver listener) =>
        new(http, address, tokens, rateLimiter, retry, timeout, time, listener, sendsOnce);

    /// <summary>
    /// The same connection for requests that nothing depends on: each is sent at most once, after all that other callers wait to send, and
    /// not at all while its resource is closed after a 429.
    /// </summary>
    /// <param name="isObserved">Whether the observer hears of them.</param>
    public ApiConnection SendingOnce(bool isObserved = false) => new(
        http, address, tokens, rateLimiter, ResiliencePipeline<SendResult>.Empty, timeout, time, isObserved ? observer : null,
        sendsOnce: true);

    /// <summary>The same request with its address worked out, for calls that are made so often that this counts.</summary>
    public ApiRequest Prepare(ApiRequest request) => request with { Address = AddressOf(request) };

    /// <summary>Sends, and reads the response.</summary>
    /// <exception cref="GenesysCloudException">It did not succeed.</exception>
    public async Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class, IApiModel
    {
        ApiResponse response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.Read(type);
    }

    /// <summary>Sends, and tells what came of it without judging.</summary>
    /// <param name="request">The call.</param>
    /// <param name="cancellationToken">Stops waiting and sending; what is on its way goes on if the request names a token of its own for
    /// that.</param>
    /// <exception cref="OperationCanceledException">Stopped, and (where the request must not be repeated) certainly not sent.</exception>
    /// <exception cref="GenesysCloudException">Sign-in failed, or the rate limit asks for a longer wait than the call allows.</exception>
    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (sendsOnce)
            request = request with { Priority = RequestPriority.Tracking, MaxRetryAfter = TimeSpan.Zero };
        var call = new Call(this, request);
        var retryCall = new RetryCall(request.Resource, request.IsRepeatable, observer, request.MaxRetryAfter);
        SendResult result = await RetryPipelines.SendAsync(retry, retryCall, call.SendAsync, cancellationToken).ConfigureAwait(false);
        if (result.Failure is OperationCanceledException && request.IsRepeatable)
            cancellationToken.ThrowIfCancellationRequested();
        return new ApiResponse(request.Resource, address.Host, result, call.Attempts);
    }

    /// <summary>One call in the course of its sendings.</summary>
    private sealed class Call(ApiConnection connection, ApiRequest request)
    {
        private readonly RequestSender _sender = connection.SenderOf(request);
        private readonly RateLimitRequest _turn = connection.TurnOf(request);
        private int _renewedLanes;
        private bool _repeated;
        private SendResult _last = SendResult.None;

        public int Attempts => _sender.Attempts;

        public async Task<SendResult> SendAsync(CancellationToken stop)
        {
            while (true)
            {
                RateLimitLease lease = connection.RateLimiter.TryGo(_turn) ?? await WaitForTurnAsync(stop).ConfigureAwait(false);
                int lane = lease.Lane.Number;
                AccessToken token;
                try
                {
                    token = await connection.Tokens[lane].GetAsync(connection.Observer, stop).ConfigureAwait(false);
                }
                catch (Exception failure)
                {
                    lease.NotSent();
                    // Nothing was sent, so that another token can carry it.
                    if (failure is SignInException && request.Lane is null
                        && connection.Tokens.TrySuspend(lane, failure.Message, connection.Observer))
                    {
                        continue;
                    }

                    throw;
                }

                try
                {
                    ReadOnlyMemory<byte>? body = request.BeforeSend is { } prepare
                        ? await PrepareAsync(prepare, stop).ConfigureAwait(false)
                        : request.Body;
                    _last = await _sender.SendAsync(CreateMessage(token, body), stop, request.Abandon ?? stop).ConfigureAwait(false);
                }
                catch
                {
                    lease.NotSent();
                    throw;
                }

                _last.ReportTo(lease);
                if (!IsSentAgainAtOnce(token, lane))
                    return _last;
            }
        }

        // Once each: in both cases the service has said that it carried nothing out, and that the same request may succeed.
        private bool IsSentAgainAtOnce(AccessToken token, int lane)
        {
            if (connection.SendsOnce)
                return false;
            if (_last.IsBodyIncomplete && !_repeated)
            {
                connection.Observer?.Notify(
                    new RetryScheduled(request.Resource, $"400 {ErrorCodes.ClientFailedRequest}", Attempts + 1, TimeSpan.Zero));
                return _repeated = true;
            }

            return _last.IsTokenRejected && (IsRenewed(token, lane) || IsReplaced(token, lane));
        }

        // Once for each token: what is sent again may go with another one, which may have been revoked as well.
        private bool IsRenewed(AccessToken token, int lane)
        {
            if ((_renewedLanes & (1 << lane)) != 0 || !connection.Tokens[lane].Rejected(token))
                return false;
            _renewedLanes |= 1 << lane;
            return true;
        }

        // A token that was only just issued is rejected too. Where there is another one, that is no reason to fail.
        private bool IsReplaced(AccessToken token, int lane)
        {
            if (request.Lane is not null || !connection.Tokens.TrySuspend(lane, "it was rejected", connection.Observer))
                return false;
            connection.Tokens[lane].Rejected(token);
            return true;
        }

        private static async ValueTask<ReadOnlyMemory<byte>?> PrepareAsync(
            Func<ValueTask<ReadOnlyMemory<byte>>> prepare, CancellationToken stop)
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

        private async ValueTask<RateLimitLease> WaitForTurnAsync(CancellationToken stop)
        {
            string resource = request.Resource;
            try
            {
                RateLimitRequest turn = connection.Observer is not { } observer ? _turn : _turn with
                {
                    Waiting = wait => observer.Notify(new RateLimitWaiting(resource, wait.Reason, wait.Until)),
                };
                return await connection.RateLimiter.WaitAsync(turn, stop).ConfigureAwait(false);
            }
            catch (ObjectDisposedException)
            {
                throw new GenesysCloudException($"{resource}: the session has been closed.", SendOutcome.NotSent)
                {
                    Code = GenesysCloudException.SessionClosed,
                    Attempts = Attempts,
                    Resource = resource,
                };
            }
            catch (RateLimitExceededException tooLong)
            {
                throw new ApiResponse(resource, connection.Host, _last, Attempts).RateLimited(tooLong);
            }
        }

        private HttpRequestMessage CreateMessage(AccessToken token, ReadOnlyMemory<byte>? body)
        {
            var message = new HttpRequestMessage(request.Method, request.Address ?? connection.AddressOf(request));
            message.Headers.Authorization = token.Header;
            RequestSecrets.AddTo(message, request.Secrets);
            if (body is { } bytes)
                message.Content = new TrackedContent(bytes, "application/json");
            return message;
        }
    }

    private RequestSender SenderOf(ApiRequest request) =>
        new(http, timeout, time, observer, request.Resource, request.ShownPath ?? request.Path);

    private RateLimitRequest TurnOf(ApiRequest request) =>
        new(request.Resource, request.Priority, request.MaxRetryAfter) { Lane = request.Lane, OpenLane = _openLane };

    private TokenPool Tokens => tokens;

    private RateLimiter RateLimiter => rateLimiter;

    private IClientObserver? Observer => observer;

    private bool SendsOnce => sendsOnce;

    private string Host => address.Host;

    private Uri AddressOf(ApiRequest request) =>
        new(address, request.Query is null ? request.Path : $"{request.Path}?{request.Query}");
}
