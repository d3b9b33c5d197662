using GenesysCloud;
using GenesysCloud.Http;

namespace FlowCmdlets.Session;

/// <summary>Ends a session: revokes the token that it obtained, and forgets its secret.</summary>
internal static class SessionEnd
{
    /// <summary>Ends it. It is closed in any case, also if revoking fails.</summary>
    /// <param name="session">The session.</param>
    /// <param name="observer">Gets the client's events, on any thread.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="GenesysCloudException">The token was not revoked.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static async Task EndAsync(GenesysCloudSession session, IClientObserver observer, CancellationToken stop)
    {
        try
        {
            // A token that was given as it is belongs to whoever gave it, and others may be using it.
            if (session.OwnsToken)
                await session.Client.ObservedBy(observer).RevokeTokenAsync(stop).ConfigureAwait(false);
        }
        catch (GenesysCloudException ended) when (ended is { Status: 401 } or SignInException { Code: SignInException.Expired })
        {
            // It had ended already, which is what was wanted.
        }
        finally
        {
            session.Close();
        }
    }
}
