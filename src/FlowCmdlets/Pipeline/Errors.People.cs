using System.Management.Automation;

namespace FlowCmdlets.Pipeline;

/// <summary>The errors of rows whose person is not known.</summary>
internal static partial class Errors
{
    /// <summary>A row names a person other than by id, and no one has that name.</summary>
    public static ErrorRecord PersonNotFound(RowLabel row, object? target, string problem) => Record(
        nameof(PersonNotFound),
        ErrorCategory.ObjectNotFound,
        target,
        new ArgumentException(Sentence($"{Subject(row, target)} was not launched: {problem}")),
        "Correct the name, or specify the person by ID (a GUID). If the person exists, check that a role of the OAuth client " +
        "covers its division. A person who was added just now is found after some seconds.");

    /// <summary>A row names a person other than by id, and several people have that name.</summary>
    public static ErrorRecord PersonAmbiguous(RowLabel row, object? target, string problem) => Record(
        nameof(PersonAmbiguous),
        ErrorCategory.InvalidData,
        target,
        new ArgumentException(Sentence($"{Subject(row, target)} was not launched: {problem}")),
        "Specify the person by ID (a GUID); Genesys Cloud shows it in the address of the person's profile.");
}
