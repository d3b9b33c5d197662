using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace FlowCmdlets.Tests.Engine;

/// <summary>A script under way, and what it has said so far.</summary>
internal sealed class RunningScript : IDisposable
{
    private readonly PowerShell _shell = PowerShell.Create();
    private readonly PSDataCollection<PSObject> _output = [];
    private readonly IAsyncResult _invocation;
    private readonly string _script;

    public RunningScript(Runspace runspace, string script, Transcript transcript)
    {
        Transcript = transcript;
        _script = script;
        _shell.Runspace = runspace;
        _shell.AddScript(script);
        Record(_output, Channel.Output);
        Record(_shell.Streams.Error, Channel.Error);
        Record(_shell.Streams.Warning, Channel.Warning);
        Record(_shell.Streams.Verbose, Channel.Verbose);
        Record(_shell.Streams.Debug, Channel.Debug);
        Record(_shell.Streams.Information, Channel.Information);
        Record(_shell.Streams.Progress, Channel.Progress);
        _invocation = _shell.BeginInvoke<PSObject, PSObject>(null, _output);
    }

    public Transcript Transcript { get; }

    /// <summary>Waits for the end.</summary>
    public Transcript Finish()
    {
        try
        {
            _shell.EndInvoke(_invocation);
        }
        catch (RuntimeException ended)
        {
            Transcript.Terminating = ended.ErrorRecord;
        }

        Transcript.State = _shell.InvocationStateInfo.State;
        SecretScanner.Scan(_script, Transcript);
        return Transcript;
    }

    /// <summary>Presses Ctrl+C and waits until the prompt is back.</summary>
    public Transcript Stop()
    {
        _shell.Stop();
        return Finish();
    }

    public void Dispose()
    {
        _shell.Dispose();
        _output.Dispose();
    }

    private void Record<T>(PSDataCollection<T> stream, Channel channel) =>
        stream.DataAdded += (_, added) => Transcript.Add(channel, stream[added.Index]);
}
