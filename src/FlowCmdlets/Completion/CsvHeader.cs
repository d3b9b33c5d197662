using System.Text;

namespace FlowCmdlets.Completion;

/// <summary>Reads the header of a CSV file as <c>Import-Csv</c> does.</summary>
/// <remarks>Not with <c>ConvertFrom-Csv</c>, whose errors would be in <c>$Error</c>.</remarks>
internal static class CsvHeader
{
    /// <summary>The names of the columns; empty where <c>Import-Csv</c> would refuse them, or where the text ends within them.</summary>
    /// <param name="text">The beginning of the file.</param>
    /// <param name="delimiter">What stands between two names.</param>
    public static IReadOnlyList<string> Read(ReadOnlySpan<char> text, char delimiter)
    {
        while (text.Length > 0 && (text[0] is '\r' or '\n' || IsComment(text, delimiter)))
            text = text[Math.Max(1, EndOfLine(text))..];
        var names = new List<string>();
        var name = new StringBuilder();
        bool isQuoted = false;
        foreach (char character in text)
        {
            if (!isQuoted && character is '\r' or '\n')
                break;
            if (!isQuoted && character == delimiter)
            {
                Take();
                continue;
            }

            // Within a name that doesn't begin with one, a quotation mark is a character like any other.
            if (character == '"' && (isQuoted || name.ToString().Trim() is "" or ['"', .., '"']))
                isQuoted = !isQuoted;
            name.Append(character);
        }

        if (isQuoted)
            return [];
        Take();
        return names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count ? names : [];

        void Take()
        {
            string taken = name.ToString().Trim();
            name.Clear();
            if (taken is ['"', .., '"'])
                taken = taken[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
            if (taken.Length > 0)
                names.Add(taken);
        }
    }

    // The type that Export-Csv can write before the header.
    private static bool IsComment(ReadOnlySpan<char> text, char delimiter) =>
        text[0] == '#' && !text[..EndOfLine(text)].Contains(delimiter);

    private static int EndOfLine(ReadOnlySpan<char> text) => text.IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length;
}
