using System.Text.RegularExpressions;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Inputs;

/// <summary>What spreadsheets write in place of a value: long numbers in scientific notation, and the errors of formulas.</summary>
internal static partial class SpreadsheetArtifacts
{
    private const string Shortened =
        "a long number that a spreadsheet shortened, so its last digits are lost; export the column as text to keep them";

    private const string FormulaError = "the error value of a spreadsheet formula; correct the formula or clear the cell";

    /// <summary>What a cell probably is, where text is wanted; null if nothing speaks against it.</summary>
    /// <param name="given">The cell.</param>
    /// <param name="input">The input it is for.</param>
    public static string? Suspect(object? given, FlowInput input)
    {
        if (given is not string text)
            return null;
        FlowVariableType type = input.IsList ? input.ItemType : input.Type;
        if (type is not (FlowVariableType.String or FlowVariableType.Any))
            return null;
        ReadOnlySpan<char> cell = text.AsSpan().Trim();
        return ScientificNotation().IsMatch(cell) ? Shortened
            : ErrorValue().IsMatch(cell) ? FormulaError
            : null;
    }

    // As Excel shows numbers of more than eleven digits, in every culture.
    [GeneratedRegex(@"\A[+-]?[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ScientificNotation();

    // #REF!, #VALUE!, #NAME?, #DIV/0!, and what they are called in other languages; #N/A and #NV; #### for a column that is too narrow.
    [GeneratedRegex(@"\A#(?:\p{Lu}[\p{Lu}/0-9_]*[!?]|N/A|NV|N/D|GETTING_DATA|#{2,})\z", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorValue();
}
