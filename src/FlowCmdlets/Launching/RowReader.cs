using System.Collections;
using System.Data;
using System.Management.Automation;
using FlowCmdlets.Binding;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Inputs.Types;

namespace FlowCmdlets.Launching;

/// <summary>Reads piped objects as rows.</summary>
/// <param name="keyColumn">The column that identifies rows; null if none does.</param>
internal sealed class RowReader(string? keyColumn)
{
    /// <summary>What every emitted row has, in a file as well: a row with all of these was emitted before.</summary>
    private static readonly HashSet<string> s_resultMarks = new(["Outcome", "DateLaunched", "FlowId"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Names that no object can be given a property of; a hashtable may have them as keys.</summary>
    private static readonly HashSet<string> s_reserved =
        new(["PSBase", "PSAdapted", "PSExtended", "PSObject", "PSTypeNames"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads what was piped.</summary>
    /// <param name="number">Its place in the input, from 1.</param>
    /// <param name="source">What was piped; null when nothing was.</param>
    /// <param name="hasFlow">Whether the flow is named already, so that text cannot be meant as one.</param>
    /// <exception cref="ArgumentException">It is not a row.</exception>
    public InputRow Read(long number, PSObject? source, bool hasFlow) => source?.BaseObject switch
    {
        null => new InputRow(number, null),
        Flow flow => new InputRow(number, source) { Flow = new FlowReference(flow) },
        string name when !hasFlow => new InputRow(number, source) { Flow = new FlowReference(name) },
        Guid id when !hasFlow => new InputRow(number, source) { Flow = new FlowReference(id) },
        IDictionary dictionary => Read(number, source, CellsOf(dictionary)),
        PSCustomObject or FlowExecution or DataRow => Read(number, source, CellsOf(source)),
        { } other when IsValue(other) => throw new ArgumentException(
            $"{Named(other)} isn't a row; expected an object with a property for each column"),
        _ => Read(number, source, CellsOf(source)),
    };

    private static string Named(object value) => value is string text ? $"the text '{text}'" : $"a value of type {value.GetType().Name}";

    private static bool IsValue(object other) =>
        other is ValueType or string or IEnumerable or DBNull or Uri or Version or ScriptBlock or Type;

    private static IEnumerable<KeyValuePair<string, object?>> CellsOf(PSObject source)
    {
        // To ask an object for one property costs it as much as to list all, so they are read once.
        foreach (PSPropertyInfo property in source.Properties)
            yield return new(property.Name, property.Value);
    }

    /// <summary>Takes what surrounds the names unseen away from them.</summary>
    private static void Trim(List<KeyValuePair<string, object?>> cells)
    {
        for (int i = 0; i < cells.Count; i++)
        {
            (string given, object? value) = cells[i];
            string name = ColumnNames.Trim(given);
            if (ReferenceEquals(name, given) || name.Length == 0)
                continue;
            if (cells.Exists(InputRow.IsNamed(name)))
                throw new ArgumentException($"the columns '{name}' and '{given}' differ only in white space; expected one of them");
            cells[i] = new(name, value);
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>> CellsOf(IDictionary dictionary)
    {
        var names = new Dictionary<string, string>(dictionary.Count, StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in dictionary)
        {
            string given = LanguagePrimitives.ConvertTo<string>(entry.Key);
            string name = ColumnNames.Trim(given);
            if (name.Length == 0)
            {
                throw new ArgumentException(
                    $"a column has no name (its value is {ValueText.Show(PlainValues.Of(entry.Value))}); expected a name for each column");
            }

            if (s_reserved.Contains(name))
                throw new ArgumentException($"a column is named '{name}', which PowerShell reserves; expected another name");
            if (!names.TryAdd(name, given))
            {
                string how = given.Length == names[name].Length ? "case" : "white space";
                throw new ArgumentException($"the columns '{names[name]}' and '{given}' differ only in {how}; expected one of them");
            }

            yield return new(name, entry.Value);
        }
    }

    private InputRow Read(long number, PSObject source, IEnumerable<KeyValuePair<string, object?>> given)
    {
        List<KeyValuePair<string, object?>> cells = [.. given];
        Trim(cells);
        EngineColumns.Remove(source, cells);
        var columns = new List<KeyValuePair<string, object?>>();
        var parameters = new List<KeyValuePair<string, object?>>();
        int marks = 0;
        foreach (KeyValuePair<string, object?> cell in cells)
        {
            if (s_resultMarks.Contains(cell.Key))
                marks++;
            (IsParameter(cell) ? parameters : columns).Add(cell);
        }

        return marks == s_resultMarks.Count
            ? Restore(number, source, columns, parameters)
            : new InputRow(number, source) { Columns = columns, Parameters = parameters, KeyColumn = keyColumn };
    }

    /// <summary>Gives the columns of an emitted row the names they had, and takes the results away.</summary>
    private InputRow Restore(
        long number, PSObject source, List<KeyValuePair<string, object?>> columns, List<KeyValuePair<string, object?>> parameters)
    {
        object? id = columns.Find(InputRow.IsNamed(nameof(FlowExecution.Id))).Value;
        columns.RemoveAll(static column => ColumnNames.Results.Contains(column.Key));
        for (int i = 0; i < columns.Count; i++)
        {
            if (ColumnNames.TryRestore(columns[i].Key, out string name))
                columns[i] = new(name, columns[i].Value);
        }

        // What a parameter was before is no instruction: the parameter is there too.
        List<KeyValuePair<string, object?>> former = columns.FindAll(IsParameter);
        columns.RemoveAll(IsParameter);
        return new InputRow(number, source)
        {
            Columns = columns,
            Parameters = parameters,
            FormerParameters = former,
            KeyColumn = keyColumn,
            IsResult = true,
            HasRun = id is not null && !string.IsNullOrWhiteSpace(LanguagePrimitives.ConvertTo<string>(id)),
        };
    }

    /// <summary>
    /// An object under a parameter's name is none, nor its JSON in a file: inputs nested in a <c>Flow</c> object are a mistake that has to
    /// be reported.
    /// </summary>
    private static bool IsParameter(KeyValuePair<string, object?> cell) => ColumnNames.IsParameter(cell.Key)
        && PlainValues.Unwrap(cell.Value) is not (IDictionary or PSCustomObject)
        && !(cell.Value is string text && text.StartsWith("{\"", StringComparison.Ordinal));
}
