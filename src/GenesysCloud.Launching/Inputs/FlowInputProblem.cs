using GenesysCloud.Launching.Inputs.Types;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Inputs;

/// <summary>What is wrong with one column of a row.</summary>
public enum FlowInputProblemKind
{
    /// <summary>The value is not of the declared type.</summary>
    BadValue,

    /// <summary>A required input has no value.</summary>
    MissingRequired,

    /// <summary>The flow declares no such input, and unknown columns are refused.</summary>
    UnknownColumn,

    /// <summary>An object named <c>Flow</c> holds the inputs; the platform wants them one by one as <c>Flow.x</c>.</summary>
    NestedFlowObject,

    /// <summary>Two columns give one input different values.</summary>
    DuplicateColumn,

    /// <summary>The text has U+FFFD, which a decoder writes in place of characters that it could not read.</summary>
    DamagedText,

    /// <summary>The flow declares no such input, but one of nearly that name, which nothing else fills.</summary>
    NearMiss,

    /// <summary>The declared inputs cannot be read, the name does not begin with <c>Flow.</c>, and dropped columns are refused.</summary>
    DroppedColumn,

    /// <summary>A spreadsheet wrote the text in place of the value, and such cells are refused.</summary>
    SpreadsheetArtifact,
}

/// <summary>One reason why a row is not to be launched.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Column">The column as the row names it, or the input's name where the row has no column for it.</param>
/// <param name="Input">The declared name of the input, if the column is known.</param>
/// <param name="TypeName">The declared type in words, if the column is known.</param>
/// <param name="Value">The value as given.</param>
/// <param name="Expected">What would have been accepted.</param>
public sealed record FlowInputProblem(
    FlowInputProblemKind Kind, string Column, string? Input, string? TypeName, object? Value, string Expected)
{
    /// <summary>Whether the value is the same for all rows, so that it is in no column of the row.</summary>
    public bool IsConstant { get; init; }

    /// <summary>Where the value comes from, as the message names it; null for the column.</summary>
    public string? Place { get; init; }

    /// <summary>The problem in a sentence with the column, the value (clipped) and what was expected.</summary>
    public string Message => $"{Place ?? $"column '{Column}'"}: {Words}";

    private string Words => Kind switch
    {
        FlowInputProblemKind.BadValue =>
            $"{ValueText.Show(Value)} isn't {FlowInputMessages.WithArticle(TypeName!)}; expected {Expected}",
        FlowInputProblemKind.MissingRequired =>
            $"input '{Input}' is required and has no value; expected {Expected}",
        FlowInputProblemKind.UnknownColumn =>
            $"the flow declares no such input for {ValueText.Show(Value)}; expected {Expected}",
        FlowInputProblemKind.NestedFlowObject =>
            $"{ValueText.ShowMembers(Value)} is a nested object. Genesys Cloud accepts it, but the execution fails; expected {Expected}",
        FlowInputProblemKind.DamagedText =>
            $"{ValueText.Show(Value)} contains the replacement character (U+FFFD), so some of its characters are lost; expected {Expected}",
        FlowInputProblemKind.NearMiss =>
            $"the flow declares no such input, but it declares '{Input}', which no other column fills; expected {Expected}",
        FlowInputProblemKind.DroppedColumn =>
            $"{ValueText.Show(Value)} would not be sent because the inputs of the flow can't be read; expected {Expected}",
        FlowInputProblemKind.SpreadsheetArtifact =>
            $"{ValueText.Show(Value)} is {Expected}",
        _ => $"{ValueText.Show(Value)} is a second value for input '{Input}'; expected {Expected}",
    };

    /// <inheritdoc cref="Message"/>
    public override string ToString() => Message;
}
