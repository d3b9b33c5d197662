using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Inputs.Types;

namespace FlowCmdlets.Launching;

/// <summary>One piped object, read as a row: its columns, and the flow it names if it is itself a flow.</summary>
/// <param name="number">Its place in the input, from 1.</param>
/// <param name="source">The object that was piped; null when nothing was.</param>
internal sealed class InputRow(long number, PSObject? source)
{
    /// <summary>What a command that emits nothing evaluates to.</summary>
    private static readonly object s_nothing = System.Management.Automation.Internal.AutomationNull.Value;

    /// <summary>Its place in the input, from 1.</summary>
    public long Number { get; } = number;

    /// <summary>The object that was piped; null when nothing was.</summary>
    public PSObject? Source { get; } = source;

    /// <summary>The flow, if what was piped is one.</summary>
    public FlowReference? Flow { get; init; }

    /// <summary>The columns that may be inputs, in their order.</summary>
    public List<KeyValuePair<string, object?>> Columns { get; init; } = [];

    /// <summary>The columns that are parameters of the launch, such as <c>FlowVersion</c>.</summary>
    public List<KeyValuePair<string, object?>> Parameters { get; init; } = [];

    /// <summary>Of a row that a launch emitted: what were parameters before, which is no instruction now.</summary>
    public List<KeyValuePair<string, object?>> FormerParameters { get; init; } = [];

    /// <summary>The column that identifies rows; null if none does.</summary>
    public string? KeyColumn { get; init; }

    /// <summary>Whether a launch emitted it, here or in an earlier session; what is a result in it is no column of the row.</summary>
    public bool IsResult { get; init; }

    /// <summary>Whether that launch has come about, so that the version in it is what ran and not what is to run.</summary>
    public bool HasRun { get; init; }

    /// <summary>The flow that a column names. The engine binds the first that a row has, be it empty, and none of a hashtable.</summary>
    public FlowReference? NamedFlow => Named("Flow") ?? Named("FlowId") ?? Named("FlowName");

    /// <summary>What it is called in messages.</summary>
    public RowLabel Label => new(Number, Key is { } key ? ValueText.Clip(key) : null);

    /// <summary>The text of the cell that identifies the row; null if none does.</summary>
    public string? Key => KeyColumn is null ? null : KeyText(KeyColumn);

    /// <summary>Whether it has cells, be they empty.</summary>
    public bool HasCells => Columns.Count + Parameters.Count + FormerParameters.Count > 0;

    /// <summary>
    /// Whether all of its cells are empty, as in the blank rows at the end of a spreadsheet. Of a row that was emitted, the results do not
    /// count; they always have a value.
    /// </summary>
    public bool IsBlank => Source is not null && Flow is null && Columns.TrueForAll(IsEmpty) && FormerParameters.TrueForAll(IsEmpty)
        && (IsResult ? Columns.Count + FormerParameters.Count > 0 && !HasPerson : Parameters.TrueForAll(IsEmpty));

    private bool HasPerson =>
        !string.IsNullOrWhiteSpace(ParameterOf("UserId")) || !string.IsNullOrWhiteSpace(ParameterOf("ExternalContactId"));

    /// <summary>Whether a cell has nothing in it: null, or no character that is seen.</summary>
    public static bool IsEmpty(object? cell) => cell switch
    {
        null or DBNull => true,
        _ when ReferenceEquals(cell, s_nothing) => true,
        PSObject { BaseObject: var inner } when !ReferenceEquals(inner, cell) => IsEmpty(inner),
        string text => ColumnNames.Trim(text).Length == 0,
        _ => false,
    };

    private static bool IsEmpty(KeyValuePair<string, object?> cell) => IsEmpty(cell.Value);

    /// <summary>The names of all its columns.</summary>
    public IEnumerable<string> Names => Columns.Concat(FormerParameters).Concat(Parameters).Select(cell => cell.Key);

    /// <summary>Whether it has a column of that name.</summary>
    public bool HasColumn(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase) || (Flow is not null && Source?.Properties[name] is not null);

    /// <summary>Finds cells of that name, in any case.</summary>
    public static Predicate<KeyValuePair<string, object?>> IsNamed(string column) =>
        cell => column.Equals(cell.Key, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Replaces a column's value by what is to be emitted for it; of the key column, by its text, which is the same in every culture.
    /// </summary>
    public void Keep(int column, object? value)
    {
        string name = Columns[column].Key;
        if (value is not (null or string) && name.Equals(KeyColumn, StringComparison.OrdinalIgnoreCase))
            value = LanguagePrimitives.ConvertTo<string>(value);
        Columns[column] = new(name, value);
    }

    /// <summary>The text of a column that is a parameter of the launch; null if the row has none of that name.</summary>
    public string? ParameterOf(string column) =>
        Parameters.Find(IsNamed(column)).Value is { } value ? LanguagePrimitives.ConvertTo<string>(value) : null;

    /// <summary>A parameter as the row names it; null if the row has none.</summary>
    public string? NameOfParameter(string column) => Parameters.Find(IsNamed(column)).Key;

    /// <summary>The text of a column, whether it is an input or not; null if the row has none of that name.</summary>
    /// <exception cref="ArgumentException">A launch emitted the row, and what has that name is a result of it.</exception>
    public string? TextOf(string column)
    {
        object? value =
            Columns.Find(IsNamed(column)) is { Key: not null } own ? own.Value
            : FormerParameters.Find(IsNamed(column)) is { Key: not null } former ? former.Value
            : Parameters.Find(IsNamed(column)) is { Key: not null } parameter ? parameter.Value
            : !IsResult || !ColumnNames.IsTaken(column) ? (Flow is null ? null : Source?.Properties[column]?.Value)
            : throw new ArgumentException(
                $"the row is output of an earlier launch, so '{column}' belongs to the execution; " +
                $"use '{ColumnNames.OfRow(column)}' for the original column");
        return value is null ? null : LanguagePrimitives.ConvertTo<string>(value);
    }

    /// <summary>The text of a column, if it is there and is text.</summary>
    public bool TryTextOf(string column, out string? text)
    {
        try
        {
            text = TextOf(column);
        }
        catch (Exception problem) when (problem is ArgumentException or GetValueException or InvalidCastException)
        {
            text = null;
        }

        return text is not null;
    }

    private string? KeyText(string column) =>
        Columns.Concat(FormerParameters).Concat(Parameters).FirstOrDefault(cell => IsNamed(column)(cell)).Value is { } key
            && LanguagePrimitives.TryConvertTo(key, out string text)
            ? text.Trim()
            : null;

    private FlowReference? Named(string column) =>
        ParameterOf(column) is { } text && !string.IsNullOrWhiteSpace(text) ? new FlowReference(text) : null;
}
