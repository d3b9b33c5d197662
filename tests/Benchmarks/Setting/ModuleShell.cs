using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Benchmarks.Setting;

/// <summary>A PowerShell runspace with the module imported by its manifest, as a person has it.</summary>
internal sealed class ModuleShell : IDisposable
{
    private readonly Runspace _runspace;

    private ModuleShell(Runspace runspace) => _runspace = runspace;

    public static ModuleShell Open()
    {
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("New-LaunchRow", typeof(NewLaunchRowCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Measure-Memory", typeof(MeasureMemoryCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Read-Row", typeof(ReadRowCommand), null));
        state.ImportPSModule([Paths.Module]);
        Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        return new ModuleShell(runspace);
    }

    /// <summary>A shell that is signed in to the simulator.</summary>
    public static ModuleShell Connect(SimulatorProcess simulator, int timeoutSec = 30)
    {
        ModuleShell shell = Open();
        shell.Set("address", simulator.Address.ToString());
        shell.Set("id", simulator.ClientId);
        shell.Set("secret", new System.Net.NetworkCredential("", simulator.ClientSecret).SecurePassword);
        shell.Set("timeout", timeoutSec);
        shell.Run("Connect-GenesysCloud $address -ClientId $id -ClientSecret $secret -TimeoutSec $timeout");
        return shell;
    }

    public void Set(string variable, object? value) => _runspace.SessionStateProxy.SetVariable(variable, value);

    /// <summary>Runs a script; an error in it is an exception.</summary>
    public Collection<PSObject> Run(string script)
    {
        (Collection<PSObject> output, ErrorRecord? error) = TryRun(script);
        return error is null ? output : throw new InvalidOperationException($"{script}: {error}", error.Exception);
    }

    /// <summary>Runs a script and gives its output and its first error.</summary>
    public (Collection<PSObject> Output, ErrorRecord? Error) TryRun(string script)
    {
        using PowerShell shell = Create(script);
        try
        {
            Collection<PSObject> output = shell.Invoke();
            return (output, shell.Streams.Error.FirstOrDefault());
        }
        catch (RuntimeException terminated)
        {
            return ([], terminated.ErrorRecord);
        }
    }

    /// <summary>A script to be started, and stopped, by the caller.</summary>
    public PowerShell Create(string script)
    {
        var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    public void Dispose() => _runspace.Dispose();
}
