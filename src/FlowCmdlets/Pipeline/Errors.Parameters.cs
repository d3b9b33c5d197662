using System.Management.Automation;

namespace FlowCmdlets.Pipeline;

/// <content>Errors of parameters that the user can't have meant as they are.</content>
internal static partial class Errors
{
    /// <summary>A parameter that was specified has no value, such as one that was taken from a variable that does not exist.</summary>
    public static ErrorRecord ParameterEmpty(string parameter) => Record(
        nameof(ParameterEmpty),
        ErrorCategory.InvalidArgument,
        parameter,
        new ArgumentException($"-{parameter} was specified, but its value is empty."),
        $"Check the variable or the property that the value comes from, or omit -{parameter}.");

    /// <summary>A row names another person than the command line does.</summary>
    public static ErrorRecord ColumnContradictsParameter(
        RowLabel row, object? target, string column, string cell, string parameter, string value) => Record(
        nameof(ColumnContradictsParameter),
        ErrorCategory.InvalidData,
        target,
        new ArgumentException(
            $"Row {row} was not launched: column '{column}' is {cell}, but -{parameter} is {value}; expected one of them."),
        $"To use the column, omit -{parameter}. To use the parameter, remove the column: Select-Object -ExcludeProperty {column}.");

    /// <summary>A path has a character that no path can have.</summary>
    public static ErrorRecord PathInvalid(string path) => Record(
        nameof(PathNotFile),
        ErrorCategory.InvalidArgument,
        path,
        new ArgumentException($"'{path.Replace("\0", "\\0", StringComparison.Ordinal)}' isn't a path, since it contains a NUL character."),
        "Specify the path of a file.");
}
