using System.Globalization;

namespace GenesysCloud.Launching.Inputs;

/// <summary>How the cells of rows are read.</summary>
public sealed record FlowInputOptions
{
    /// <summary>What an empty cell of a declared input stands for.</summary>
    public EmptyCell EmptyCell { get; init; }

    /// <summary>
    /// The culture in which the numbers and dates of cells are written; null for the invariant one, whatever the machine's is.
    /// </summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>
    /// Inputs that must have a value in every row, with or without <c>Flow.</c> and in any case. What the flow does not declare is ignored.
    /// </summary>
    public IReadOnlyList<string> RequiredInputs { get; init; } = [];

    /// <summary>Whether a column is meant to be ignored, so that it is not reported. Columns that are inputs are not asked about.</summary>
    public Func<string, bool> IsIgnoredColumn { get; init; } = static _ => false;
}
