using System.Management.Automation;
using GenesysCloud.Suggestions;

namespace FlowCmdlets.Pipeline;

/// <summary>The errors of rows that are refused before anything is sent.</summary>
internal static partial class Errors
{
    public static ErrorRecord FlowMissing(RowLabel row, object? target) => Record(
        nameof(FlowMissing),
        ErrorCategory.InvalidArgument,
        target,
        new ArgumentException(target is null ? "No flow was specified." : $"Row {row} doesn't specify a flow."),
        "Specify the flow with -Flow (ID or name), or add a FlowId column to the rows.");

    public static ErrorRecord RequiredInputUnknown(string name, string flow, string? nearest) => Record(
        nameof(RequiredInputUnknown), ErrorCategory.InvalidArgument, name,
        new ArgumentException(
            $"-RequiredInput specifies '{name}', but the flow '{flow}' declares no such " +
            $"input{NameSuggestions.Ask(nearest)}"),
        $"Run Get-GenesysFlowInput '{flow}' to list the input names.");

    public static ErrorRecord IgnoredColumnIsInput(string name, string flow) => Record(
        nameof(IgnoredColumnIsInput), ErrorCategory.InvalidArgument, name,
        new ArgumentException($"-IgnoreColumn specifies '{name}', which is an input of the flow '{flow}'."),
        "Remove the name from -IgnoreColumn, or the column from the rows: Select-Object -ExcludeProperty.");

    /// <summary>No column of a row is an input of the flow, so that it would be launched without anything of the row.</summary>
    public static ErrorRecord NoMatchingColumn(RowLabel row, object? target, string mismatch, string flow) => Record(
        nameof(NoMatchingColumn), ErrorCategory.InvalidData, target,
        new ArgumentException(Sentence($"{Subject(row, target)} was not launched: {mismatch}")),
        $"Run Get-GenesysFlowInput '{flow}' to list the inputs, name the columns after them, " +
        "and check the -Delimiter that the file was read " +
        "with. To launch the flow for each row with only -InputData, specify -IgnoreColumn *.");

    public static ErrorRecord NoMatchingInputData(string mismatch, string flow) => Record(
        nameof(NoMatchingInputData),
        ErrorCategory.InvalidArgument,
        null,
        new ArgumentException(Sentence($"The flow was not launched: {mismatch}")),
        $"Run Get-GenesysFlowInput '{flow}' to list the inputs. To launch the flow without inputs, specify -IgnoreColumn *.");

    /// <summary>A column is nearly named as an input that nothing else fills.</summary>
    public static ErrorRecord ColumnMisspelled(RowLabel row, object? target, string flow, IEnumerable<string> problems) => Record(
        nameof(ColumnMisspelled), ErrorCategory.InvalidData, target,
        new ArgumentException($"{Subject(row, target)} was not launched: {string.Join("; ", problems)}."),
        $"Run Get-GenesysFlowInput '{flow}' to list the inputs and rename the column, or specify -IgnoreColumn with its name.");

    public static ErrorRecord KeyColumnMissing(RowLabel row, object? target, string key, IReadOnlyList<string> columns)
    {
        IReadOnlyList<string> near = NameSuggestions.Nearest(key, columns);
        string there = columns.Count == 0
            ? "it has none"
            : $"its columns are {NameList.Format([.. columns.Select(column => $"'{column}'")])}";
        return Record(
            nameof(KeyColumnMissing), ErrorCategory.InvalidArgument, target,
            new ArgumentException(
                $"Row {row} was not launched: it has no column '{key}', which -Key specifies; {there}{NameSuggestions.Ask(near)}"),
            "Specify -Key with the name of a column that identifies each row.");
    }

    public static ErrorRecord RowInvalid(RowLabel row, object? target, Exception problem) => Record(
        nameof(RowInvalid), ErrorCategory.InvalidArgument, target, new ArgumentException($"Row {row}: {problem.Message}", problem),
        "Pipe rows (objects with a property for each input), flows, or executions.");

    public static ErrorRecord RowIsNothing(long row) => Record(
        "RowInvalid", ErrorCategory.InvalidArgument, null,
        new ArgumentException($"Row {row} is $null and was skipped; expected an object with a property for each column."),
        "Check the variable or command before the pipe. To launch a flow without a row, don't pipe anything.");

    public static ErrorRecord InputInvalid(RowLabel row, object? target, string flow, IEnumerable<string> problems) => Record(
        nameof(InputInvalid),
        ErrorCategory.InvalidData,
        target,
        new ArgumentException($"{Subject(row, target)} was not launched: {string.Join("; ", problems)}."),
        $"Run Get-GenesysFlowInput '{flow}' to list the inputs that the flow takes.");
}
