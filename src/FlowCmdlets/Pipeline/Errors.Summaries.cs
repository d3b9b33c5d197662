using System.Management.Automation;

namespace FlowCmdlets.Pipeline;

/// <summary>The errors of summaries.</summary>
internal static partial class Errors
{
    /// <param name="path">The file.</param>
    /// <param name="isJournal">Whether it is a journal, and not just any file.</param>
    public static ErrorRecord SummaryPathInvalid(string path, bool isJournal) => Record(
        nameof(SummaryPathInvalid), ErrorCategory.InvalidArgument, path,
        new ArgumentException(
            isJournal
                ? $"-SummaryPath is the journal '{path}', which was not replaced. Nothing was launched."
                : $"-SummaryPath is the file '{path}', which isn't a summary and was not replaced. Nothing was launched."),
        $"Specify another file for the summary{(isJournal ? "" : ", or delete this one first")}.");

    /// <param name="path">The file.</param>
    /// <param name="failure">Why it can't be written.</param>
    /// <param name="isBefore">Whether the command has done nothing yet.</param>
    public static ErrorRecord SummaryNotWritten(string path, Exception failure, bool isBefore) => Record(
        "FileNotWritten", ErrorCategory.WriteError, path,
        new IOException(
            $"The summary '{path}' {(isBefore ? "can't be" : "was not")} written: " +
            $"{Sentence(failure.Message)}{(isBefore ? " Nothing was launched." : "")}",
            failure),
        "Check the folder of -SummaryPath, the disk, and the permissions of the file.");

    public static ErrorRecord SummaryVariableInvalid(string name, Exception failure) => Record(
        nameof(SummaryVariableInvalid), ErrorCategory.InvalidArgument, name,
        new ArgumentException($"The variable '{name}' of -SummaryVariable can't be set: {failure.Message}", failure),
        "Specify the name of a variable that can be changed, without the dollar sign.");
}
