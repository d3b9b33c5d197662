using System.Management.Automation;
using GenesysCloud.Launching.Reports;

namespace FlowCmdlets.Pipeline;

/// <summary>The errors of reports.</summary>
internal static partial class Errors
{
    public static ErrorRecord ResultsUnusable(ResultsFileException results) => results.Problem switch
    {
        ResultsProblem.Unreadable => Record(
            "ResultsUnreadable", ErrorCategory.ReadError, results.Path, results,
            "Check the path and the permissions of the file, or omit -Results to make the report from the journal alone."),
        ResultsProblem.ColumnMissing => Record(
            "ResultsColumnMissing", ErrorCategory.InvalidArgument, results.Path, results,
            "Specify -IncludeColumn with names of columns of the results, or omit it."),
        ResultsProblem.OtherRun => Record(
            "ResultsMismatch", ErrorCategory.InvalidData, results.Path, results,
            "Specify the results of the run that wrote the journal, or omit -Results to make the report from the journal alone."),
        _ => Record(
            "ResultsInvalid", ErrorCategory.InvalidData, results.Path, results,
            "Specify the file that Export-Csv wrote from the output of Start-GenesysFlow or Wait-GenesysFlowExecution, " +
            "and its -Delimiter if it has an unusual one."),
    };
}
