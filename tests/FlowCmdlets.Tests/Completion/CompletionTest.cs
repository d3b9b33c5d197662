using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FlowCmdlets.Tests.Completion;

/// <summary>Presses Tab at the end of a line. The session's clock stands still, so that a busy machine changes nothing.</summary>
public abstract class CompletionTest : CloudTest
{
    internal FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    internal TestTransport Transport { get; } = new();

    /// <summary>Requests of the API so far, without signing in.</summary>
    internal int RequestCount => Transport.Sent.Count(path => path.StartsWith("/api/", StringComparison.Ordinal));

    /// <summary>Signs in, with these workflows beside those that the simulator has.</summary>
    internal void Begin(params string[] names)
    {
        foreach (string name in names)
            Cloud.AddFlow(new SimulatedFlow { Name = name });
        ConnectByClock(Clock, Transport);
    }

    /// <summary>What is offered at the end of a line; nothing is written to any stream, and no error is remembered.</summary>
    internal IReadOnlyList<CompletionResult> Complete(string line)
    {
        using RunningScript pressed = StartCompleting(line);
        return Offered(pressed);
    }

    /// <summary>Presses Tab, and does not wait.</summary>
    internal RunningScript StartCompleting(string line)
    {
        Shell["line"] = line;
        return Shell.Start("$Error.Clear(); (TabExpansion2 $line $line.Length).CompletionMatches; if ($Error) { throw $Error[0] }");
    }

    /// <summary>What is offered once the completion is over.</summary>
    internal static IReadOnlyList<CompletionResult> Offered(RunningScript pressed)
    {
        Transcript transcript = pressed.Finish().WithoutErrors();
        Assert.Equal(transcript.Output.Count, transcript.All.Count);
        return transcript.OutputOf<CompletionResult>();
    }

    /// <summary>The texts that are offered.</summary>
    internal IEnumerable<string> Texts(string line) => Complete(line).Select(offered => offered.CompletionText);
}
