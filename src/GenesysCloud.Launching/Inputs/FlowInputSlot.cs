namespace GenesysCloud.Launching.Inputs;

/// <summary>The place of one input in the row being bound.</summary>
internal sealed class FlowInputSlot(FlowInput input)
{
    private string? _column;
    private object? _given;
    private bool _refused;

    public FlowInput Input { get; } = input;

    /// <summary>The converted value, or null if the row has none.</summary>
    public object? Value { get; private set; }

    public void Clear() => (_column, _given, _refused, Value) = (null, null, false, null);

    /// <summary>Takes the value of a column that stands for this input; a problem if it is bad or contradicts another column.</summary>
    public FlowInputProblem? Take(string column, object? given)
    {
        if (!FlowInputValue.TryConvert(given, Input, out object? converted, out string? expected))
        {
            _refused = true;
            return Problem(FlowInputProblemKind.BadValue, column, given, expected);
        }
        if (converted is null)
        {
            _column ??= column;
            return null;
        }
        if (Value is null)
        {
            (_column, _given, Value) = (column, given, converted);
            return null;
        }
        return Equals(Value, converted) || Equals(_given, given)
            ? null
            : Problem(FlowInputProblemKind.DuplicateColumn, column, given, $"{FlowInputWords.Show(_given)} as in column '{_column}'");
    }

    /// <summary>A problem if the input is required and the row gave it no value, not even a bad one.</summary>
    public FlowInputProblem? Missing() => Input.Required && Value is null && !_refused
        ? Problem(FlowInputProblemKind.MissingRequired, _column ?? Input.Name, null, FlowInputWords.WithArticle(Input.TypeName))
        : null;

    private FlowInputProblem Problem(FlowInputProblemKind kind, string column, object? given, string expected) =>
        new(kind, column, Input.Name, Input.TypeName, given, expected);
}
