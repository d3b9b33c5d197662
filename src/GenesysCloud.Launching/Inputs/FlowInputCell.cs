using System.Collections;
using System.Globalization;
using GenesysCloud.Json;
using GenesysCloud.Launching.Inputs.Cultures;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Inputs;

/// <summary>
/// Values that survive a file. <c>Export-Csv</c> makes text of everything, in the culture of the machine and of a list
/// <c>System.Object[]</c>; what would not be read as the same input again becomes the text that is.
/// </summary>
internal static class FlowInputCell
{
    /// <summary>The value as it is, or the text that a file has to hold in its place.</summary>
    /// <param name="value">A plain value.</param>
    /// <param name="input">The input it was taken for; null if it is none.</param>
    /// <param name="culture">The culture in which the cells of the file are read; null for the invariant one.</param>
    public static object? Of(object? value, FlowInput? input, CellCulture? culture = null)
    {
        if (value is null or string)
            return value;
        if (input is null || !FlowInputValue.TryConvert(value, input, culture, out object? converted, out _))
            return value is IEnumerable ? JsonValues.TryWrite(value) ?? value : value;

        string? sent = JsonValues.TryWrite(converted);
        if (IsReadAs(sent, value.ToString(), input, culture))
            return value;
        string? text = converted as string ?? sent;
        if (IsReadAs(sent, text, input, culture))
            return text;
        text = (value as IFormattable)?.ToString(null, culture?.Format ?? CultureInfo.InvariantCulture);
        return IsReadAs(sent, text, input, culture) ? text : value;
    }

    private static bool IsReadAs(string? sent, string? text, FlowInput input, CellCulture? culture) =>
        FlowInputValue.TryConvert(text, input, culture, out object? read, out _) && JsonValues.TryWrite(read) == sent;
}
