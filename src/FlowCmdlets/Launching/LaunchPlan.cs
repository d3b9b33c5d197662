using System.Collections;
using FlowCmdlets.Binding;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Inputs.Types;
using GenesysCloud.Launching.Schemas;

namespace FlowCmdlets.Launching;

/// <summary>How rows become launches of one flow: whose inputs they are checked against, and what is the same for all of them.</summary>
internal sealed class LaunchPlan
{
    private const string User = "UserId";
    private const string Contact = "ExternalContactId";

    private readonly FlowInputBinder _binder;
    private readonly List<KeyValuePair<string, object?>> _constants;
    private readonly string? _userInput;
    private readonly string? _contactInput;
    private readonly string? _name;
    private readonly bool _mayGiveNothing;

    public LaunchPlan(LaunchTarget target, LaunchRunOptions options)
    {
        Target = target;
        _binder = new FlowInputBinder(
            target.Inputs,
            options.Strict,
            options.Launch.Journal?.KeyColumn is { } key ? [key] : [],
            options.Inputs with { IsIgnoredColumn = options.IgnoredColumns.Contains });
        _mayGiveNothing = options.IgnoredColumns.IsAll || target.Inputs is { Inputs.Count: 0 };
        _name = options.Name;
        _userInput = NameOf(options.UserInput) ?? target.Inputs?.UserInput?.Name;
        _contactInput = NameOf(options.ExternalContactInput) ?? target.Inputs?.ExternalContactInput?.Name;
        _constants = ConstantsOf(options.InputData);
    }

