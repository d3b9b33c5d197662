using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;

namespace FlowCmdlets.Tests.Pipeline;

/// <summary>An error: the script that meets it, and what the error must say.</summary>
internal sealed record ErrorCase(string Id, ErrorCategory Category, string Script)
{
    public SimulatedClient? As { get; init; }

    public TimeSpan? Timeout { get; init; }

    public Action<ErrorTests, Wire>? Arrange { get; init; }

    public string[] Tells { get; init; } = [];

    public string[] Advises { get; init; } = [];

    /// <summary>Errors written before the one that is meant, such as those of the rows that ended a run.</summary>
    public int OtherErrors { get; init; }
}
