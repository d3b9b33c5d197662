namespace GenesysCloud.Launching.Inputs;

/// <summary>What became of one row.</summary>
public sealed class FlowInputBinding
{
    internal FlowInputBinding(
        IReadOnlyDictionary<string, object?> inputs,
        IReadOnlyList<FlowInputProblem>? problems,
        IReadOnlyList<UnknownColumn>? newUnknownColumns)
    {
        Inputs = inputs;
        Problems = problems ?? [];
        NewUnknownColumns = newUnknownColumns ?? [];
    }

    /// <summary>The values to send under their declared names, in declared order. Complete only if there are no problems.</summary>
    public IReadOnlyDictionary<string, object?> Inputs { get; }

    /// <summary>Everything that is wrong with the row; empty if it can be launched.</summary>
    public IReadOnlyList<FlowInputProblem> Problems { get; }

    /// <summary>Columns that are ignored and that the binder has met for the first time in this row.</summary>
    public IReadOnlyList<UnknownColumn> NewUnknownColumns { get; }
}

/// <summary>A column the flow declares no input for.</summary>
/// <param name="Name">The column as the row names it.</param>
/// <param name="Nearest">The declared name it may be a slip of, if one is near.</param>
public sealed record UnknownColumn(string Name, string? Nearest);
