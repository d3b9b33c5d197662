using System.Collections;
using System.Management.Automation;
using FlowCmdlets.Binding;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Inputs;

namespace FlowCmdlets.Launching;

/// <summary>
/// One piped object, read as a row: its columns, and the flow it names if it is itself a flow. Also gives the row's columns to what is
/// emitted for it.
/// </summary>
internal sealed class InputRow
{
    /// <summary>What every emitted row has, in a file as well: a row with all of these was emitted before.</summary>
    private static readonly HashSet<string> s_resultMarks = new(["Outcome", "DateLaunched", "FlowId"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Names that no object can be given a property of; a hashtable may have them as keys.</summary>
    private static readonly HashSet<string> s_reserved = new(["PSBase", "PSAdapted", "PSExtended", "PSObject", "PSTypeNames"], StringComparer.OrdinalIgnoreCase);

    private readonly List<KeyValuePair<string, object?>> _parameters = [];
    private readonly string? _key;
    private List<KeyValuePair<string, object?>>? _kept;

    private InputRow(long number, PSObject? source, FlowReference? flow, string? key = null) =>
        (Number, Source, Flow, _key) = (number, source, flow, key);

    /// <summary>Its place in the input, from 1.</summary>
    public long Number { get; }

    /// <summary>The object that was piped; null when nothing was.</summary>
    public PSObject? Source { get; }

    /// <summary>The flow, if what was piped is one.</summary>
    public FlowReference? Flow { get; }

    /// <summary>The flow that a column names. The engine binds the first that a row has, be it empty, and none of a hashtable.</summary>
    public FlowReference? NamedFlow => Named("Flow") ?? Named("FlowId") ?? Named("FlowName");

    /// <summary>The columns that may be inputs, in their order.</summary>
    public List<KeyValuePair<string, object?>> Columns { get; } = [];

    /// <summary>Whether a launch emitted it, here or in an earlier session; what is a result in it is no column of the row.</summary>
    public bool IsResult { get; private set; }

    /// <summary>Whether that launch has come about, so that the version in it tells what ran and not what is to run.</summary>
    public bool HasRun { get; private set; }

    /// <summary>Reads what was piped.</summary>
    /// <param name="number">Its place in the input, from 1.</param>
    /// <param name="source">What was piped; null when nothing was.</param>
    /// <param name="flowIsGiven">Whether the flow is named already, so that text cannot be meant as one.</param>
    /// <param name="key">The column that names rows, if one does.</param>
    /// <exception cref="ArgumentException">It is not a row.</exception>
    public static InputRow Read(long number, PSObject? source, bool flowIsGiven, string? key) => source?.BaseObject switch
    {
        null => new(number, null, null),
        Flow flow => new(number, source, new FlowReference(flow)),
        string name when !flowIsGiven => new(number, source, new FlowReference(name)),
        Guid id when !flowIsGiven => new(number, source, new FlowReference(id)),
        IDictionary dictionary => new InputRow(number, source, null, key).Read(CellsOf(dictionary)),
        PSCustomObject or FlowExecution => new InputRow(number, source, null, key).Read(CellsOf(source)),
        { } other when IsValue(other) => throw new ArgumentException(
            $"{(other is string text ? $"the text '{text}'" : $"a value of type {other.GetType().Name}")} is not a row; expected an object with a property for each column"),
        _ => new InputRow(number, source, null, key).Read(CellsOf(source)),
    };

    /// <summary>What was piped is no row; kept so that it has its place among them.</summary>
    public static InputRow Unreadable(long number, PSObject? source) => new(number, source, null);

    /// <summary>The object to emit for this row: <paramref name="execution"/> with the row's columns as note properties.</summary>
    /// <param name="execution">What became of the row.</param>
    /// <param name="inputs">What the flow declares, as far as it is known.</param>
    public PSObject Decorate(FlowExecution execution, FlowInputSchema? inputs)
    {
        var decorated = new PSObject(execution);
        foreach ((string name, object? value) in Columns)
            Add(decorated, ColumnNames.IsTaken(name) ? NameBesideResults(name, inputs) : name, value);
        foreach ((string name, object? value) in _kept ?? [])
            Add(decorated, ColumnNames.OfRow(name), value);
        // A parameter comes out as what the launch made of it; the row is known by what it was.
        if (_key is not null && _parameters.Find(IsNamed(_key)) is { Key: { } key } cell && _kept?.Exists(IsNamed(_key)) != true)
            Add(decorated, ColumnNames.OfRow(key), cell.Value);
        return decorated;
    }

    /// <summary>Replaces a column's value by what is to be emitted for it; of the key column, by its text, which is the same in every culture.</summary>
    public void Keep(int column, object? value)
    {
        string name = Columns[column].Key;
        if (value is not (null or string) && name.Equals(_key, StringComparison.OrdinalIgnoreCase))
            value = LanguagePrimitives.ConvertTo<string>(value);
        Columns[column] = new(name, value);
    }

    /// <summary>The text of a column that is a parameter of the launch, such as <c>FlowVersion</c>; null if the row has none of that name.</summary>
    public string? ParameterOf(string column) => _parameters.Find(IsNamed(column)).Value is { } value ? LanguagePrimitives.ConvertTo<string>(value) : null;

    /// <summary>A parameter as the row names it; null if the row has none.</summary>
    public string? NameOfParameter(string column) => _parameters.Find(IsNamed(column)).Key;

    /// <summary>The text of a column, whether it is an input or not; null if the row has none of that name.</summary>
    /// <exception cref="ArgumentException">A launch emitted the row, and what has that name is a result of it.</exception>
    public string? TextOf(string column)
    {
        object? value =
            Columns.Find(IsNamed(column)) is { Key: not null } own ? own.Value
            : _kept?.Find(IsNamed(column)) is { Key: not null } kept ? kept.Value
            : _parameters.Find(IsNamed(column)) is { Key: not null } parameter ? parameter.Value
            : !IsResult || !ColumnNames.IsTaken(column) ? (Flow is null ? null : Source?.Properties[column]?.Value)
            : Columns.Find(IsNamed(ColumnNames.OfInput(column))) is { Key: not null } input ? input.Value
            : throw new ArgumentException(
                $"an earlier launch emitted it, so that its '{column}' is the execution's; expected the row's own as '{ColumnNames.OfRow(column)}'");
        return value is null ? null : LanguagePrimitives.ConvertTo<string>(value);
    }

    private FlowReference? Named(string column) => ParameterOf(column) is { } text && !string.IsNullOrWhiteSpace(text) ? new FlowReference(text) : null;

    private static void Add(PSObject decorated, string name, object? value) =>
        decorated.Properties.Add(new PSNoteProperty(name, value), preValidated: true);

    private static bool IsValue(object other) => other is ValueType or string or IEnumerable or DBNull or Uri or Version or ScriptBlock or Type;

    private static Predicate<KeyValuePair<string, object?>> IsNamed(string column) => cell => column.Equals(cell.Key, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<KeyValuePair<string, object?>> CellsOf(PSObject source)
    {
        // To ask an object for one property costs it as much as to tell all, so they are read once.
        foreach (PSPropertyInfo property in source.Properties)
            yield return new(property.Name, property.Value);
    }

    private static IEnumerable<KeyValuePair<string, object?>> CellsOf(IDictionary dictionary)
    {
        var names = new Dictionary<string, string>(dictionary.Count, StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in dictionary)
        {
            string name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            if (name.Length == 0)
                throw new ArgumentException($"a column has no name (its value is {FlowInputWords.Show(PlainValues.Of(entry.Value))}); expected a name for each column");
            if (s_reserved.Contains(name))
                throw new ArgumentException($"a column is named '{name}', which PowerShell keeps for itself; expected another name");
            if (!names.TryAdd(name, name))
                throw new ArgumentException($"the columns '{names[name]}' and '{name}' differ in case only; expected one of them");
            yield return new(name, entry.Value);
        }
    }

    /// <summary>The result's name is not to be hidden, and the row is to be input again.</summary>
    private string NameBesideResults(string name, FlowInputSchema? inputs)
    {
        string asInput = ColumnNames.OfInput(name);
        return !name.Equals(_key, StringComparison.OrdinalIgnoreCase)
            && inputs?.Find(name) is { } input && inputs.Find(asInput) == input && !Columns.Exists(IsNamed(asInput))
            ? asInput
            : ColumnNames.OfRow(name);
    }

    private InputRow Read(IEnumerable<KeyValuePair<string, object?>> cells)
    {
        int marks = 0;
        foreach (KeyValuePair<string, object?> cell in cells)
        {
            if (s_resultMarks.Contains(cell.Key))
                marks++;
            (IsParameter(cell) ? _parameters : Columns).Add(cell);
        }

        IsResult = marks == s_resultMarks.Count;
        if (IsResult)
            Restore();
        return this;
    }

    /// <summary>Gives the columns of an emitted row the names they had, and takes the results away.</summary>
    private void Restore()
    {
        HasRun = Columns.Find(IsNamed(nameof(FlowExecution.Id))).Value is { } id && !string.IsNullOrWhiteSpace(LanguagePrimitives.ConvertTo<string>(id));
        Columns.RemoveAll(static column => ColumnNames.Results.Contains(column.Key));
        for (int i = 0; i < Columns.Count; i++)
        {
            if (ColumnNames.TryRestore(Columns[i].Key, out string name))
                Columns[i] = new(name, Columns[i].Value);
        }

        // What a parameter was before is no instruction: the parameter is there too.
        _kept = Columns.FindAll(IsParameter);
        Columns.RemoveAll(IsParameter);
    }

    /// <summary>An object under a parameter's name is none, nor its JSON in a file: inputs nested in a <c>Flow</c> object are a mistake that has to be told.</summary>
    private static bool IsParameter(KeyValuePair<string, object?> cell) => ColumnNames.IsParameter(cell.Key)
        && (cell.Value is PSObject whole ? whole.BaseObject : cell.Value) is not (IDictionary or PSCustomObject)
        && !(cell.Value is string text && text.StartsWith("{\"", StringComparison.Ordinal));
}
