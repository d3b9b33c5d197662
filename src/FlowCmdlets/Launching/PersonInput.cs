using FlowCmdlets.Pipeline;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Inputs.Types;
using GenesysCloud.Launching.Schemas;
using GenesysCloud.People;

namespace FlowCmdlets.Launching;

/// <summary>
/// A person that rows are for, a user or an external contact: the column that names it, and the input that it goes into. A person travels
/// as an input; the launch itself has no field for one.
/// </summary>
/// <param name="target">The flow.</param>
/// <param name="kind">Which of the two.</param>
/// <param name="input">The input; null if the flow declares none, and none was named.</param>
internal sealed class PersonInput(LaunchTarget target, PersonKind kind, string? input)
{
    // Longer than any address, user name, or external id may be.
    private const int LongestName = 256;

    private readonly string _what = kind == PersonKind.User ? "user" : "external contact";

    /// <summary>The column, and the parameter, that names the person.</summary>
    public string Column { get; } = kind == PersonKind.User ? "UserId" : "ExternalContactId";

    /// <summary>The input that the person's id goes into; null if there is none.</summary>
    public string? Input { get; } = input;

    private string InputParameter => kind == PersonKind.User ? "-UserInput" : "-ExternalContactInput";

    /// <summary>The name that has to be looked up; null if the text is an id, or cannot lead to one.</summary>
    public PersonName? NameIn(string text) =>
        IsId(text) || IsOtherId(text) || text.Trim().Length > LongestName || ProblemOfInput(text, isColumn: true) is not null
            ? null
            : PersonName.Create(kind, text);

    /// <summary>Reads what a row has for the person.</summary>
    /// <param name="text">The text; not empty.</param>
    /// <param name="people">Who has which name, of those that were looked up.</param>
    /// <param name="isColumn">Whether a column of the row has it, and not a parameter of the command.</param>
    public PersonValue Read(string text, IReadOnlyDictionary<PersonName, PersonMatch> people, bool isColumn)
    {
        text = text.Trim();
        if (ProblemOfInput(text, isColumn) is { } problem)
            return new PersonValue(Input is null || IsUndeclared ? null : text, problem);
        if (IsId(text))
            return new PersonValue(text);
        if (NameIn(text) is not { } name)
        {
            return new PersonValue(Fitting(text), At(
                isColumn,
                $"{ValueText.Show(text)} isn't the ID of a Genesys Cloud {_what}; expected a GUID, or {PersonMessages.Names(kind)}"));
        }

        people.TryGetValue(name, out PersonMatch? match);
        return match is PersonMatch.Found { Person.Id: var id }
            ? new PersonValue(id) { Name = name }
            : new PersonValue(Fitting(text), At(isColumn, PersonMessages.Of(name, text, match) + Unchanged(match, isColumn)))
            {
                Name = name,
                Fault = match is PersonMatch.Several ? PersonFault.Ambiguous : PersonFault.NotFound,
            };
    }

    /// <summary>How to have a text reach the flow as it is, where it is probably meant so: an HR number, say.</summary>
    private string Unchanged(PersonMatch? match, bool isColumn) =>
        match is PersonMatch.None ? $". To pass the text to the flow unchanged, {Otherwise(isColumn)}" : "";

    private string Otherwise(bool isColumn) =>
        isColumn ? $"rename the column to '{Input}'" : $"specify it as '{Input}' in -InputData instead of -{Column}";

    /// <summary>A value in place of an id that is not known, which fits the type of the input, so that it is no second fault.</summary>
    private string Fitting(string text) =>
        target.Inputs?.Find(Input!)?.Type is null or FlowVariableType.String or FlowVariableType.Any ? text : Guid.Empty.ToString();

    private string At(bool isColumn, string problem) => isColumn ? $"column '{Column}': {problem}" : $"-{Column}: {problem}";

    private bool IsUndeclared => Input is not null && target.Inputs is { } schema && schema.Find(Input) is null;

    private string? ProblemOfInput(string text, bool isColumn) => Input switch
    {
        null when target.Inputs is null =>
            At(isColumn, $"the inputs of the flow can't be read; use {InputParameter} to specify the input for the {_what}"),
        null => At(isColumn, NotDeclared($"input for the {_what}", $"use {InputParameter} to specify", $"-{Column}")),
        _ when IsUndeclared => $"{InputParameter}: {NotDeclared($"input '{Input}'", "expected", InputParameter)}",
        _ when !IsId(text) && target.Inputs?.Find(Input) is { } declared && !TakesId(declared.Type) =>
            At(
                isColumn,
                $"{ValueText.Show(text)} isn't looked up because the input '{Input}' is " +
                $"{FlowInputMessages.WithArticle(declared.TypeName)} and can't take the ID of a {_what}; " +
                $"to pass the value to the flow unchanged, {Otherwise(isColumn)}"),
        _ => null,
    };

    private static bool TakesId(FlowVariableType type) => type is not (FlowVariableType.Integer or FlowVariableType.Number
        or FlowVariableType.Decimal or FlowVariableType.Boolean or FlowVariableType.Date or FlowVariableType.DateTime
        or FlowVariableType.Time or FlowVariableType.Duration or FlowVariableType.Currency);

    private static bool IsId(string text) => Guid.TryParseExact(text.Trim(), "D", out _);

    /// <summary>A GUID in another form is meant as an id. Other systems, however, may have contacts under it.</summary>
    private bool IsOtherId(string text) => kind == PersonKind.User && Guid.TryParse(text.Trim(), out _);

    private string NotDeclared(string what, string advice, string parameter) => target.Inputs is { Inputs.Count: > 0 } schema
        ? $"the flow declares no {what}; {advice} one of {FlowInputMessages.Names(schema)}"
        : $"the flow declares no inputs, so {parameter} can't be used";
}

/// <summary>What a row has for a person.</summary>
/// <param name="Value">What the input gets; null for nothing.</param>
/// <param name="Problem">What is wrong with it; null if nothing is.</param>
internal sealed record PersonValue(string? Value, string? Problem = null)
{
    /// <summary>The name that it was looked up by; null if it was not.</summary>
    public PersonName? Name { get; init; }

    /// <summary>Why the person is not known; null if it is, or if something else is wrong.</summary>
    public PersonFault? Fault { get; init; }
}

/// <summary>Why a person is not known.</summary>
internal enum PersonFault
{
    /// <summary>No one has the name, or no one who is active.</summary>
    NotFound,

    /// <summary>Several people have it.</summary>
    Ambiguous,
}
