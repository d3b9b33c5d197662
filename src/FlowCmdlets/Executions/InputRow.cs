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

    private InputRow(long number, PSObject? source, FlowReference? flow, List<KeyValuePair<string, object?>> columns)
    {
        Number = number;
        Source = source;
        Flow = flow;
        Columns = columns;
    }

    /// <summary>Its place in the input, from 1.</summary>
    public long Number { get; }

    /// <summary>The object that was piped; null when nothing was.</summary>
    public PSObject? Source { get; }

    /// <summary>The flow, if what was piped is one.</summary>
    public FlowReference? Flow { get; }

    /// <summary>The columns that may be inputs, in their order.</summary>
    public List<KeyValuePair<string, object?>> Columns { get; }

    /// <summary>Reads what was piped.</summary>
    /// <param name="number">Its place in the input, from 1.</param>
    /// <param name="source">What was piped; null when nothing was.</param>
    /// <param name="flowIsGiven">Whether the flow is named already, so that text cannot be meant as one.</param>
    /// <exception cref="ArgumentException">It is not a row.</exception>
    public static InputRow Read(long number, PSObject? source, bool flowIsGiven) => source?.BaseObject switch
    {
        null => new(number, null, null, []),
        Flow flow => new(number, source, new FlowReference(flow), []),
        string name when !flowIsGiven => new(number, source, new FlowReference(name), []),
        Guid id when !flowIsGiven => new(number, source, new FlowReference(id), []),
        IDictionary dictionary => new(number, source, null, ColumnsOf(dictionary)),
        PSCustomObject or FlowExecution => new(number, source, null, ColumnsOf(source)),
        { } other when other is string || other.GetType().IsPrimitive || other is IEnumerable => throw new ArgumentException(
            $"{(other is string text ? $"the text '{text}'" : $"a value of type {other.GetType().Name}")} is not a row; expected an object with a property for each column"),
        _ => new(number, source, null, ColumnsOf(source)),
    };

    /// <summary>What was piped is no row; kept so that it has its place among them.</summary>
    public static InputRow Unreadable(long number, PSObject source) => new(number, source, null, []);

    /// <summary>The object to emit for this row: <paramref name="execution"/> with the row's columns as note properties.</summary>
    public PSObject Decorate(FlowExecution execution)
    {
        var decorated = new PSObject(execution);
        var taken = new HashSet<string>(ResultColumns, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, object? value) in Columns)
        {
            // A column that is named as a result keeps its value under its input's name, so that the emitted row is input again.
            string note = ResultColumns.Contains(name) ? "Flow." + name : name;
            if (taken.Add(note))
                decorated.Properties.Add(new PSNoteProperty(note, value), preValidated: true);
        }

        return decorated;
    }

    /// <summary>Whether a launch emitted it, here or in an earlier session; what is a result in it is no instruction.</summary>
    public bool IsResult => Source is not null && IsResultRow(Source);

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

    private static List<KeyValuePair<string, object?>> ColumnsOf(IDictionary dictionary)
    {
        var columns = new List<KeyValuePair<string, object?>>(dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            string name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            if (!IsParameter(name, entry.Value))
                columns.Add(new(name, entry.Value));
        }

        return columns;
    }

    private static List<KeyValuePair<string, object?>> ColumnsOf(PSObject row)
    {
        bool isResult = IsResultRow(row);
        var columns = new List<KeyValuePair<string, object?>>();
        foreach (PSPropertyInfo property in row.Properties)
        {
            if (!IsParameter(property.Name, property.Value) && !(isResult && ResultColumns.Contains(property.Name)))
                columns.Add(new(property.Name, property.Value));
        }

        return columns;
    }

    private static bool IsResultRow(PSObject row) =>
        row.BaseObject is FlowExecution
        || (row.BaseObject is PSCustomObject && row.Properties["Outcome"] is not null && row.Properties["DateLaunched"] is not null && row.Properties["FlowId"] is not null);

    /// <summary>An object under a parameter's name is none: inputs nested in a <c>Flow</c> object are a mistake that has to be told.</summary>
    private static bool IsParameter(string name, object? value) =>
        s_parameterColumns.Contains(name) && (value is PSObject whole ? whole.BaseObject : value) is not (IDictionary or PSCustomObject);
}
