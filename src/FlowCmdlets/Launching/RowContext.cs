using System.Management.Automation;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;
using GenesysCloud.People;

namespace FlowCmdlets.Launching;

/// <summary>A row on its way through a run.</summary>
/// <param name="Row">The row as it was read.</param>
/// <param name="Parameters">What it is launched with beside its inputs.</param>
internal sealed record RowContext(InputRow Row, RowParameters Parameters)
{
    /// <summary>How rows of its flow are launched; null where the flow is not known.</summary>
    public LaunchPlan? Plan { get; init; }

    /// <summary>The people whom it names other than by id, so that they have to be looked up before it can be checked.</summary>
    public IReadOnlyList<PersonName> People { get; init; } = [];

    /// <summary>What it is to launch; null if it was refused, whatever a journal knows of it.</summary>
    public RowLaunch? Launch { get; init; }

    /// <summary>Whether all of its cells are empty, so that it is skipped.</summary>
    public bool IsBlank { get; init; }

    /// <summary>Whether it has been read, and is still to be checked by what its flow declares.</summary>
    public bool IsUnchecked => Plan is not null && Launch is null && Error is null && !IsBlank;

    /// <summary>Why it was refused before anything was sent; null if it was not.</summary>
    public ErrorRecord? Error { get; init; }

    /// <summary>Of a row that was refused, the names of the columns at fault; empty if the fault lies in none.</summary>
    public IReadOnlyCollection<string> ProblemColumns { get; init; } = [];

    /// <summary>What a journal records of a row that was refused.</summary>
    /// <param name="keyColumn">The column that identifies rows; null if none does.</param>
    public RowRejection ToRejection(string? keyColumn) => new(Error!.FullyQualifiedErrorId, ProblemColumns)
    {
        Target = Target,
        KeyText = keyColumn is not null && Row.TryTextOf(keyColumn, out string? key) ? key : null,
    };

    /// <summary>The flow; null where it is not known.</summary>
    public LaunchTarget? Target => Plan?.Target;
}
