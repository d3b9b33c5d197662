namespace GenesysCloud.Launching.Journal.Keys;

/// <summary>A row's key cannot tell the row from others. The row is not launched; the rest go on.</summary>
public sealed class LaunchKeyException : Exception
{
    private LaunchKeyException(string message, int row, int? firstRow = null)
        : base(message)
    {
        Row = row;
        FirstRow = firstRow;
    }

    /// <summary>Number of the row in the input, from 1.</summary>
    public int Row { get; }

    /// <summary>The row that had the same key before; null if there was none.</summary>
    public int? FirstRow { get; }

    internal static LaunchKeyException Empty(int row) => new("the key is empty; expected a unique value.", row);

    internal static LaunchKeyException TooLong(int row, int maxLength) =>
        new($"the key is longer than {maxLength} characters.", row);

    internal static LaunchKeyException LoneSurrogate(int row) =>
        new("the key contains an invalid Unicode character (unpaired surrogate); expected a unique value.", row);

    internal static LaunchKeyException Duplicate(string key, int firstRow, int row) =>
        new($"rows {firstRow} and {row} have the same key '{key}'; expected a unique value.", row, firstRow);
}
