using GenesysCloud;
using GenesysCloud.Http;

namespace FlowCmdlets.Session;

/// <summary>Signs in and makes the first call, within a total time: retries alone could go on for minutes.</summary>
internal static class Connector
{
    /// <summary>
    /// Signs in, and makes a call with the token, since an existing token is only known to be good once it has been used.
    /// </summary>
    /// <param name="client">The client; it is not disposed, whatever happens.</param>
    /// <param name="observer">Gets the client's events, on any thread.</param>
    /// <param name="limit">The time that all of it may take, by the client's clock.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="GenesysCloudException">It did not succeed, or not in time.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static async Task ConnectAsync(GenesysCloudClient client, IClientObserver observer, TimeSpan limit, CancellationToken stop)
    {
        var trouble = new LastFailure(observer);
        GenesysCloudClient observed = client.ObservedBy(trouble);
        using var timeout = new CancellationTokenSource(limit, client.TimeProvider);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        bool signedIn = false;
        try
        {
            await observed.SignInAsync(end.Token).ConfigureAwait(false);
            signedIn = true;
            await UseTokenAsync(observed, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            var late = new TimeoutException($"not connected within {limit.TotalSeconds:0.#} s");
            string reason = trouble.Reason is { } last ? $"; the last request: {last}" : "";
            throw signedIn
                ? new GenesysCloudException($"{client.Region.ApiAddress.Host}: {late.Message}{reason}.", SendOutcome.NotSent, late)
                : new SignInException(
                    $"The login host {client.Region.LoginAddress.Host} could not be reached: {late.Message}{reason}.",
                    SendOutcome.NotSent,
                    late);
        }
    }

    private static async Task UseTokenAsync(GenesysCloudClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetOrganizationAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (GenesysCloudException refused) when (refused is { Outcome: SendOutcome.Refused, Status: 403 })
        {
            await client.CheckTokenAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Passes events on and remembers why a request was last retried.</summary>
    private sealed class LastFailure(IClientObserver inner) : IClientObserver
    {
        public string? Reason { get; private set; }

        public bool WantsRequests => inner.WantsRequests;

        public void Notify(ClientEvent clientEvent)
        {
            if (clientEvent is RetryScheduled retry)
                Reason = retry.Reason;
            inner.Notify(clientEvent);
        }
    }
}
