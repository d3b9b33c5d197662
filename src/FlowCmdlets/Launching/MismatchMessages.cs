using FlowCmdlets.Pipeline;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Inputs.Types;
using GenesysCloud.Suggestions;
using GenesysCloud.Wording;

namespace FlowCmdlets.Launching;

/// <summary>The words in which columns that are no inputs of the flow are reported, with the probable reason.</summary>
internal static class MismatchMessages
{
    /// <summary>What is wrong with a row whose inputs are all empty.</summary>
    public const string OfCells =
        "all of its cells that are inputs of the flow are empty; expected at least one value";

    private const string Delimiters = ";\t|,";

    /// <summary>Why none of the columns is an input of the flow.</summary>
    public static string OfColumns(InputRow row, LaunchTarget target)
    {
        string[] columns = [.. row.Names];
        string named = columns.Length switch
        {
            0 => "it has no columns",
            1 => $"its only column {Quoted(columns[0])} isn't an input of the flow",
            _ => $"none of its columns {NameList.Format([.. columns.Select(Quoted)])} is an input of the flow",
        };
        return $"{named}; expected {Expected(target)}{Hint(columns, target)}";
    }

    /// <summary>Why nothing of <c>-InputData</c> is an input of the flow.</summary>
    public static string OfConstants(LaunchTarget target, RowDraft draft) =>
        $"no entry of -InputData is an input of the flow; expected {Expected(target)}" +
        (draft.Problems.Count > 0 ? $"; {string.Join("; ", draft.Problems)}" : "");

    /// <summary>Columns that are not sent, though the row is.</summary>
    public static string OfIgnored(LaunchTarget target, IReadOnlyList<UnknownColumn> unknown)
    {
        string names = string.Join(", ", unknown.Select(column =>
            $"'{column.Name}'{(column.Nearest is null ? "" : $" (did you mean '{column.Nearest}'?)")}"));
        string what = unknown.All(column => column.IsConstant)
            ? $"{names} of -InputData"
            : $"the {Quantity.Word(unknown.Count, "column", "columns")} {names}";
        string verb = Quantity.Word(unknown.Count, "is", "are");
        return target.Inputs is null
            ? $"The inputs of the flow '{target.DisplayName}' can't be read, so {what} {verb} not sent; " +
                "only names that begin with 'Flow.' are."
            : $"The flow '{target.DisplayName}' declares no input for {what}, which {verb} ignored.";
    }

    private static string Expected(LaunchTarget target) =>
        target.Inputs is { } schema ? $"one of {FlowInputMessages.Names(schema)}"
        : $"a name that begins with 'Flow.', because the inputs of the flow can't be read (missing permission {Permission.ViewFlow})";

    private static string Quoted(string column) => $"'{ValueText.Clip(column)}'";

    private static string Hint(string[] columns, LaunchTarget target)
    {
        if (columns.Any(column => column.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)))
        {
            return ". The first line of the file, 'sep=', is for Excel only. To skip it: " +
                "Get-Content rows.csv | Select-Object -Skip 1 | ConvertFrom-Csv";
        }

        if (columns.Any(column => IsSeveral(column, target)))
            return "; was the file read with the wrong -Delimiter?";
        return NameSuggestions.Question(columns.Select(column => target.Inputs?.Nearest(column)).Distinct());
    }

    /// <summary>Whether the name of one column is that of several, which were not separated. A comma may belong to a name.</summary>
    private static bool IsSeveral(string column, LaunchTarget target) => Delimiters.Any(delimiter =>
        column.Contains(delimiter, StringComparison.Ordinal)
        && (delimiter != ',' || column.Split(delimiter).Any(part => target.Inputs?.Find(part.Trim().Trim('"')) is not null)));
}
