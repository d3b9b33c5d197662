using System.Globalization;
using System.Text;

namespace FlowCmdlets.Reports;

/// <summary>
/// Text from outside, made fit for a page: what can't be seen, or turns the text around it, is written as its code, <c>\u202E</c>.
/// </summary>
/// <remarks>HTML has no form at all for some of these characters, and a reader of the page should see that they are there.</remarks>
internal static class VisibleText
{
    /// <summary>The text; the same object if everything in it can be seen.</summary>
    public static string Of(string text)
    {
        int first = 0;
        while (first < text.Length && !IsHidden(text, first))
            first++;
        if (first == text.Length)
            return text;
        var visible = new StringBuilder(text, 0, first, text.Length + 16);
        for (int index = first; index < text.Length; index++)
        {
            if (IsHidden(text, index))
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[index]:X4}");
            else
                visible.Append(text[index]);
        }

        return visible.ToString();
    }

    private static bool IsHidden(string text, int index)
    {
        char character = text[index];
        if (char.IsSurrogate(character))
            return !IsPaired(text, index);
        return char.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.Control => character is not ('\t' or '\n'),
            // Emoji and several scripts are written with joiners; the others of this category are directions and invisible marks.
            UnicodeCategory.Format => character is not ('\u200C' or '\u200D'),
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
            // No characters at all, and never will be.
            _ => character is >= '\uFDD0' and <= '\uFDEF' or '\uFFFE' or '\uFFFF',
        };
    }

    private static bool IsPaired(string text, int index)
    {
        int high = char.IsHighSurrogate(text[index]) ? index : index - 1;
        return high >= 0 && high + 1 < text.Length && char.IsSurrogatePair(text[high], text[high + 1])
            // U+1FFFE, U+1FFFF, and so on are no characters either.
            && (char.ConvertToUtf32(text[high], text[high + 1]) & 0xFFFE) != 0xFFFE;
    }
}
