using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud;

namespace FlowCmdlets.Session;

/// <summary>A cmdlet that needs a session: the one named, or the default of its runspace.</summary>
public abstract class ConnectedCmdlet : GenesysCmdlet
{
    private GenesysCloudClient? _client;

    /// <summary>The session to use, or its name; without it the runspace's own, which <c>Connect-GenesysCloud</c> made.</summary>
    [Parameter(HelpMessage = "Specifies the session to use instead of the session of this runspace.")]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionVariableCompleter))]
    public GenesysCloudSession? Session { get; set; }

    internal GenesysCloudSession CurrentSession { get; private set; } = null!;

    /// <summary>The session's client, reporting to this cmdlet's streams what it does.</summary>
    internal GenesysCloudClient Client => _client ??= CurrentSession.Client.ObservedBy(Streams);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        BoundParameters.RequireValues(this, nameof(Session));
        GenesysCloudSession? session = Session ?? DefaultSession.Current;
        if (session is not { IsConnected: true })
            ThrowTerminatingError(Errors.NotConnected(session));
        if (session!.Renewal?.IsCaller == true)
            ThrowTerminatingError(Errors.SessionInRenewal(session));
        CurrentSession = session;
        Streams.Time = CurrentSession.Client.TimeProvider;
    }
}
