using GenesysCloud.Suggestions;
using GenesysCloud.Wording;

namespace GenesysCloud.Launching.Reports;

/// <summary>What is wrong with a file of results.</summary>
internal enum ResultsProblem
{
    /// <summary>It can't be read.</summary>
    Unreadable,

    /// <summary>It isn't what a run returned.</summary>
    Invalid,

    /// <summary>It hasn't a column that was asked for.</summary>
    ColumnMissing,

    /// <summary>None of its rows is in the journal.</summary>
    OtherRun,
}

/// <summary>A file of results can't be used for a report.</summary>
internal sealed class ResultsFileException : Exception
{
    private ResultsFileException(string path, ResultsProblem problem, string message, Exception? cause = null)
        : base(message, cause)
    {
        Path = path;
        Problem = problem;
    }

    public string Path { get; }

    public ResultsProblem Problem { get; }

    public static ResultsFileException Unreadable(string path, Exception cause) =>
        new(path, ResultsProblem.Unreadable, $"The results '{path}' can't be read: {cause.Message}", cause);

    public static ResultsFileException Malformed(string path, Exception cause) =>
        new(path, ResultsProblem.Invalid, $"The file '{path}' isn't a valid CSV file: {cause.Message}", cause);

    public static ResultsFileException NoResults(string path) =>
        new(path, ResultsProblem.Invalid, $"The file '{path}' has no column 'Id', so it doesn't contain the results of a run.");

    public static ResultsFileException WithoutColumn(string path, string column, IReadOnlyList<string> columns) => new(
        path, ResultsProblem.ColumnMissing,
        $"The results '{path}' have no column '{column}'{NameSuggestions.Ask(NameSuggestions.Nearest(column, columns))}");

    public static ResultsFileException OfOtherRun(string path, int rows) => new(
        path, ResultsProblem.OtherRun,
        $"The results '{path}' belong to another run: {(rows == 1 ? "its 1 row is" : $"none of its {Quantity.Format(rows, "row")} is")} " +
        "in the journal.");
}
