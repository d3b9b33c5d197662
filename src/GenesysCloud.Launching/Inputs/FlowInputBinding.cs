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

    /// <summary>Whether a column of the row stands for an input, be its cell empty.</summary>
    public bool HasInputColumn { get; internal init; }

    /// <summary>Whether a cell of the row itself reaches the flow; what is given for all rows does not count.</summary>
    public bool HasOwnInput { get; internal init; }

    /// <summary>Whether something that is given for all rows stands for an input.</summary>
    public bool HasInputConstant { get; internal init; }

    /// <summary>Cells that are sent but that a spreadsheet has probably changed, of columns that had none before this row.</summary>
    public IReadOnlyList<DoubtfulCell> NewDoubtfulCells { get; internal init; } = [];
}

/// <summary>A cell that a spreadsheet has probably written in place of what was meant.</summary>
/// <param name="Column">The column as the row names it.</param>
/// <param name="Text">The cell.</param>
/// <param name="Suspicion">What the text probably is.</param>
public sealed record DoubtfulCell(string Column, string Text, string Suspicion);

/// <summary>A column the flow declares no input for.</summary>
/// <param name="Name">The column as the row names it.</param>
/// <param name="Nearest">The declared name it may be a slip of, if one is near.</param>
public sealed record UnknownColumn(string Name, string? Nearest)
{
    /// <summary>Whether it is no column of the row, but given for all rows.</summary>
    public bool IsConstant { get; init; }
}
