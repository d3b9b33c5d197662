using System.Collections;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Inputs;

namespace FlowCmdlets.Launching;

/// <summary>What is the same for all rows of a run.</summary>
internal sealed record LaunchRunOptions
{
    public required FlowLauncherOptions Launcher { get; init; }

    public IDictionary? InputData { get; init; }

    /// <summary>How the cells of the rows are read.</summary>
    public FlowInputOptions Inputs { get; init; } = new();

    public string? UserInput { get; init; }

    public string? ExternalContactInput { get; init; }

    public string? Name { get; init; }

    public bool Strict { get; init; }

    public bool PassThru { get; init; }

    public bool Wait { get; init; }

    public TimeSpan? Timeout { get; init; }

    public JournalPolicy? Journal { get; init; }

    /// <summary>With a journal: the command that goes on where a run ended.</summary>
    public string? GoOn { get; init; }

    /// <summary>The session's organisation, which a journal is bound to.</summary>
    public string? OrganizationId { get; init; }
}
