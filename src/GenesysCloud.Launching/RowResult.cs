namespace GenesysCloud.Launching;

/// <summary>What became of a row.</summary>
/// <typeparam name="TRow">The caller's row.</typeparam>
/// <param name="Number">Its place in the input, from 1.</param>
/// <param name="Row">The row as the caller added it.</param>
/// <param name="Outcome">What became of it.</param>
internal sealed record RowResult<TRow>(long Number, TRow Row, RowOutcome Outcome)
{
    /// <summary>What the journal identifies the row by; null without a journal, and for rows that the journal has no part in.</summary>
    public string? Key { get; init; }

    /// <summary>Values are people's data and are not printed.</summary>
    public override string ToString() => $"row {Number}";
}
