namespace FlowCmdlets.Session;

/// <summary>A value of the connection, and where it comes from.</summary>
/// <remarks>Not a record: a value may be a secret, and a generated ToString would print it.</remarks>
/// <param name="value">The value, without white space around it.</param>
/// <param name="source">For people: the parameter with its hyphen, or the name of the environment variable.</param>
internal sealed class Setting(string value, string source)
{
    public string Value { get; } = value;

    public string Source { get; } = source;
}
