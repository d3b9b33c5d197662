using System.Collections;
using System.Management.Automation;
using FlowCmdlets.Binding;
using GenesysCloud;
using GenesysCloud.Architect;

namespace FlowCmdlets.Executions;

/// <summary>
/// One piped object, read as a row: its columns, and the flow it names if it is itself a flow. Also gives the row's columns to what is
/// emitted for it.
/// </summary>
internal sealed class InputRow
{
    /// <summary>What the emitted object has of its own; in a row that was emitted before, these are results and not inputs.</summary>
    public static readonly IReadOnlySet<string> ResultColumns =
        typeof(FlowExecution).GetProperties().Where(property => property.GetIndexParameters().Length == 0).Select(property => property.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Columns that are parameters of the launch.</summary>
    private static readonly HashSet<string> s_parameterColumns = new(
        ["Flow", "FlowId", "FlowName", "FlowVersion", "UserId", "ExternalContactId"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What every emitted row has, in a file as well: a row with all of these was emitted before.</summary>
    private static readonly HashSet<string> s_resultMarks = new(["Outcome", "DateLaunched", "FlowId"], StringComparer.OrdinalIgnoreCase);

    private readonly List<KeyValuePair<string, object?>> _parameters = [];

    private InputRow(long number, PSObject? source, FlowReference? flow)
    {
        Number = number;
        Source = source;
        Flow = flow;
    }

    /// <summary>Its place in the input, from 1.</summary>
    public long Number { get; }

    /// <summary>The object that was piped; null when nothing was.</summary>
    public PSObject? Source { get; }

    /// <summary>The flow, if what was piped is one.</summary>
    public FlowReference? Flow { get; }

    /// <summary>The columns that may be inputs, in their order.</summary>
    public List<KeyValuePair<string, object?>> Columns { get; } = [];

    /// <summary>Reads what was piped.</summary>
    /// <param name="number">Its place in the input, from 1.</param>
    /// <param name="source">What was piped; null when nothing was.</param>
    /// <param name="flowIsGiven">Whether the flow is named already, so that text cannot be meant as one.</param>
    /// <exception cref="ArgumentException">It is not a row.</exception>
    public static InputRow Read(long number, PSObject? source, bool flowIsGiven) => source?.BaseObject switch
    {
        null => new(number, null, null),
        Flow flow => new(number, source, new FlowReference(flow)),
        string name when !flowIsGiven => new(number, source, new FlowReference(name)),
        Guid id when !flowIsGiven => new(number, source, new FlowReference(id)),
        IDictionary dictionary => Read(number, source, dictionary),
        PSCustomObject or FlowExecution => Read(number, source),
        { } other when other is string || other.GetType().IsPrimitive || other is IEnumerable => throw new ArgumentException(
            $"{(other is string text ? $"the text '{text}'" : $"a value of type {other.GetType().Name}")} is not a row; expected an object with a property for each column"),
        _ => Read(number, source),
    };

    /// <summary>What was piped is no row; kept so that it has its place among them.</summary>
    public static InputRow Unreadable(long number, PSObject source) => new(number, source, null);

    /// <summary>The object to emit for this row: <paramref name="execution"/> with the row's columns as note properties.</summary>
    public PSObject Decorate(FlowExecution execution)
    {
        var decorated = new PSObject(execution);
        PSMemberInfoCollection<PSPropertyInfo> properties = decorated.Properties;
        foreach ((string name, object? value) in Columns)
        {
            // A column that is named as a result keeps its value under its input's name, so that the emitted row is input again.
            properties.Add(new PSNoteProperty(ResultColumns.Contains(name) ? "Flow." + name : name, value), preValidated: true);
        }

        return decorated;
    }

    /// <summary>Whether a launch emitted it, here or in an earlier session; what is a result in it is no instruction.</summary>
    public bool IsResult { get; private set; }

    /// <summary>The text of a column that is a parameter of the launch, such as <c>FlowVersion</c>; null if the row has none of that name.</summary>
    public string? ParameterOf(string column)
    {
        foreach ((string name, object? value) in _parameters)
        {
            if (name.Equals(column, StringComparison.OrdinalIgnoreCase))
                return value is null ? null : LanguagePrimitives.ConvertTo<string>(value);
        }

        return null;
    }

    /// <summary>The text of a column, whether it is an input or not; null if the row has none of that name.</summary>
    public string? TextOf(string column)
    {
        object? value = Source switch
        {
            null => null,
            { BaseObject: IDictionary dictionary } => dictionary.Keys.Cast<object>().FirstOrDefault(key => column.Equals(key.ToString(), StringComparison.OrdinalIgnoreCase)) is { } key ? dictionary[key] : null,
            _ => Source.Properties[column]?.Value,
        };
        return value is null ? null : LanguagePrimitives.ConvertTo<string>(value);
    }

    private static InputRow Read(long number, PSObject source, IDictionary dictionary)
    {
        var row = new InputRow(number, source, null);
        foreach (DictionaryEntry entry in dictionary)
            row.Add(LanguagePrimitives.ConvertTo<string>(entry.Key), entry.Value);
        return row;
    }

    private static InputRow Read(long number, PSObject source)
    {
        // To ask an object for one property costs it as much as to tell all, so they are read once.
        int marks = 0;
        var row = new InputRow(number, source, null);
        foreach (PSPropertyInfo property in source.Properties)
        {
            if (s_resultMarks.Contains(property.Name))
                marks++;
            row.Add(property.Name, property.Value);
        }

        row.IsResult = source.BaseObject is FlowExecution || (source.BaseObject is PSCustomObject && marks == s_resultMarks.Count);
        if (row.IsResult)
            row.Columns.RemoveAll(static column => ResultColumns.Contains(column.Key));
        return row;
    }

    private void Add(string name, object? value) => (IsParameter(name, value) ? _parameters : Columns).Add(new(name, value));

    /// <summary>An object under a parameter's name is none: inputs nested in a <c>Flow</c> object are a mistake that has to be told.</summary>
    private static bool IsParameter(string name, object? value) =>
        s_parameterColumns.Contains(name) && (value is PSObject whole ? whole.BaseObject : value) is not (IDictionary or PSCustomObject);
}
