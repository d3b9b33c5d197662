using System.Text;

namespace GenesysCloud.Launching.Reports;

/// <summary>Reads the records of a CSV file as <c>Import-Csv</c> does, one after the other.</summary>
internal static class CsvText
{
    /// <summary>Opens a file, also one that a spreadsheet has open.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static StreamReader Open(string path) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.UTF8);

    /// <summary>The records; blank lines are none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="delimiter">What stands between two cells.</param>
    /// <exception cref="FormatException">The text ends within quotation marks.</exception>
    public static IEnumerable<List<string>> Read(TextReader text, char delimiter)
    {
        List<string> record = [];
        var cell = new StringBuilder();
        bool isQuoted = false;
        bool wasQuoted = false;
        for (int next = text.Read(); next >= 0; next = text.Read())
        {
            char character = (char)next;
            if (isQuoted && character != '"')
            {
                cell.Append(character);
            }
            else if (isQuoted)
            {
                isQuoted = text.Peek() == '"';
                if (isQuoted)
                    cell.Append((char)text.Read());
            }
            else if (character == '"' && !wasQuoted && string.IsNullOrWhiteSpace(cell.ToString()))
            {
                cell.Clear();
                isQuoted = wasQuoted = true;
            }
            else if (character == delimiter)
            {
                Take();
            }
            else if (character is not ('\r' or '\n'))
            {
                cell.Append(character);
            }
            else if (record.Count > 0 || cell.Length > 0 || wasQuoted)
            {
                Take();
                yield return record;
                record = [];
            }
        }

        if (isQuoted)
            throw new FormatException("A quotation mark is not closed.");
        if (record.Count > 0 || cell.Length > 0 || wasQuoted)
        {
            Take();
            yield return record;
        }

        void Take()
        {
            record.Add(wasQuoted ? cell.ToString() : cell.ToString().Trim());
            cell.Clear();
            wasQuoted = false;
        }
    }
}
