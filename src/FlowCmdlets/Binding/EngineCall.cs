using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace FlowCmdlets.Binding;

/// <summary>Runs cmdlets of PowerShell in the runspace of the calling thread.</summary>
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

    /// <summary>Writes a warning to the streams of a cmdlet, whatever other common parameters it was given.</summary>
    /// <param name="cmdlet">It is running, on the calling thread.</param>
    /// <param name="text">The warning.</param>
    /// <param name="preference">What is done with it; null for what the engine does by itself.</param>
    public static void WriteWarning(PSCmdlet cmdlet, string text, ActionPreference? preference)
    {
        var parameters = new Hashtable { ["Message"] = text, ["WarningAction"] = preference ?? ActionPreference.Continue };
        // The plus sign adds to the variable that the cmdlet was given.
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue("WarningVariable", out object? variable))
            parameters["WarningVariable"] = $"+{variable?.ToString()?.TrimStart('+')}";
        cmdlet.SessionState.InvokeCommand.InvokeScript(
            "$parameters = $args[0]; Microsoft.PowerShell.Utility\\Write-Warning @parameters",
            useNewScope: true, PipelineResultTypes.None, input: null, parameters);
    }
}
