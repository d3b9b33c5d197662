using System.Collections;
using FlowCmdlets.Executions;
using FlowCmdlets.Summaries;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Inputs;

namespace FlowCmdlets.Launching;

/// <summary>What is the same for all rows of a run.</summary>
internal sealed record LaunchRunOptions
{
    /// <summary>How rows are launched.</summary>
    public required BulkLaunchOptions Launch { get; init; }

    public IDictionary? InputData { get; init; }

    /// <summary>How the cells of the rows are read.</summary>
    public FlowInputOptions Inputs { get; init; } = new();

    public string? UserInput { get; init; }

    public string? ExternalContactInput { get; init; }

    public string? Name { get; init; }

    public bool Strict { get; init; }

    /// <summary>Columns that need not be inputs.</summary>
    public IgnoredColumns IgnoredColumns { get; init; } = new([]);

    public bool PassThru { get; init; }

    public bool Wait { get; init; }

    /// <summary>With <see cref="Wait"/>: how executions are followed and emitted.</summary>
    public FollowOptions Following { get; init; } = new();

    /// <summary>How many rows there are; null if that is not known before the last one.</summary>
    public int? RowCount { get; init; }

    /// <summary>The run's part in the summary of its pipeline.</summary>
    public required SummaryPart Summary { get; init; }

    /// <summary>With a journal: the command that resumes a run that ended early.</summary>
    public string? ResumeCommand { get; init; }
}
