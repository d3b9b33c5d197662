using System.Management.Automation;
using GenesysCloud;
using GenesysCloud.Http;

namespace FlowCmdlets.Session;

/// <summary>Ends a session: revokes the token that it got, and forgets its secret.</summary>
/// <remarks>A token that was given ready is left alone: it belongs to whoever gave it, and others may be using it.</remarks>
[Cmdlet(VerbsCommunications.Disconnect, "GenesysCloud")]
[OutputType(typeof(void))]
public sealed class DisconnectGenesysCloudCommand : ConnectedCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ReferenceEquals(DefaultSession.Current, CurrentSession))
            DefaultSession.Current = null;
        try
        {
            if (CurrentSession.OwnsToken)
                Await(RevokeAsync(Client, StopToken));
        }
        finally
        {
            CurrentSession.Close();
        }

        WriteVerbose($"Disconnected from {CurrentSession}.");
    }

    private static async Task RevokeAsync(GenesysCloudClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.RevokeTokenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (GenesysCloudException ended) when (ended is { Status: 401 } or SignInException { Code: SignInException.Expired })
        {
            // It had ended already, which is what was wanted.
        }
    }
}
