using System.Management.Automation;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using GenesysCloud;
using GenesysCloud.Http;

namespace FlowCmdlets.Access;

/// <summary>The calls of the checks: each within a total time, since retries alone could go on for minutes.</summary>
internal sealed class AccessCalls
{
    private readonly HeaderObserver _headers;

    public AccessCalls(GenesysCloudClient client, IClientObserver observer)
    {
        _headers = new HeaderObserver(observer);
        Client = client.ObservedBy(_headers);
        TimeLimit = 2 * client.Timeout;
    }

    public GenesysCloudClient Client { get; }

    /// <summary>How long one call may take, retries included.</summary>
    public TimeSpan TimeLimit { get; }

    /// <summary>Whether any response so far reported the rate limit.</summary>
    public bool HaveSeenRateLimitHeaders => _headers.AreSeen;

    /// <summary>Why the latest call that failed could not connect; null if it could, or if the reason isn't known.</summary>
    public ConnectionFault? ConnectionFault { get; private set; }

    /// <summary>Makes a call; where it does not succeed, the failed check that says so.</summary>
    /// <param name="check">The check that makes the call.</param>
    /// <param name="call">The call.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public async Task<(T? Value, AccessCheck? Failed)> TryAsync<T>(
        string check, Func<CancellationToken, Task<T>> call, CancellationToken stop)
        where T : class
    {
        try
        {
            return (await WithinAsync(call, stop).ConfigureAwait(false), null);
        }
        catch (Exception failure) when (Errors.TryDescribe(failure, null) is { } error)
        {
            ConnectionFault = (failure as GenesysCloudException)?.ConnectionFault;
            return (null, new AccessCheck(check, ResultOf(failure), error.ErrorDetails.Message, error.ErrorDetails.RecommendedAction));
        }
    }

    /// <summary>Makes a call that returns nothing; null where it succeeds, else the failed check that says so.</summary>
    /// <param name="check">The check that makes the call.</param>
    /// <param name="call">The call.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public async Task<AccessCheck?> FailureOfAsync(string check, Func<CancellationToken, Task> call, CancellationToken stop) =>
        (await TryAsync(
            check,
            async token =>
            {
                await call(token).ConfigureAwait(false);
                return check;
            },
            stop).ConfigureAwait(false)).Failed;

    /// <summary>Connects a session anew; null where it succeeds, else the failed check that says so.</summary>
    /// <remarks>The connector has a time limit itself: a second one of the same length would make it a matter of luck which is over first.
    /// </remarks>
    /// <param name="check">The check that connects.</param>
    /// <param name="session">The session.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public async Task<AccessCheck?> FailureToConnectAsync(string check, GenesysCloudSession session, CancellationToken stop)
    {
        try
        {
            await Connector.ConnectAsync(session.Client, _headers, TimeLimit, stop).ConfigureAwait(false);
            return null;
        }
        catch (Exception failure)
            when (Errors.TryDescribeConnecting(failure, session.Client.Region, session.Origin) is { ErrorDetails: var error })
        {
            ConnectionFault = (failure as GenesysCloudException)?.ConnectionFault;
            return new AccessCheck(check, AccessResult.Failed, error.Message, error.RecommendedAction);
        }
    }

    // What is not permitted limits what the module can do; anything else is broken.
    private static AccessResult ResultOf(Exception failure) =>
        failure is GenesysCloudException { Outcome: SendOutcome.Refused, Status: 403 } ? AccessResult.Warning : AccessResult.Failed;

    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(TimeLimit, Client.TimeProvider);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            return await call(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            var late = new TimeoutException($"no usable response was received within {TimeLimit.TotalSeconds:0.#} s");
            throw new GenesysCloudException($"{Client.Region.ApiAddress.Host}: {late.Message}.", SendOutcome.NotSent, late);
        }
    }

    /// <summary>Passes events on, and sees whether responses report the rate limit.</summary>
    private sealed class HeaderObserver(IClientObserver inner) : IClientObserver
    {
        private volatile bool _areSeen;

        public bool AreSeen => _areSeen;

        public bool WantsRequests => true;

        public void Notify(ClientEvent clientEvent)
        {
            if (clientEvent is RequestSent sent)
            {
                if (sent.QuotaLeft is not null)
                    _areSeen = true;
                if (!inner.WantsRequests)
                    return;
            }

            inner.Notify(clientEvent);
        }
    }
}
