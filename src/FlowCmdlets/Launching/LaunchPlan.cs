using System.Collections;
using FlowCmdlets.Binding;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Inputs.Types;
using GenesysCloud.Launching.Schemas;
using GenesysCloud.People;

namespace FlowCmdlets.Launching;

/// <summary>How rows become launches of one flow: whose inputs they are checked against, and what is the same for all of them.</summary>
internal sealed class LaunchPlan
{
    private readonly FlowInputBinder _binder;
    private readonly List<KeyValuePair<string, object?>> _constants;
    private readonly PersonInput _user;
    private readonly PersonInput _contact;
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
        _user = new PersonInput(target, PersonKind.User, NameOf(options.UserInput) ?? target.Inputs?.UserInput?.Name);
        _contact = new PersonInput(
            target, PersonKind.ExternalContact, NameOf(options.ExternalContactInput) ?? target.Inputs?.ExternalContactInput?.Name);
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

    /// <summary>The people of a row who have to be looked up, because it names them other than by id.</summary>
    public IReadOnlyList<PersonName> PeopleOf(RowParameters parameters) => (parameters.HasUser, parameters.HasContact) switch
    {
        (true, false) when _user.NameIn(parameters.UserId!) is { } user => [user],
        (false, true) when _contact.NameIn(parameters.ExternalContactId!) is { } contact => [contact],
        // With both, it is refused anyway.
        _ => [],
    };

    /// <summary>Makes the request of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="parameters">The people it is for.</param>
    /// <param name="people">Who has which name, of those that were looked up.</param>
    public RowDraft Build(InputRow row, RowParameters parameters, IReadOnlyDictionary<PersonName, PersonMatch> people)
    {
        var found = new RowProblems();
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
        PersonValue? user = AddPerson(_user, parameters.UserId);
        PersonValue? contact = AddPerson(_contact, parameters.ExternalContactId);
        if (user is not null && contact is not null)
        {
            found.Add(
                "columns 'UserId' and 'ExternalContactId': both have a value; " +
                "expected only one of them (to fill an input with each, name the columns after the inputs: 'Flow.…')",
                _user.Column,
                _contact.Column);
        }

        PersonValue? AddPerson(PersonInput person, string? text)
        {
            if (string.IsNullOrWhiteSpace(text))
                return null;
            bool isColumn = row.ParameterOf(person.Column)?.Trim() == text.Trim();
            PersonValue value = person.Read(text, people, isColumn);
            if (value.Problem is { } problem)
                found.Add(problem, person.Column);
            if (value.Value is { } id)
                (isColumn ? columns : constants).Add(new(person.Input!, id));
            return value;
        }

        bool isWrongOtherwise = found.Messages.Count > 0;
        FlowInputBinding binding = _binder.Bind(columns, constants);
        isWrongOtherwise |= binding.Problems.Any(problem => problem.Kind is not (FlowInputProblemKind.MissingRequired
            or FlowInputProblemKind.UnknownColumn or FlowInputProblemKind.DroppedColumn or FlowInputProblemKind.NearMiss));
        foreach (FlowInputProblem problem in binding.Problems.Select(problem => AsNamedIn(row, problem)))
            found.Add(problem.Message, problem.Place ?? ValueText.Clip(problem.Column));

        return new RowDraft(new FlowExecutionLaunchRequest(Target.FlowId, Target.Version, binding.Inputs, _name))
        {
            Problems = found.Messages,
            ProblemColumns = found.Columns,
            // Of a row that has other faults too, those are to be reported with it.
            PersonFault = found.Messages.Count == 1 ? user?.Fault ?? contact?.Fault : null,
            Identity = IdentityOf(binding, _user, user) ?? IdentityOf(binding, _contact, contact),
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

    /// <summary>
    /// The inputs with a person who was looked up as the row names it; null if none was. No input can have the name under which it stands.
    /// </summary>
    private static Dictionary<string, object?>? IdentityOf(FlowInputBinding binding, PersonInput person, PersonValue? value)
    {
        if (value?.Name is not { } name)
            return null;
        var identity = new Dictionary<string, object?>(binding.Inputs, StringComparer.Ordinal);
        identity.Remove(person.Input!);
        identity.Add("-" + person.Column, name.Key);
        return identity;
    }

    /// <summary>The problem by the name that the row or the command line has for its value.</summary>
    private FlowInputProblem AsNamedIn(InputRow row, FlowInputProblem problem)
    {
        string? person = problem.Column != problem.Input
            ? null
            : problem.Input == _user.Input ? _user.Column : problem.Input == _contact.Input ? _contact.Column : null;
        if (problem.IsConstant)
        {
            bool isPerson = person is not null && !_constants.Exists(constant => constant.Key == problem.Column);
            return problem with { Place = isPerson ? $"-{person}" : $"-InputData '{problem.Column}'" };
        }

        bool isOwnColumn = row.Columns.Exists(cell => cell.Key == problem.Column);
        // A name may be expected to be looked up in the column of the input itself, too.
        if (isOwnColumn && problem is { Kind: FlowInputProblemKind.BadValue, Value: string } && problem.Input == _user.Input
            && Target.Inputs?.UserInput is { Type: FlowVariableType.User })
        {
            return problem with { Expected = $"{problem.Expected}; names are looked up only in a column that is named {_user.Column}" };
        }

        return person is not null && row.NameOfParameter(person) is { } column && !isOwnColumn
            ? problem with { Column = column }
            : problem;
    }

    /// <summary>
    /// The declared name of the input that a parameter names; where inputs cannot be read, the name that a flow gives them.
    /// </summary>
    private string? NameOf(string? input) => input is null ? null
        : Target.Inputs is { } schema ? schema.Find(input)?.Name ?? input
        : FlowInput.Prefix + FlowInput.BareName(input);
}
