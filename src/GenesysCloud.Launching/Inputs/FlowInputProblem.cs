using GenesysCloud.Launching.Inputs.Types;

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
    /// <summary>The problem in a sentence with the column, the value (clipped) and what was expected.</summary>
    public string Message => Kind switch
    {
        FlowInputProblemKind.BadValue =>
            $"column '{Column}': {ValueText.Show(Value)} is not {FlowInputWords.WithArticle(TypeName!)}; expected {Expected}",
        FlowInputProblemKind.MissingRequired =>
            $"column '{Column}': input '{Input}' is required and has no value; expected {Expected}",
        FlowInputProblemKind.UnknownColumn =>
            $"column '{Column}': the flow declares no such input for {ValueText.Show(Value)}; expected {Expected}",
        FlowInputProblemKind.NestedFlowObject =>
            $"column '{Column}': {ValueText.ShowMembers(Value)} is a nested object, which the platform accepts and the execution fails on later; expected {Expected}",
        _ => $"column '{Column}': {ValueText.Show(Value)} is a second value for input '{Input}'; expected {Expected}",
    };

    /// <inheritdoc cref="Message"/>
    public override string ToString() => Message;
}
