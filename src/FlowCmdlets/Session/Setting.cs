namespace FlowCmdlets.Session;

/// <summary>Where a value of the connection comes from, the best first.</summary>
internal enum SettingOrigin
{
    Parameter,
    Environment,
    Profile,
}

/// <summary>A value of the connection, and where it comes from.</summary>
/// <remarks>Not a record: a value may be a secret, and a generated ToString would print it.</remarks>
/// <param name="value">The value, without white space around it.</param>
/// <param name="source">For people: the parameter with its hyphen, the name of the environment variable, or the profile.</param>
/// <param name="origin">Which of the three.</param>
internal sealed class Setting(string value, string source, SettingOrigin origin)
{
    public string Value { get; } = value;

    public string Source { get; } = source;

    public SettingOrigin Origin { get; } = origin;
}
