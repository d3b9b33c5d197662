using FlowCmdlets.Tests.Engine;
using Xunit;

namespace FlowCmdlets.Tests.History;

/// <summary>Watches flows whose executions are launched by another program.</summary>
public abstract class WatchTest : CloudTest
{
    private readonly Shell _other = new();

    // By a clock that is not much faster than the true one: a busy machine's pauses must not look like missing heartbeats.
    protected WatchTest()
        : base(pace: 2)
    {
    }

    public override async ValueTask DisposeAsync()
    {
        _other.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts a script, and waits until it watches.</summary>
    internal RunningScript Watch(string script)
    {
        RunningScript running = Shell.Start($"$VerbosePreference = $DebugPreference = 'Continue'; {script}");
        Until(() => running.Transcript.Verbose.Any(message => message.StartsWith("Watching", StringComparison.Ordinal)));
        return running;
    }

    /// <summary>Launches a flow as another program does.</summary>
    internal LaunchRecord Launch(string flow)
    {
        _other.DefaultSession = Shell.DefaultSession;
        Assert.Single(_other.Run($"Start-GenesysFlow '{flow}'").WithoutErrors().Output);
        return Cloud.Launches[^1];
    }
}
