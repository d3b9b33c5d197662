using GenesysCloud.Launching.Flows;

namespace GenesysCloud.Launching;

/// <summary>Why a row was rejected before anything was sent, as a journal records it: names alone, and no value of the row.</summary>
/// <param name="Reason">The id of its error.</param>
/// <param name="Columns">The names of the columns at fault; empty if the fault lies in none.</param>
internal sealed record RowRejection(string Reason, IReadOnlyCollection<string> Columns)
{
    /// <summary>The reason of a row whose key does not identify it.</summary>
    public const string InvalidKey = "KeyInvalid";

    /// <summary>The reason of a row that is for another flow than the journal.</summary>
    public const string OtherFlow = "JournalOfOtherFlow";

    /// <summary>The row's flow; null if that is not known.</summary>
    public LaunchTarget? Target { get; init; }

    /// <summary>The value of the column that identifies rows; null if the row has none.</summary>
    public string? KeyText { get; init; }

    /// <summary>Why a run itself rejected a row; null if it did not, or if the journal knows that the row was launched.</summary>
    /// <param name="outcome">What became of the row.</param>
    public static RowRejection? From(RowOutcome outcome) => (outcome as RowOutcome.Refused)?.Reason switch
    {
        Refusal.InvalidKey { Column: var column } => new RowRejection(InvalidKey, column is null ? [] : [column]),
        Refusal.OtherFlow => new RowRejection(OtherFlow, []),
        _ => null,
    };

    /// <summary>Keys are people's data and are not printed.</summary>
    public override string ToString() => $"{nameof(RowRejection)} {Reason}";
}
