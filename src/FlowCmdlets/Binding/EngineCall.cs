using System.Management.Automation;

namespace FlowCmdlets.Binding;

/// <summary>Runs a cmdlet of PowerShell in the runspace of the calling thread, which a completer has no other way into.</summary>
internal static class EngineCall
{
    /// <summary>Runs a cmdlet and returns what it emits. What it writes to other streams is dropped, also from <c>$Error</c>.</summary>
    /// <param name="cmdlet">With its module, so that no alias or function of that name is run.</param>
    /// <param name="parameters">By name.</param>
    public static IReadOnlyList<PSObject> Invoke(string cmdlet, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(cmdlet);
        foreach ((string name, object? value) in parameters)
            shell.AddParameter(name, value);
        shell.AddParameter("ErrorAction", ActionPreference.Ignore);
        return shell.Invoke();
    }
}
