using GenesysCloud.Launching.Inputs.Cultures;
using GenesysCloud.Launching.Inputs.Types;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Inputs;

/// <summary>
/// Turns the columns of rows into the inputs of one flow. One per run, used by one thread: it remembers what each column
/// name stands for, and which unknown ones it has reported.
/// </summary>
public sealed class FlowInputBinder
{
    private readonly FlowInputSchema? _schema;
    private readonly bool _strict;
    private readonly bool _emptyIsNull;
    private readonly IReadOnlyList<string> _requiredUndeclared;
    private readonly HashSet<string> _keys;
    private readonly Func<string, bool> _isIgnored;
    private readonly Dictionary<string, BoundColumn> _columns = new(StringComparer.Ordinal);
    private readonly List<FlowInputSlot> _slots = [];

    /// <summary>Creates a binder for one flow.</summary>
    /// <param name="schema">
    /// The declared inputs, or null if they cannot be read: then columns that begin with <c>Flow.</c> go as they are, the
    /// others are ignored, and nothing is required.
    /// </param>
    /// <param name="strict">
    /// True if a column that is no input, or a cell that a spreadsheet has probably changed, is a problem of the row.
    /// </param>
    /// <param name="ignoredColumns">
    /// Names, in any case, that need not be inputs, since they are there for something else. One that differs from an input only in case
    /// and separators is reported all the same.
    /// </param>
    /// <param name="options">How cells are read; null for the defaults.</param>
    public FlowInputBinder(
        FlowInputSchema? schema, bool strict = false, IEnumerable<string>? ignoredColumns = null, FlowInputOptions? options = null)
    {
        _schema = schema;
        _strict = strict;
        options ??= new FlowInputOptions();
        // Without a schema, no input is known to take null.
        _emptyIsNull = schema is not null && options.EmptyCell == EmptyCell.NotSet;
        Culture = options.Culture is { } culture ? new CellCulture(culture) : null;
        _keys = new(ignoredColumns ?? [], StringComparer.OrdinalIgnoreCase);
        _isIgnored = options.IsIgnoredColumn;
        HashSet<FlowInput?> required = [.. options.RequiredInputs.Select(name => schema?.Find(name))];
        foreach (FlowInput input in schema?.Inputs ?? [])
            _slots.Add(new FlowInputSlot(input, required.Contains(input)));
        _requiredUndeclared = schema is null ? [.. options.RequiredInputs.Select(FlowVariable.BareName)] : [];
    }

    /// <summary>
    /// Binds one row. Columns match with or without <c>Flow.</c> and in any case; an empty cell is absent, unless the options say
    /// otherwise; all problems are reported at once.
    /// </summary>
    /// <param name="columns">The cells of the row.</param>
    /// <param name="constants">
    /// What is given for all rows. Null there is JSON null, text is read without a culture, and a cell that says otherwise is a problem.
    /// </param>
    public FlowInputBinding Bind(
        IEnumerable<KeyValuePair<string, object?>> columns, IEnumerable<KeyValuePair<string, object?>>? constants = null)
    {
        var row = new RowFindings();
        foreach (FlowInputSlot slot in _slots)
            slot.Clear();

        bool hasInputConstant = false;
        foreach ((string name, object? value) in constants ?? [])
            hasInputConstant |= Take(name, value, isConstant: true, row);
        bool hasInputColumn = false;
        foreach ((string name, object? value) in columns)
            hasInputColumn |= Take(name, value, isConstant: false, row);
        AddNearMisses(row);

        var inputs = new Dictionary<string, object?>(_slots.Count, StringComparer.Ordinal);
        foreach (FlowInputSlot slot in _slots)
        {
            if (slot.HasValue)
                inputs.Add(slot.Input.Name, slot.Value);
            row.Add(slot.Missing());
        }

        foreach (string bare in _requiredUndeclared)
        {
            if (!_slots.Exists(
                slot => slot.Value is not null && FlowVariable.BareName(slot.Input.Name).Equals(bare, StringComparison.OrdinalIgnoreCase)))
            {
                row.Add(Missing(FlowVariable.Prefix + bare));
            }
        }

        return new FlowInputBinding(inputs, row.Problems, row.Unknown)
        {
            HasInputColumn = hasInputColumn,
            HasInputConstant = hasInputConstant,
            HasOwnInput = _slots.Exists(slot => slot.HasOwnValue),
            NewDoubtfulCells = row.Doubtful,
        };
    }

    private static FlowInputProblem Missing(string name) =>
        new(
            FlowInputProblemKind.MissingRequired, name, name,
            FlowVariable.NameOf(FlowVariableType.Any), null, FlowInputMessages.WithArticle("any"));

