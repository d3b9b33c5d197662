using System.Management.Automation;

namespace FlowCmdlets.Pipeline;

/// <summary>The errors of rows whose person is not known.</summary>
internal static partial class Errors
{
    /// <summary>A row names a person other than by id, and no one has that name, or several people have it.</summary>
    public static ErrorRecord PersonUnknown(RowLabel row, object? target, bool isAmbiguous, string problem) => Record(
        isAmbiguous ? "PersonAmbiguous" : "PersonNotFound",
        isAmbiguous ? ErrorCategory.InvalidData : ErrorCategory.ObjectNotFound,
        target,
        new ArgumentException(Sentence($"{Subject(row, target)} was not launched: {problem}")),
        isAmbiguous
            ? "Specify the person by ID (a GUID); Genesys Cloud shows it in the address of the person's profile."
            : "Correct the name, or specify the person by ID (a GUID). If the person exists, check that a role of the OAuth client " +
                "covers its division. A person who was added just now is found after some seconds.");
}
