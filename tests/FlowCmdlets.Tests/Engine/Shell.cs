using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using FlowCmdlets.Profiles;
using FlowCmdlets.Session;

namespace FlowCmdlets.Tests.Engine;

/// <summary>A runspace with the built module in it, as a person at a prompt has it.</summary>
internal sealed class Shell : IDisposable
{
    private static readonly ConditionalWeakTable<Runspace, string> s_profileFiles = KeepFromHome();

    private readonly Runspace _runspace;

    public Shell()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Repository.Manifest]);
        state.ThrowOnRunspaceOpenError = true;
        _runspace = RunspaceFactory.CreateRunspace(Host, state);
        _runspace.Open();
    }

    public TestHost Host { get; } = new();

    /// <summary>Sets a variable that scripts see.</summary>
    public object? this[string variable]
    {
        get => _runspace.SessionStateProxy.GetVariable(variable);
        set => _runspace.SessionStateProxy.SetVariable(variable, value);
    }

    /// <summary>The session that cmdlets of this runspace use when none is named.</summary>
    public GenesysCloudSession? DefaultSession
    {
        get => InRunspace(() => FlowCmdlets.Session.DefaultSession.Current);
        set => InRunspace(() => FlowCmdlets.Session.DefaultSession.Current = value);
    }

    /// <summary>The file with the profiles of the official command-line client; unless set, one that doesn't exist.</summary>
    public string ProfileFile
    {
        set => s_profileFiles.AddOrUpdate(_runspace, value);
    }

    /// <summary>Runs a script to its end.</summary>
    public Transcript Run(string script)
    {
        using RunningScript running = Start(script);
        return running.Finish();
    }

    /// <summary>Starts a script; it runs on a thread of its own.</summary>
    /// <remarks>
    /// In a <c>try</c> block: outside of one, the engine turns a terminating error of a cmdlet into a written one and goes on with the next
    /// statement, and the two could not be told apart.
    /// </remarks>
    public RunningScript Start(string script)
    {
        Host.Transcript = new Transcript();
        return new RunningScript(_runspace, $"try {{\n{script}\n}} catch {{ throw }}", Host.Transcript);
    }

    public void Dispose() => _runspace.Dispose();

    /// <summary>No test reads the profiles of whoever runs it.</summary>
    private static ConditionalWeakTable<Runspace, string> KeepFromHome()
    {
        var files = new ConditionalWeakTable<Runspace, string>();
        CliProfileFile.Locate = () =>
            Runspace.DefaultRunspace is { } runspace && files.TryGetValue(runspace, out string? file)
                ? file
                : Path.Combine(Path.GetTempPath(), "GenesysFlows", "no-such-folder", "config.toml");
        return files;
    }

    private T InRunspace<T>(Func<T> action)
    {
        Runspace? before = Runspace.DefaultRunspace;
        Runspace.DefaultRunspace = _runspace;
        try
        {
            return action();
        }
        finally
        {
            Runspace.DefaultRunspace = before;
        }
    }
}
