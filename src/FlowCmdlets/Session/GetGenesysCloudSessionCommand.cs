using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;

namespace FlowCmdlets.Session;

/// <summary>
/// Shows the session that cmdlets of this runspace use, or others that it opened: organization, expiry of the token, what is left of the
/// rate limit.
/// </summary>
/// <remarks>That there is none is no error, since scripts ask: <c>if (Get-GenesysCloudSession) { … }</c>.</remarks>
[Cmdlet(VerbsCommon.Get, "GenesysCloudSession", DefaultParameterSetName = OfRunspace)]
[OutputType(typeof(GenesysCloudSession))]
public sealed class GetGenesysCloudSessionCommand : GenesysCmdlet
{
    private const string OfRunspace = "Default";
    private const string ByName = "Name";
    private const string All = "ListAvailable";
    private const string ByObject = "Session";

    /// <summary>Names of sessions of this runspace, or patterns.</summary>
    [Parameter(
        Position = 0, Mandatory = true, ParameterSetName = ByName,
        HelpMessage = "Specifies the names of the sessions to return. Wildcards are permitted.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>All connected sessions of this runspace, with a name or without.</summary>
    [Parameter(Mandatory = true, ParameterSetName = All, HelpMessage = "Returns all sessions that this runspace opened.")]
    public SwitchParameter ListAvailable { get; set; }

    /// <summary>The session to show.</summary>
    [Parameter(
        Mandatory = true, ParameterSetName = ByObject,
        HelpMessage = "Specifies the session to return instead of the session of this runspace.")]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionVariableCompleter))]
    public GenesysCloudSession? Session { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ByName:
                foreach (string name in Name)
                    WriteNamed(name);
                break;
            case All:
                WriteObject(RunspaceSessions.Current.Connected, enumerateCollection: true);
                break;
            case ByObject when Session is not { IsConnected: true }:
                WriteError(Errors.NotConnected(Session));
                break;
            default:
                if ((Session ?? DefaultSession.Current) is { IsConnected: true } session)
                    WriteObject(session);
                break;
        }
    }

    private void WriteNamed(string name)
    {
        RunspaceSessions sessions = RunspaceSessions.Current;
        Predicate<string> isMeant = NamePattern.Matching(name);
        GenesysCloudSession[] found = [.. sessions.Connected.Where(session => session.Name is { } own && isMeant(own))];
        if (found.Length == 0 && !NamePattern.IsPattern(name))
            WriteError(Errors.SessionNotFound(name, sessions.Names));
        else
            WriteObject(found, enumerateCollection: true);
    }
}
