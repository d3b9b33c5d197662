using GenesysCloud.Json;
using GenesysCloud.Launching.Inputs.Cultures;
using GenesysCloud.Launching.Inputs.Types;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Inputs;

/// <summary>The place of one input in the row being bound. Remembers from row to row how its column is written.</summary>
internal sealed class FlowInputSlot(FlowInput input, bool isRequiredByCaller = false)
{
    private readonly ForeignCells _foreignCells = new();
    private string? _column;
    private object? _given;
    private bool _isRefused;

    public FlowInput Input { get; } = input;

    /// <summary>Whether the row gave it a value, be it null.</summary>
    public bool HasValue { get; private set; }

    /// <summary>Whether a column of the row, or what is given for all rows, stands for this input, be it empty.</summary>
    public bool IsNamed { get; private set; }

    /// <summary>Whether a cell of the row itself gave it a value, be it null.</summary>
    public bool HasOwnValue { get; private set; }

    /// <summary>The converted value; null also where the row has none.</summary>
    public object? Value { get; private set; }

    public void Clear() =>
        (_column, _given, _isRefused, HasValue, IsNamed, HasOwnValue, Value) = (null, null, false, false, false, false, null);

    /// <summary>Takes a cell of a row; a problem if it is bad or contradicts another column.</summary>
    /// <param name="column">The column that stands for this input.</param>
    /// <param name="given">The cell.</param>
    /// <param name="emptyIsNull">Whether an empty cell is null rather than absent.</param>
    /// <param name="culture">The culture in which cells are written; null for the invariant one.</param>
    public FlowInputProblem? TakeCell(string column, object? given, bool emptyIsNull, CellCulture? culture)
    {
        IsNamed = true;
        if (!FlowInputValue.TryConvert(given, Input, culture, out object? converted, out string? expected))
        {
            string? foreign = culture is null ? _foreignCells.Refused(given, Input.Type) : null;
            return Refuse(column, given, foreign is null ? expected : $"{expected}; {foreign}");
        }

        if (culture is null && _foreignCells.Doubt(given, Input.Type) is { } doubt)
            return Refuse(column, given, doubt);
        if (converted is null && emptyIsNull)
        {
            if (!Input.AllowsNull)
            {
                return Refuse(
                    column,
                    given,
                    $"{FlowInputMessages.Expected(Input, culture)}; " +
                    "the flow's schema doesn't allow null (NOT_SET), which an empty cell represents here");
            }

            converted = FlowInputValue.Null;
        }

        if (DamagedText.IsIn(converted))
            return Damaged(column, given);
        HasOwnValue |= converted is not null;
        return Set(column, given, converted);
    }

    /// <summary>Takes a value that is given for all rows, in which null is JSON null and text is the same in every culture.</summary>
    public FlowInputProblem? TakeConstant(string name, object? given)
    {
        IsNamed = true;
        if (!FlowInputValue.TryConvert(given ?? FlowInputValue.Null, Input, null, out object? converted, out string? expected))
            return Refuse(name, given, expected);
        return DamagedText.IsIn(converted) ? Damaged(name, given) : Set(name, given, converted);
    }

    /// <summary>Refuses a cell that was taken, since a spreadsheet has written it.</summary>
    public FlowInputProblem RefuseArtifact(string column, object? given, string suspicion) =>
        Problem(FlowInputProblemKind.SpreadsheetArtifact, column, given, suspicion);

    /// <summary>A problem if the input is required and the row gave it no value, not even a bad one.</summary>
    public FlowInputProblem? Missing()
    {
        bool isMissing = (isRequiredByCaller && Value is null) || (Input.Required && !HasValue);
        return isMissing && !_isRefused
            ? Problem(FlowInputProblemKind.MissingRequired, _column ?? Input.Name, null, FlowInputMessages.WithArticle(Input.TypeName))
            : null;
    }

    private FlowInputProblem? Set(string column, object? given, object? converted)
    {
        if (converted is null)
        {
            _column ??= column;
            return null;
        }

        object? value = FlowInputValue.IsNull(converted) ? null : converted;
        if (!HasValue)
        {
            (_column, _given, HasValue, Value) = (column, given, true, value);
            return null;
        }

        return JsonValues.TryWrite(Value) == JsonValues.TryWrite(value)
            ? null
            : Problem(FlowInputProblemKind.DuplicateColumn, column, given, $"{ValueText.Show(_given)} as in column '{_column}'");
    }

    private FlowInputProblem Damaged(string column, object? given)
    {
        _isRefused = true;
        return Problem(
            FlowInputProblemKind.DamagedText, column, given,
            "the original text; read the file in its own encoding, such as Import-Csv -Encoding ansi or -Encoding 1252");
    }

    private FlowInputProblem Refuse(string column, object? given, string expected)
    {
        _isRefused = true;
        return Problem(FlowInputProblemKind.BadValue, column, given, expected);
    }

    private FlowInputProblem Problem(FlowInputProblemKind kind, string column, object? given, string expected) =>
        new(kind, column, Input.Name, Input.TypeName, given, expected);
}
