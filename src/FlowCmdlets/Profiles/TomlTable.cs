namespace FlowCmdlets.Profiles;

/// <summary>A table of a TOML file: its name, and its keys with their values as text.</summary>
/// <remarks>Not a record: values may be secrets, and a generated ToString would print them.</remarks>
internal sealed class TomlTable(IReadOnlyList<string> path, int line)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The parts of the name; none for the keys above the first table.</summary>
    public IReadOnlyList<string> Path { get; } = path;

    /// <summary>The name, its parts separated by dots.</summary>
    public string Name { get; } = string.Join('.', path);

    /// <summary>The line of its header.</summary>
    public int Line { get; } = line;

    /// <summary>The values by their keys, which don't distinguish case, as in the official command-line client.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    public bool TryAdd(string key, string value) => _values.TryAdd(key, value);
}
