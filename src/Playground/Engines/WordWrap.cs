using System.Text.RegularExpressions;

namespace Playground.Engines;

/// <summary>Breaks text between words, where a terminal would break it anywhere.</summary>
internal static partial class WordWrap
{
    /// <summary>The text with no line wider than this, save for words that are; the lines that go on are indented as the first.</summary>
    public static string Wrap(string text, int width) => string.Join('\n', text.Split('\n').SelectMany(line => Lines(line, width)));

    private static IEnumerable<string> Lines(string line, int width)
    {
        var indent = Indent().Match(line).Groups[1].Value;
        while (BreakIn(line, indent.Length, width) is { } space)
        {
            yield return line[..space].TrimEnd(' ');
            line = indent + line[space..].TrimStart(' ');
        }
        yield return line;
    }

    /// <summary>The last space up to which the line fits, or else the first; null if all of it fits or nothing can be broken.</summary>
    private static int? BreakIn(string line, int indent, int width)
    {
        int? space = null;
        var column = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (Colour().Match(line, i) is { Success: true } colour)
            {
                i += colour.Length - 1;
                continue;
            }
            if (line[i] == ' ' && column > indent && (column <= width || space is null)) space = i;
            if (column >= width && space is not null) return space;
            column++;
        }
        return column > width ? space : null;
    }

    /// <summary>The spaces that a line begins with, whatever colours come before them.</summary>
    [GeneratedRegex(@"^(?:\e\[[0-9;]*m)*( *)")]
    private static partial Regex Indent();

    [GeneratedRegex(@"\G\e\[[0-9;]*m")]
    private static partial Regex Colour();
}
