namespace HelpBuilder.Text;

/// <summary>Breaks text into lines.</summary>
internal static class TextWrapping
{
    /// <summary>Breaks text at spaces. A word that is wider than a line gets a line of its own.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0)
            yield return line;
    }

    /// <summary>Puts a mark before the first line and indents the others under its text.</summary>
    public static IEnumerable<string> Hang(string mark, IReadOnlyList<string> lines) =>
        lines.Select((line, index) => line.Length == 0 ? "" : (index == 0 ? mark : new string(' ', mark.Length)) + line);
}
