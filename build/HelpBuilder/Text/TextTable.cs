namespace HelpBuilder.Text;

/// <summary>Writes a table as columns of text, the first row as their headings.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    // The last column gets at least this much, at the cost of the others.
    private const int LeastLast = 30;

    /// <summary>The lines of the table. Cells that are too wide are wrapped.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows, int width)
    {
        int[] widths = Widths(rows, width);
        for (int index = 0; index < rows.Count; index++)
        {
            foreach (string line in Row(rows[index], widths))
                yield return line;
            if (index == 0)
                yield return Line(rows[0].Select(cell => new string('-', cell.Length)), widths);
        }
    }

    private static int[] Widths(IReadOnlyList<string[]> rows, int width)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        if (width == int.MaxValue)
            return widths;
        int last = widths.Length - 1;
        int gaps = Gap.Length * last;
        int others = widths[..last].Sum();
        // Wide columns before the last share what is left of the line.
        if (others + gaps + Math.Min(widths[last], LeastLast) > width)
        {
            int limit = (width - gaps - LeastLast) / last;
            for (int column = 0; column < last; column++)
                widths[column] = Math.Min(widths[column], limit);
            others = widths[..last].Sum();
        }

        widths[last] = Math.Min(widths[last], width - gaps - others);
        return widths;
    }

    private static IEnumerable<string> Row(string[] cells, int[] widths)
    {
        List<string>[] columns = [.. cells.Select((cell, column) => TextWrapping.Wrap(cell, widths[column]).ToList())];
        for (int line = 0; line < columns.Max(column => column.Count); line++)
            yield return Line(columns.Select(column => line < column.Count ? column[line] : ""), widths);
    }

    private static string Line(IEnumerable<string> cells, int[] widths) =>
        string.Join(Gap, cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
}
