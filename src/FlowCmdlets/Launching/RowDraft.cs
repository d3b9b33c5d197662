using GenesysCloud.Architect;
using GenesysCloud.Launching.Inputs;

namespace FlowCmdlets.Launching;

/// <summary>The request of a row, and what speaks against sending it.</summary>
/// <param name="Request">The request; not to be sent if there are problems or it gives the flow nothing.</param>
internal sealed record RowDraft(FlowExecutionLaunchRequest Request)
{
    /// <summary>Everything that is wrong with the row.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>The names of the columns that the problems are about.</summary>
    public required IReadOnlyCollection<string> ProblemColumns { get; init; }

    /// <summary>Why a person is not known, if that is the only fault of the row; null otherwise.</summary>
    public PersonFault? PersonFault { get; init; }

    /// <summary>The inputs as the row identifies itself by them; null if those are the ones that are sent.</summary>
    public IReadOnlyDictionary<string, object?>? Identity { get; init; }

    /// <summary>Whether a column is nearly named as an input that nothing else fills.</summary>
    public required bool IsNearMiss { get; init; }

    /// <summary>Whether, and how, the row gives the flow nothing.</summary>
    public required EmptyRowReason GivesNothing { get; init; }

    /// <summary>Columns that no row before had and that are ignored.</summary>
    public required IReadOnlyList<UnknownColumn> UnknownColumns { get; init; }

    /// <summary>Cells that a spreadsheet has probably changed, of columns that had none before.</summary>
    public required IReadOnlyList<DoubtfulCell> DoubtfulCells { get; init; }
}

/// <summary>What is wrong with a row, and in which columns.</summary>
internal sealed class RowProblems
{
    public List<string> Messages { get; } = [];

    public HashSet<string> Columns { get; } = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string message, params ReadOnlySpan<string> columns)
    {
        Messages.Add(message);
        foreach (string column in columns)
            Columns.Add(column);
    }
}

/// <summary>How a row gives the flow nothing.</summary>
internal enum EmptyRowReason
{
    /// <summary>It gives something, or needs not to.</summary>
    No,

    /// <summary>None of its columns is an input of the flow.</summary>
    NoColumn,

    /// <summary>Its columns that are inputs are empty.</summary>
    NoCell,

    /// <summary>There is no row, and nothing that the command line gives is an input.</summary>
    NoConstant,
}
