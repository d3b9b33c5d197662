using System.Management.Automation;
using FlowCmdlets.Pipeline;

namespace FlowCmdlets.Session;

/// <summary>Ends sessions: revokes the token that each got, and forgets its secret.</summary>
/// <remarks>A token that was given ready is left alone: it belongs to whoever gave it, and others may be using it.</remarks>
[Cmdlet(VerbsCommunications.Disconnect, "GenesysCloud")]
[OutputType(typeof(void))]
public sealed class DisconnectGenesysCloudCommand : GenesysCmdlet
{
    /// <summary>The session to end; without it the runspace's own.</summary>
    [Parameter(
        ValueFromPipeline = true,
        HelpMessage = "Specifies the session to use instead of the session of this runspace.")]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionVariableCompleter))]
    public GenesysCloudSession? Session { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        BoundParameters.RequireValues(this, nameof(Session));
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // What is piped is meant, also if it is nothing: the default session is another one.
        bool isPiped = MyInvocation.ExpectingInput;
        GenesysCloudSession? session = Session ?? (isPiped ? null : DefaultSession.Current);
        if (session is { IsConnected: true })
            End(session);
        else if (isPiped)
            WriteError(Errors.NotConnected(session));
        else
            ThrowTerminatingError(Errors.NotConnected(session));
    }

    private void End(GenesysCloudSession session)
    {
        Streams.Time = session.Client.TimeProvider;
        RunspaceSessions.Current.Remove(session);
        if (SessionEnd.End(this, session) is { } error)
            WriteError(error);
        else
            WriteVerbose($"Disconnected from {session}.");
    }
}
