using System.Management.Automation;
using FlowCmdlets.Binding;

namespace FlowCmdlets.Session;

/// <summary>Completes <c>-Session</c> with the variables that hold a session.</summary>
internal sealed class SessionVariableCompleter : ValueCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument) =>
        from item in EngineCall.Invoke("Microsoft.PowerShell.Utility\\Get-Variable")
        let variable = item.BaseObject as PSVariable
        let session = PlainValues.Unwrap(variable?.Value) as GenesysCloudSession
        where session is { IsConnected: true } && variable.Name is not ("_" or "PSItem")
        select new Suggestion($"${variable.Name}", $"{session}, connected {session.ConnectedAt:g}") { IsExpression = true };
}
