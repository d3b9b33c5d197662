using System.Management.Automation;
using FlowCmdlets.Binding;

namespace FlowCmdlets.Session;

/// <summary>Completes <c>-Session</c> with the names of sessions, and the variables that hold one.</summary>
internal sealed class SessionVariableCompleter : ValueCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument) =>
    [
        .. from session in RunspaceSessions.Current.Connected
           where session.Name is not null
           select new Suggestion(session.Name!, ToolTip(session)),
        .. from item in EngineCall.Invoke("Microsoft.PowerShell.Utility\\Get-Variable")
           let variable = item.BaseObject as PSVariable
           let session = PlainValues.Unwrap(variable?.Value) as GenesysCloudSession
           where session is { IsConnected: true } && variable.Name is not ("_" or "PSItem")
           select new Suggestion($"${variable.Name}", ToolTip(session)) { IsExpression = true },
    ];

    private static string ToolTip(GenesysCloudSession session) => $"{session}, connected {session.ConnectedAt:g}";
}
