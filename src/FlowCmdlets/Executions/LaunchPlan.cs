using System.Collections;
using FlowCmdlets.Binding;
using GenesysCloud.Architect;
using GenesysCloud.Launching;

namespace FlowCmdlets.Executions;

/// <summary>How rows become launches of one flow: whose inputs they are checked against, and what is the same for all of them.</summary>
internal sealed class LaunchPlan
{
    private readonly FlowInputBinder _binder;
    private readonly List<KeyValuePair<string, object?>> _constants;
    private readonly string? _userInput;
    private readonly string? _contactInput;
    private readonly string? _name;

    public LaunchPlan(LaunchTarget target, LaunchRunOptions options)
    {
        Target = target;
        _binder = new FlowInputBinder(target.Inputs, options.Strict, [.. InputRow.ResultColumns, .. options.Journal?.KeyColumn is { } key ? [key] : Array.Empty<string>()]);
        _name = options.Name;
        _userInput = options.UserInput ?? target.Inputs?.UserInput?.Name;
        _contactInput = options.ExternalContactInput ?? target.Inputs?.ExternalContactInput?.Name;
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

    /// <summary>Whether rows of this flow are to be launched; null until that was asked.</summary>
    public bool? Approved { get; set; }

    /// <summary>Makes the request of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="userId">The user it is for; empty for none.</param>
    /// <param name="contactId">The external contact it is for; empty for none.</param>
    /// <param name="problems">Everything that is wrong with the row.</param>
    /// <param name="unknownColumns">Columns that no row before had and that the flow does not declare.</param>
    /// <returns>The request; not to be sent if there are problems.</returns>
    public FlowExecutionLaunchRequest Build(
        InputRow row, string? userId, string? contactId, out IReadOnlyList<string> problems, out IReadOnlyList<UnknownColumn> unknownColumns)
    {
        var found = new List<string>();
        var columns = new List<KeyValuePair<string, object?>>(row.Columns.Count + _constants.Count + 1);
        columns.AddRange(_constants);
        foreach ((string name, object? value) in row.Columns)
            columns.Add(new(name, PlainValues.Of(value)));
        AddPerson(columns, userId, "UserId", "user", _userInput, "-UserInput", found);
        AddPerson(columns, contactId, "ExternalContactId", "external contact", _contactInput, "-ExternalContactInput", found);
        if (!string.IsNullOrWhiteSpace(userId) && !string.IsNullOrWhiteSpace(contactId))
            found.Add("columns 'UserId' and 'ExternalContactId': both have a value; expected one or the other (to fill an input of each, name the columns as the inputs, 'Flow.…')");

        FlowInputBinding binding = _binder.Bind(columns);
        found.AddRange(binding.Problems.Select(problem => problem.Message));
        problems = found;
        unknownColumns = binding.NewUnknownColumns;
        return new FlowExecutionLaunchRequest(Target.FlowId, Target.Version, binding.Inputs, _name);
    }

    /// <summary>A person travels as an input: the launch itself has no field for one.</summary>
    private void AddPerson(
        List<KeyValuePair<string, object?>> columns, string? id, string column, string what, string? input, string parameter, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(id))
            return;
        if (!Guid.TryParse(id, out _))
            problems.Add($"column '{column}': '{id}' is not the id of a Genesys Cloud {what}; expected a GUID");
        if (input is not null)
            columns.Add(new(input, id.Trim()));
        else if (Target.Inputs is null)
            problems.Add($"column '{column}': the inputs of the flow cannot be read, so {parameter} must say which one is the {what}");
        else
            problems.Add($"column '{column}': the flow declares no input for a {what}; expected {parameter} to name one of {DeclaredInputs()}");
    }

    private string DeclaredInputs() => Target.Inputs is { Inputs.Count: > 0 } schema
        ? string.Join(", ", schema.Inputs.Select(input => $"'{input.Name}'"))
        : "its inputs, of which it has none";
}