    /// <summary>Takes in a column of the row, or what is given for all rows.</summary>
    /// <returns>Whether it stands for an input.</returns>
    private bool Take(string name, object? value, bool isConstant, RowFindings row)
    {
        BoundColumn column = ColumnOf(name);
        if (column.Slot is { } slot)
        {
            FlowInputProblem? problem = isConstant ? slot.TakeConstant(name, value) : slot.TakeCell(name, value, _emptyIsNull, Culture);
            if (problem is null && !isConstant && SpreadsheetArtifacts.Suspect(value, slot.Input) is { } suspicion)
            {
                if (_strict)
                    problem = slot.RefuseArtifact(name, value, suspicion);
                else if (column.ReportDoubtOnce())
                    row.Doubtful.Add(new DoubtfulCell(name, (string)value!, suspicion));
            }

            row.Add(problem, isConstant);
            return true;
        }

        if (column.IsFlow
            && (PlainValue.IsObject(value) || (value is string text && FlowInputText.Json(text) is Dictionary<string, object?>)))
        {
            row.Add(Nested(name, value), isConstant);
        }
        else if (column.Unknown is { } unknown)
        {
            row.Undeclared.Add((column, unknown, value, isConstant));
        }

        return false;
    }

    /// <summary>Decides on the columns that are no inputs, once it is known which inputs the others fill.</summary>
    private void AddNearMisses(RowFindings row)
    {
        foreach ((BoundColumn column, UnknownColumn unknown, object? value, bool isConstant) in row.Undeclared)
        {
            if (column.Nearest is { IsNamed: false } nearest)
                row.Add(NearMiss(unknown, nearest.Input, value), isConstant);
            else if (column.IsKey)
                continue;
            else if (_strict)
                row.Add(Undeclared(unknown, value), isConstant);
            else if (column.ReportOnce())
                row.Unknown.Add(unknown with { IsConstant = isConstant });
        }
    }

    /// <summary>The culture in which cells are written; null for the invariant one.</summary>
    internal CellCulture? Culture { get; }

    /// <summary>The input that a column stands for; null if it stands for none.</summary>
    internal FlowInput? InputOf(string column) => ColumnOf(column).Slot?.Input;

    private BoundColumn ColumnOf(string name)
    {
        if (!_columns.TryGetValue(name, out BoundColumn? column))
            _columns.Add(name, column = Bind(name));
        return column;
    }

    private BoundColumn Bind(string name)
    {
        FlowInputSlot? slot = SlotOf(name);
        bool isKey = _keys.Contains(name);
        string? nearest = slot is null ? _schema?.Nearest(name) : null;
        // A key is there to identify the row, and its name may be like an input's; but not the same in another spelling.
        bool isNear = nearest is not null && (!isKey || NameDistance.Between(name, nearest) == 0);
        return new BoundColumn
        {
            Slot = slot,
            IsFlow = name.Equals("Flow", StringComparison.OrdinalIgnoreCase),
            IsKey = isKey,
            Unknown = slot is null && !_isIgnored(name) ? new UnknownColumn(name, nearest) : null,
            Nearest = isNear ? _slots.Find(other => other.Input.Name == nearest) : null,
        };
    }

    private FlowInputSlot? SlotOf(string name)
    {
        if (_schema is not null)
            return _schema.Find(name) is { } input ? _slots.Find(slot => slot.Input == input) : null;
        if (FlowInput.BareName(name) is "" || !name.StartsWith(FlowInput.Prefix, StringComparison.OrdinalIgnoreCase)
            || DamagedText.IsIn(name))
        {
            return null;
        }

        var undeclared = new FlowInputSlot(new FlowInput { Name = name });
        _slots.Add(undeclared);
        return undeclared;
    }

    private FlowInputProblem Nested(string name, object? value)
    {
        string example = _schema is { Inputs: [var first, ..] } ? first.Name : "Flow.name";
        return new(FlowInputProblemKind.NestedFlowObject, name, null, null, value, $"separate inputs with names such as '{example}'");
    }

    private static FlowInputProblem NearMiss(UnknownColumn column, FlowInput nearest, object? value) => new(
        FlowInputProblemKind.NearMiss, column.Name, nearest.Name, nearest.TypeName, value,
        $"that name, or -IgnoreColumn '{column.Name}' to ignore the column");

    private FlowInputProblem Undeclared(UnknownColumn column, object? value) => _schema is null
        ? new(FlowInputProblemKind.DroppedColumn, column.Name, null, null, value, "a name that begins with 'Flow.'")
        : new(
            FlowInputProblemKind.UnknownColumn, column.Name, null, null, value,
            column.Nearest is { } nearest ? $"'{nearest}'"
            : _schema.Inputs.Count > 0 ? $"one of {FlowInputMessages.Names(_schema)}"
            : "no input columns because the flow declares no inputs");

    /// <summary>What is found out about one row.</summary>
    private sealed class RowFindings
    {
        public List<FlowInputProblem> Problems { get; } = [];

        public List<UnknownColumn> Unknown { get; } = [];

        public List<DoubtfulCell> Doubtful { get; } = [];

        public List<(BoundColumn Column, UnknownColumn Unknown, object? Value, bool IsConstant)> Undeclared { get; } = [];

        public void Add(FlowInputProblem? problem, bool isConstant = false)
        {
            if (problem is not null)
                Problems.Add(isConstant ? problem with { IsConstant = true } : problem);
        }
    }
}
