using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud.Http;

namespace FlowCmdlets.Session;

/// <summary>Ends a session: revokes the token that it obtained, and forgets its secret.</summary>
internal static class SessionEnd
{
    /// <summary>Ends it. It is closed in any case, also if revoking fails or is stopped.</summary>
    /// <param name="cmdlet">Gets the client's messages; its stop ends the waiting.</param>
    /// <param name="session">The session.</param>
    /// <returns>The error if the token was not revoked, with how long it stays valid; null if it was.</returns>
    public static ErrorRecord? End(GenesysCmdlet cmdlet, GenesysCloudSession session)
    {
        bool hasToken = session.OwnsToken && session.Client.HasToken;
        string validity = $"The token stays valid until it expires{At(session.Client.LastTokenExpiresAt)}.";
        try
        {
            if (cmdlet.FailureOf(EndAsync(session, cmdlet.Streams, cmdlet.StopToken), session) is not { } error)
                return null;
            error.ErrorDetails = new ErrorDetails($"{error.ErrorDetails.Message} {validity}")
            {
                RecommendedAction = error.ErrorDetails.RecommendedAction,
            };
            return error;
        }
        catch (Exception) when (cmdlet.StopToken.IsCancellationRequested)
        {
            if (hasToken)
                cmdlet.WriteHostWarning($"Disconnecting from {session} was stopped before its token was known to be revoked. {validity}");
            throw;
        }
    }

    private static async Task EndAsync(GenesysCloudSession session, IClientObserver observer, CancellationToken stop)
    {
        try
        {
            // A token that was given as it is belongs to whoever gave it, and others may be using it.
            if (session.OwnsToken)
                await session.Client.ObservedBy(observer).RevokeTokenAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            session.Close();
        }
    }

    private static string At(DateTimeOffset? time) => time is { } known ? $" at {Timestamp.ForMessage(known)}" : "";
}
