using System.Text.RegularExpressions;
using GenesysCloud.Launching.Inputs.Cultures;
using GenesysCloud.Launching.Inputs.Types;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Inputs;

/// <summary>
/// Notices in one column that a file was written in another culture, in which cells that can be read may mean something else.
/// </summary>
internal sealed partial class ForeignCells
{
    private const string Advice = "if the value is in the format of another culture, specify it with -Culture, such as -Culture de-DE";

    private string? _foreign;
    private string? _doubtful;

    /// <summary>What to add to the refusal of a cell; null if it is not written as in another culture.</summary>
    public string? Refused(object? cell, FlowVariableType type)
    {
        if (cell is not string text || !IsForeign(text.Trim(), type))
            return null;
        _foreign ??= text.Trim();
        return _doubtful is null
            ? Advice
            : $"{Advice}. Earlier cells of this column, such as '{_doubtful}', may have been misread too";
    }

    /// <summary>Why a cell that can be read is refused all the same; null if it is not.</summary>
    public string? Doubt(object? cell, FlowVariableType type)
    {
        if (cell is not string text || !IsNumeric(type) || !GroupedPattern().IsMatch(text.Trim()))
            return null;
        _doubtful ??= text.Trim();
        return _foreign is null
            ? null
            : $"an unambiguous number: an earlier cell of this column, '{ValueText.Clip(_foreign)}', " +
                "is in the format of another culture. Specify the culture with -Culture, such as -Culture de-DE";
    }

    private static bool IsForeign(string text, FlowVariableType type) => type switch
    {
        FlowVariableType.Boolean => YesAndNo.IsWord(text),
        FlowVariableType.Date or FlowVariableType.DateTime => DatePattern().IsMatch(text),
        _ => IsNumeric(type) && NumberPattern().IsMatch(text),
    };

    private static bool IsNumeric(FlowVariableType type) =>
        type is FlowVariableType.Integer or FlowVariableType.Number or FlowVariableType.Decimal or FlowVariableType.Currency;

    // 1.234 is a little more than one, or more than a thousand.
    [GeneratedRegex(@"\A([A-Za-z]{3}\s*)?[+-]?[1-9][0-9]{0,2}\.[0-9]{3}(\s*[A-Za-z]{3})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex GroupedPattern();

    [GeneratedRegex(
        @"\A([A-Za-z]{3}\s*)?[+\-\u2212]?[0-9]+([.,'\u2019\u00A0\u202F ][0-9]+)+(\s*[A-Za-z]{3})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(
        @"\A(?![0-9]{4}-[0-9]{2}-[0-9]{2}(\z|[T ]))[0-9]{1,4}[./\- ] ?[0-9]{1,2}[./\- ] ?[0-9]{1,4}\.?([T ,].*)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex DatePattern();
}