    /// <summary>The inputs that are the same for all rows, in an order of their own.</summary>
    public static List<KeyValuePair<string, object?>> ConstantsOf(IDictionary? inputData) =>
    [
        .. (inputData ?? new Hashtable()).Cast<DictionaryEntry>()
            .Select(entry => new KeyValuePair<string, object?>(entry.Key.ToString() ?? "", PlainValues.Of(entry.Value)))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal),
    ];

    public LaunchTarget Target { get; }

    /// <summary>Makes the request of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="parameters">The people it is for.</param>
    public RowDraft Build(InputRow row, RowParameters parameters)
    {
        var found = new List<string>();
        var problemColumns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var columns = new List<KeyValuePair<string, object?>>(row.Columns.Count + 1);
        for (int i = 0; i < row.Columns.Count; i++)
        {
            (string name, object? value) = row.Columns[i];
            object? plain = PlainValues.Of(value);
            FlowInput? input = _binder.InputOf(name);
            // What stood beside the results of an earlier launch was reported at that launch.
            if (!row.IsResult || !ColumnNames.IsTaken(name) || ColumnNames.IsParameter(name) || input is not null)
                columns.Add(new(name, plain));
            if (plain is not (null or string) && FlowInputCell.Of(plain, input, _binder.Culture) is var kept)
                row.Keep(i, ReferenceEquals(kept, plain) ? value : kept);
        }

        List<KeyValuePair<string, object?>> constants = [.. _constants];
        AddPerson(row, columns, constants, parameters.UserId, User, "user", _userInput, "-UserInput", found);
        if (found.Count > 0)
            problemColumns.Add(User);
        int beforeContact = found.Count;
        AddPerson(
            row, columns, constants, parameters.ExternalContactId, Contact,
            "external contact", _contactInput, "-ExternalContactInput", found);
        if (found.Count > beforeContact)
            problemColumns.Add(Contact);
        if (!string.IsNullOrWhiteSpace(parameters.UserId) && !string.IsNullOrWhiteSpace(parameters.ExternalContactId))
        {
            problemColumns.UnionWith([User, Contact]);
            found.Add(
                "columns 'UserId' and 'ExternalContactId': both have a value; " +
                "expected only one of them (to fill an input with each, name the columns after the inputs: 'Flow.…')");
        }

        bool isWrongOtherwise = found.Count > 0;
        FlowInputBinding binding = _binder.Bind(columns, constants);
        isWrongOtherwise |= binding.Problems.Any(problem => problem.Kind is not (FlowInputProblemKind.MissingRequired
            or FlowInputProblemKind.UnknownColumn or FlowInputProblemKind.DroppedColumn or FlowInputProblemKind.NearMiss));
        foreach (FlowInputProblem problem in binding.Problems.Select(problem => AsNamedIn(row, problem)))
        {
            found.Add(problem.Message);
            problemColumns.Add(problem.Place ?? ValueText.Clip(problem.Column));
        }

        return new RowDraft(new FlowExecutionLaunchRequest(Target.FlowId, Target.Version, binding.Inputs, _name))
        {
            Problems = found,
            ProblemColumns = problemColumns,
            IsNearMiss = binding.Problems.Any(problem => problem.Kind == FlowInputProblemKind.NearMiss),
            // What is wrong with a value says more than that there is none.
            GivesNothing = isWrongOtherwise ? EmptyRowReason.No : GivesNothing(row, binding, constants.Count),
            UnknownColumns = binding.NewUnknownColumns,
            DoubtfulCells = binding.NewDoubtfulCells,
        };
    }

    /// <summary>
    /// How the row gives the flow nothing, though it was meant to. A flow that is piped, and one that takes nothing, need nothing.
    /// </summary>
    private EmptyRowReason GivesNothing(InputRow row, FlowInputBinding binding, int constants)
    {
        if (_mayGiveNothing || row.Flow is not null)
            return EmptyRowReason.No;
        if (row.Source is null)
            return constants > 0 && !binding.HasInputConstant ? EmptyRowReason.NoConstant : EmptyRowReason.No;
        return binding.HasOwnInput ? EmptyRowReason.No
            : binding.HasInputColumn ? EmptyRowReason.NoCell
            : EmptyRowReason.NoColumn;
    }

    /// <summary>A person travels as an input: the launch itself has no field for one.</summary>
    private void AddPerson(
        InputRow row,
        List<KeyValuePair<string, object?>> columns,
        List<KeyValuePair<string, object?>> constants,
        string? id,
        string column,
        string what,
        string? input,
        string parameter,
        List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(id))
            return;
        if (!Guid.TryParseExact(id.Trim(), "D", out _))
            problems.Add($"column '{column}': '{id}' isn't the ID of a Genesys Cloud {what}; expected a GUID");
        if (input is not null && Target.Inputs?.Find(input) is null && Target.Inputs is not null)
            problems.Add($"{parameter}: {NotDeclared($"input '{input}'", "expected", parameter)}");
        else if (input is not null)
            (row.ParameterOf(column)?.Trim() == id.Trim() ? columns : constants).Add(new(input, id.Trim()));
        else if (Target.Inputs is null)
            problems.Add($"column '{column}': the inputs of the flow can't be read; use {parameter} to specify the input for the {what}");
        else
            problems.Add($"column '{column}': {NotDeclared($"input for the {what}", $"use {parameter} to specify", $"-{column}")}");
    }

    /// <summary>The problem by the name that the row or the command line has for its value.</summary>
    private FlowInputProblem AsNamedIn(InputRow row, FlowInputProblem problem)
    {
        string? person = problem.Column != problem.Input
            ? null
            : problem.Input == _userInput ? User : problem.Input == _contactInput ? Contact : null;
        if (problem.IsConstant)
        {
            bool isPerson = person is not null && !_constants.Exists(constant => constant.Key == problem.Column);
            return problem with { Place = isPerson ? $"-{person}" : $"-InputData '{problem.Column}'" };
        }

        return person is not null && row.NameOfParameter(person) is { } column && !row.Columns.Exists(cell => cell.Key == problem.Column)
            ? problem with { Column = column }
            : problem;
    }

    /// <summary>
    /// The declared name of the input that a parameter names; where inputs cannot be read, the name that a flow gives them.
    /// </summary>
    private string? NameOf(string? input) => input is null ? null
        : Target.Inputs is { } schema ? schema.Find(input)?.Name ?? input
        : FlowInput.Prefix + FlowInput.BareName(input);

    private string NotDeclared(string what, string advice, string parameter) => Target.Inputs is { Inputs.Count: > 0 } schema
        ? $"the flow declares no {what}; {advice} one of {FlowInputMessages.Names(schema)}"
        : $"the flow declares no inputs, so {parameter} can't be used";
}
