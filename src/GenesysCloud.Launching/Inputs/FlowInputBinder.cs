using GenesysCloud.Launching.Inputs.Cultures;
using GenesysCloud.Launching.Inputs.Types;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Inputs;

/// <summary>
/// Turns the columns of rows into the inputs of one flow. One per run, used by one thread: it remembers what each column
/// name stands for, and which unknown ones it has told of.
/// </summary>
public sealed class FlowInputBinder
{
    private readonly FlowInputSchema? _schema;
    private readonly bool _strict;
    private readonly bool _emptyIsNull;
    private readonly IReadOnlyList<string> _requiredUndeclared;
    private readonly HashSet<string> _ignored;
    private readonly Dictionary<string, Column> _columns = new(StringComparer.Ordinal);
    private readonly List<FlowInputSlot> _slots = [];

    /// <summary>Creates a binder for one flow.</summary>
    /// <param name="schema">
    /// The declared inputs, or null if they cannot be read: then columns that begin with <c>Flow.</c> go as they are, the
    /// others are ignored, and nothing is required.
    /// </param>
    /// <param name="strict">True if a column the flow does not declare is a problem of the row.</param>
    /// <param name="ignoredColumns">
    /// Names, in any case, that are neither told of nor a problem when the flow does not declare them.
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
        _ignored = new(ignoredColumns ?? [], StringComparer.OrdinalIgnoreCase);
        HashSet<FlowInput?> required = [.. options.RequiredInputs.Select(name => schema?.Find(name))];
        foreach (FlowInput input in schema?.Inputs ?? [])
            _slots.Add(new FlowInputSlot(input, required.Contains(input)));
        _requiredUndeclared = schema is null ? [.. options.RequiredInputs.Select(FlowVariable.BareName)] : [];
    }

    /// <summary>
    /// Binds one row. Columns match with or without <c>Flow.</c> and in any case; an empty cell is absent, unless the options say otherwise; all
    /// problems are told at once.
    /// </summary>
    /// <param name="columns">The cells of the row.</param>
    /// <param name="constants">
    /// What is given for all rows. Null there is JSON null, text is read without a culture, and a cell that says otherwise is a problem.
    /// </param>
    public FlowInputBinding Bind(IEnumerable<KeyValuePair<string, object?>> columns, IEnumerable<KeyValuePair<string, object?>>? constants = null)
    {
        List<FlowInputProblem>? problems = null;
        List<UnknownColumn>? unknown = null;
        foreach (FlowInputSlot slot in _slots)
            slot.Clear();

        foreach ((string name, object? value) in constants ?? [])
            Take(name, value, isConstant: true, ref problems, ref unknown);
        foreach ((string name, object? value) in columns)
            Take(name, value, isConstant: false, ref problems, ref unknown);

        var inputs = new Dictionary<string, object?>(_slots.Count, StringComparer.Ordinal);
        foreach (FlowInputSlot slot in _slots)
        {
            if (slot.HasValue)
                inputs.Add(slot.Input.Name, slot.Value);
            if (slot.Missing() is { } missing)
                (problems ??= []).Add(missing);
        }

        foreach (string bare in _requiredUndeclared)
        {
            if (!_slots.Exists(slot => slot.Value is not null && FlowVariable.BareName(slot.Input.Name).Equals(bare, StringComparison.OrdinalIgnoreCase)))
                (problems ??= []).Add(Missing(FlowVariable.Prefix + bare));
        }

        return new FlowInputBinding(inputs, problems, unknown);
    }

    private static FlowInputProblem Missing(string name) =>
        new(FlowInputProblemKind.MissingRequired, name, name, FlowVariable.NameOf(FlowVariableType.Any), null, FlowInputWords.WithArticle("any"));

    private void Take(
        string name, object? value, bool isConstant, ref List<FlowInputProblem>? problems, ref List<UnknownColumn>? unknown)
    {
        Column column = ColumnOf(name);
        FlowInputProblem? problem = null;
        if (column.Slot is { } slot)
            problem = isConstant ? slot.TakeConstant(name, value) : slot.TakeCell(name, value, _emptyIsNull, Culture);
        else if (column.IsFlow && (PlainValue.IsObject(value) || (value is string text && FlowInputText.Json(text) is Dictionary<string, object?>)))
            problem = Nested(name, value);
        else if (column.Unknown is { } stranger && _strict)
            problem = Undeclared(stranger, value);
        else if (column.TellOnce() is { } news)
            (unknown ??= []).Add(news);

        if (problem is not null)
            (problems ??= []).Add(problem);
    }

    /// <summary>The culture in which cells are written; null for the invariant one.</summary>
    internal CellCulture? Culture { get; }

    /// <summary>The input that a column stands for; null if it stands for none.</summary>
    internal FlowInput? InputOf(string column) => ColumnOf(column).Slot?.Input;

    private Column ColumnOf(string name)
    {
        if (!_columns.TryGetValue(name, out Column? column))
        {
            FlowInputSlot? slot = SlotOf(name);
            bool isUnknown = slot is null && _schema is not null && !_ignored.Contains(name);
            column = new Column
            {
                Slot = slot,
                IsFlow = name.Equals("Flow", StringComparison.OrdinalIgnoreCase),
                Unknown = isUnknown ? new UnknownColumn(name, _schema!.Nearest(name)) : null,
            };
            _columns.Add(name, column);
        }
        return column;
    }

    private FlowInputSlot? SlotOf(string name)
    {
        if (_schema is not null)
            return _schema.Find(name) is { } input ? _slots.Find(slot => slot.Input == input) : null;
        if (FlowInput.BareName(name) is "" || !name.StartsWith(FlowInput.Prefix, StringComparison.OrdinalIgnoreCase))
            return null;

        var undeclared = new FlowInputSlot(new FlowInput { Name = name });
        _slots.Add(undeclared);
        return undeclared;
    }

    private FlowInputProblem Nested(string name, object? value)
    {
        string example = _schema is { Inputs: [var first, ..] } ? first.Name : "Flow.name";
        return new(FlowInputProblemKind.NestedFlowObject, name, null, null, value, $"the inputs one by one, under keys such as '{example}'");
    }

    private FlowInputProblem Undeclared(UnknownColumn column, object? value) => new(
        FlowInputProblemKind.UnknownColumn, column.Name, null, null, value,
        column.Nearest is { } nearest ? $"'{nearest}'"
        : _schema!.Inputs.Count > 0 ? $"one of {FlowInputWords.Names(_schema)}"
        : "no column for an input, as the flow declares none");

    /// <summary>What a column name stands for, looked up once.</summary>
    private sealed class Column
    {
        private bool _isTold;

        public FlowInputSlot? Slot { get; init; }

        public bool IsFlow { get; init; }

        public UnknownColumn? Unknown { get; init; }

        /// <summary>The unknown column at the first call, null after it and for known columns.</summary>
        public UnknownColumn? TellOnce()
        {
            if (_isTold)
                return null;
            _isTold = true;
            return Unknown;
        }
    }
}
