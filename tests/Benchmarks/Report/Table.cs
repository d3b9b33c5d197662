namespace Benchmarks.Report;

/// <summary>Prints rows in columns as wide as what they hold; also valid Markdown.</summary>
internal static class Table
{
    public static void Print(TextWriter to, IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. headings.Select((heading, column) => rows.Select(row => row[column].Length).Append(heading.Length).Max())];
        PrintRow(headings);
        to.WriteLine($"|{string.Join('|', widths.Select(width => new string('-', width + 2)))}|");
        foreach (IReadOnlyList<string> row in rows)
            PrintRow(row);

        void PrintRow(IReadOnlyList<string> cells) =>
            to.WriteLine($"| {string.Join(" | ", cells.Select((cell, column) => cell.PadRight(widths[column])))} |");
    }
}
