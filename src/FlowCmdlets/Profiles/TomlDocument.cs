namespace FlowCmdlets.Profiles;

/// <summary>
/// Reads the part of TOML that the official command-line client writes: tables of keys whose values are strings, integers, and Booleans.
/// </summary>
/// <remarks>
/// A parser for all of TOML would be one more assembly in a process that the module shares with others, for a file without nested values.
/// What this one doesn't know, it refuses; whatever it accepts means the same to a full parser, which the tests compare it with.
/// </remarks>
internal static class TomlDocument
{
    /// <summary>The tables, in their order.</summary>
    /// <param name="text">The file.</param>
    /// <exception cref="TomlFormatException">A line is no TOML, or isn't of the part that is read.</exception>
    public static IReadOnlyList<TomlTable> Parse(string text)
    {
        var root = new TomlTable([], 0);
        var tables = new List<TomlTable>();
        TomlTable current = root;
        string[] lines = text.Split('\n');
        for (int index = 0; index < lines.Length; index++)
        {
            // Only a line that has an end can end in CR LF.
            bool isLast = index == lines.Length - 1;
            var line = new TomlLine(!isLast && lines[index].EndsWith('\r') ? lines[index][..^1] : lines[index], index + 1);
            if (line.IsBlank)
                continue;
            if (line.ReadHeader() is { } path)
            {
                current = new TomlTable(path, index + 1);
                tables.Add(current);
                continue;
            }

            (string key, string value) = line.ReadPair();
            if (!current.TryAdd(key, value))
                throw new TomlFormatException(index + 1, "the key is there twice");
        }

        RequireDistinct(root, tables);
        return tables;
    }

    private static void RequireDistinct(TomlTable root, List<TomlTable> tables)
    {
        var byPath = new Dictionary<string, TomlTable>(StringComparer.OrdinalIgnoreCase) { [""] = root };
        foreach (TomlTable table in tables)
        {
            if (byPath.Values.FirstOrDefault(other => other != root && SameName(other, table)) is { } twin)
                throw new TomlFormatException(table.Line, $"the table has the same name, ignoring case, as that of line {twin.Line}");
            byPath.Add(PathOf(table, table.Path.Count), table);
        }

        // What is a value can't be a table, too.
        foreach (TomlTable table in tables)
        {
            for (int depth = 0; depth < table.Path.Count; depth++)
            {
                if (byPath.TryGetValue(PathOf(table, depth), out TomlTable? outer) && outer.Values.ContainsKey(table.Path[depth]))
                    throw new TomlFormatException(table.Line, "the table has the name of a key");
            }
        }
    }

    private static bool SameName(TomlTable one, TomlTable other) => one.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    private static string PathOf(TomlTable table, int depth) => string.Concat(table.Path.Take(depth).Select(part => $"{part}\0"));
}
