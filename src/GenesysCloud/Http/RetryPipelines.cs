using System.Net;
using Polly;
using Polly.Retry;

namespace GenesysCloud.Http;

/// <summary>What a retry needs to know of the call it is about.</summary>
/// <param name="Resource">Method and path template.</param>
/// <param name="IsRepeatable">Sending it twice does no more than sending it once.</param>
/// <param name="Observer">Who wants to hear of retries.</param>
/// <param name="MaxRetryAfter">A longer wait is not waited for.</param>
internal sealed record RetryCall(string Resource, bool IsRepeatable, IClientObserver? Observer, TimeSpan MaxRetryAfter)
{
    /// <summary>How often it is sent again after a name that could not be resolved; null for as often as after other failures.</summary>
    public int? NameRetries { get; init; }
}

/// <summary>
/// When a request is sent again. Those that can be repeated (reads): after 408, 429, 5xx and network trouble. Others (launches, and what
/// else changes something): only when it is certain that nothing happened, which is after 429 and when nothing was sent.
/// </summary>
/// <remarks>
/// Not handled here: a 401, since renewing the token once is part of signing a request, and a body that did not arrive whole, which is sent
/// once more at once.
/// </remarks>
internal static class RetryPipelines
{
    // Trouble on the way passes within seconds or not soon: 0.5 + 1 + 2 + 4 + 8 s, each with jitter.
    private const int TransientRetries = 5;

    // A token shared with other programs may meet several refusals in a row; each is waited out by the rateLimiter.
    private const int ThrottledRetries = 20;

    private static readonly ResiliencePropertyKey<RetryCall> s_call = new("call");

    /// <summary>The pipeline all API calls go through.</summary>
    /// <param name="time">Delays are measured on it.</param>
    /// <param name="randomizer">0 to 1, for the jitter.</param>
    /// <param name="tokens">How many tokens there are: each may be refused.</param>
    public static ResiliencePipeline<SendResult> ForApi(TimeProvider time, Func<double> randomizer, int tokens = 1) =>
        new ResiliencePipelineBuilder<SendResult> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<SendResult>
            {
                Name = "throttled",
                ShouldHandle = Handles(IsThrottled),
                MaxRetryAttempts = ThrottledRetries * tokens,
                // No delay of its own: the rateLimiter has been told of the refusal and holds the next sending back.
                Delay = TimeSpan.Zero,
            })
            .AddRetry(Transient(IsTransient, randomizer))
            .Build();

    /// <summary>The pipeline of the login host, which has no rateLimiter and a rate limit of its own.</summary>
    public static ResiliencePipeline<SendResult> ForSignIn(TimeProvider time, Func<double> randomizer) =>
        new ResiliencePipelineBuilder<SendResult> { TimeProvider = time }
            .AddRetry(Transient((result, call) => IsTransient(result, call) || IsSignInLimited(result, call), randomizer))
            .Build();

    /// <summary>Sends through a pipeline, which sends again where that is right.</summary>
    /// <param name="pipeline">What decides.</param>
    /// <param name="call">What it decides about.</param>
    /// <param name="send">Sends once.</param>
    /// <param name="cancellationToken">Stops waiting and sending.</param>
    /// <returns>What the last request came to.</returns>
    /// <exception cref="OperationCanceledException">Stopped before the request was sent, or before it was sent again.</exception>
    public static async Task<SendResult> SendAsync(
        ResiliencePipeline<SendResult> pipeline,
        RetryCall call,
        Func<CancellationToken, Task<SendResult>> send,
        CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(s_call, call);
        try
        {
            SendResult last = await pipeline.ExecuteAsync(
                static async (context, send) => await send(context.CancellationToken).ConfigureAwait(false),
                context,
                send).ConfigureAwait(false);

            // A pipeline that is stopped returns what it has. What it would have sent again is stopped like any other wait for its turn.
            if (MayPass(last, call))
                cancellationToken.ThrowIfCancellationRequested();
            return last;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Whether another request may fare better, by what the call allows.</summary>
    public static bool MayPass(SendResult result, RetryCall call) => IsThrottled(result, call) || IsTransient(result, call);

    private static RetryStrategyOptions<SendResult> Transient(
        Func<SendResult, RetryCall, bool> isTransient, Func<double> randomizer) => new()
    {
        Name = "transient",
        ShouldHandle = Handles(isTransient),
        MaxRetryAttempts = TransientRetries,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromSeconds(0.5),
        MaxDelay = TimeSpan.FromSeconds(30),
        UseJitter = true,
        Randomizer = randomizer,
        // What the service asks for goes before our own idea of a delay.
        DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result!.RetryAfter),
        OnRetry = args =>
        {
            RetryCall call = Call(args.Context);
            call.Observer?.Notify(new RetryScheduled(call.Resource, Reason(args.Outcome.Result!), args.AttemptNumber + 2, args.RetryDelay));
            return default;
        },
    };

    // A gateway's 429 does not prove that it had not forwarded the request.
    private static bool IsThrottled(SendResult result, RetryCall call) =>
        result.Status == HttpStatusCode.TooManyRequests && (call.IsRepeatable || result.IsRefusal);

    private static bool IsTransient(SendResult result, RetryCall call)
    {
        if (result.Failure is not null)
        {
            return !IsFinal(result.Failure) && (call.IsRepeatable || !result.MayHaveArrived);
        }

        return call.IsRepeatable
            && (result.Status == HttpStatusCode.RequestTimeout || (int)result.Status is >= 500 and not 501)
            && !AsksForTooLong(result, call);
    }

    // A response that is too large would be as large again, a certificate as untrusted, and a port as plain.
    private static bool IsFinal(Exception failure) =>
        failure is OperationCanceledException or ResponseTooLargeException or TlsUnavailableException
            or ConnectionException { Fault.IsFinal: true };

    /// <summary>
    /// Whether the response of the login host says nothing about the credentials, so that it may sign in the same ones later.
    /// </summary>
    public static bool IsPassing(SendResult result) =>
        result.Status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)result.Status >= 500
            || SaysLimitExceeded(result);

    // No rateLimiter stands before the login host, so its 429 is waited out here.
    private static bool IsSignInLimited(SendResult result, RetryCall call) =>
        (IsThrottled(result, call) || SaysLimitExceeded(result)) && !AsksForTooLong(result, call);

    private static bool SaysLimitExceeded(SendResult result) =>
        result.Status == HttpStatusCode.BadRequest
        && result.OAuthError.Description?.StartsWith("rate limit exceeded", StringComparison.OrdinalIgnoreCase) == true;

    private static bool AsksForTooLong(SendResult result, RetryCall call) => result.RetryAfter > call.MaxRetryAfter;

    private static string Reason(SendResult result) => result.Failure is null ? $"{(int)result.Status}" : result.FailureText;

    private static Func<RetryPredicateArguments<SendResult>, ValueTask<bool>> Handles(Func<SendResult, RetryCall, bool> predicate) =>
        args => ValueTask.FromResult(
            args.Outcome.Exception is null
            && predicate(args.Outcome.Result!, Call(args.Context))
            && !(IsNameUnknown(args.Outcome.Result!) && args.AttemptNumber >= Call(args.Context).NameRetries));

    private static bool IsNameUnknown(SendResult result) =>
        result.Failure is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError };

    private static RetryCall Call(ResilienceContext context) =>
        context.Properties.TryGetValue(s_call, out RetryCall? call)
            ? call
            : throw new InvalidOperationException("A request was sent without its retry context.");
}
