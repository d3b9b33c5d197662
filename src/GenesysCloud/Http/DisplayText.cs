using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace GenesysCloud.Http;

/// <summary>
/// Text from outside, made fit for a terminal: a name or a message could otherwise hide lines, recolor the screen, or set its title.
/// </summary>
internal static partial class DisplayText
{
    // C0 but tab and line feed, DEL, C1, the two separators, and what turns the direction of text around.
    private static readonly SearchValues<char> s_removed = SearchValues.Create([
        .. Range('\0', '\u001F').Except(['\t', '\n']), .. Range('\u007F', '\u009F'), '\u061C', '\u200E', '\u200F',
        .. Range('\u2028', '\u202E'), .. Range('\u2066', '\u2069'),
    ]);

    private static readonly SearchValues<char> s_breaks = SearchValues.Create("\r\n\t\v\f\u0085\u2028\u2029");

    /// <summary>
    /// The text without control characters, escape sequences, and bidirectional overrides; the same object if it has none.
    /// </summary>
    /// <param name="text">Any text; null stays null.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text)
    {
        if (text is null || text.AsSpan().IndexOfAny(s_removed) < 0)
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (char character in EscapeSequence().Replace(text, ""))
        {
            if (!s_removed.Contains(character))
                clean.Append(character);
        }

        return clean.ToString();
    }

    /// <summary>
    /// The text in one line, for the middle of a sentence: without all that <see cref="Clean"/> removes, and with a space for each line
    /// break or tab; the same object if it has none of them.
    /// </summary>
    /// <param name="text">Any text; null stays null.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? OneLine(string? text) => text is null || !text.AsSpan().ContainsAny(s_breaks)
        ? Clean(text)
        : Clean(Break().Replace(text, " "));

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(code => (char)code);

    [GeneratedRegex(@"\r\n|[\r\n\t\v\f\x85\u2028\u2029]", RegexOptions.CultureInvariant)]
    private static partial Regex Break();

    // CSI with its parameters; OSC and the other strings up to their end, or to the end of the text; any other with its one character.
    [GeneratedRegex(
        @"(\x1B\[|\x9B)[0-?]*[ -/]*[@-~]?|(\x1B[\]PX^_]|[\x9D\x90\x98\x9E\x9F])[^\x07\x1B\x9C]*(\x07|\x1B\\|\x9C)?|\x1B[ -/]*[0-~]?",
        RegexOptions.CultureInvariant)]
    private static partial Regex EscapeSequence();
}
