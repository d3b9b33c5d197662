namespace FlowCmdlets.Session;

/// <summary>Where the values of a connection come from: parameters first, then environment variables.</summary>
/// <param name="environment">The value of an environment variable; null if it is not set.</param>
internal sealed class ConnectionSources(Func<string, string?> environment)
{
    /// <summary>The environment of this process.</summary>
    public static ConnectionSources OfProcess { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>The first of the sources that has a value; null if none has. An empty value counts as none.</summary>
    /// <param name="parameter">The name of the parameter, without a hyphen.</param>
    /// <param name="value">Its value.</param>
    /// <param name="variables">The environment variables that are read, best first.</param>
    public Setting? Find(string parameter, string? value, params IReadOnlyList<string> variables)
    {
        if (!string.IsNullOrWhiteSpace(value))
            return new Setting(value.Trim(), $"-{parameter}");
        return variables
            .Select(name => (Name: name, Value: environment(name)))
            .Where(variable => !string.IsNullOrWhiteSpace(variable.Value))
            .Select(variable => new Setting(variable.Value!.Trim(), variable.Name))
            .FirstOrDefault();
    }
}
