using FlowCmdlets.Profiles;

namespace FlowCmdlets.Session;

/// <summary>Where the values of a connection come from: parameters first, then environment variables, then a profile.</summary>
/// <param name="environment">The value of an environment variable; null if it is not set.</param>
/// <param name="profile">The profile that was specified; null if none was.</param>
internal sealed class ConnectionSources(Func<string, string?> environment, CliProfile? profile = null)
{
    /// <summary>The environment of this process, without a profile.</summary>
    public static ConnectionSources OfProcess { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>The profile; null if none was specified.</summary>
    public CliProfile? Profile { get; } = profile;

    /// <summary>The same environment, with a profile.</summary>
    public ConnectionSources With(CliProfile? other) => new(environment, other);

    /// <summary>The first of the sources that has a value; null if none has.</summary>
    /// <remarks>
    /// A parameter that was given counts even if it is empty: an empty variable in a script is a mistake, and no wish for the default. An
    /// empty environment variable or value of a profile counts as none.
    /// </remarks>
    /// <param name="parameter">The name of the parameter, without a hyphen.</param>
    /// <param name="value">Its value; null if it wasn't given.</param>
    /// <param name="variables">The environment variables that are read, best first.</param>
    /// <param name="profileKey">The key that is read in the profile; null if profiles don't have the value.</param>
    public Setting? Find(string parameter, string? value, IReadOnlyList<string> variables, string? profileKey = null)
    {
        if (value is not null)
            return new Setting(value.Trim(), $"-{parameter}", SettingOrigin.Parameter);
        foreach (string name in variables)
        {
            if (environment(name) is { } set && !string.IsNullOrWhiteSpace(set))
                return new Setting(set.Trim(), name, SettingOrigin.Environment);
        }

        return profileKey is not null && Profile?[profileKey] is { } kept
            ? new Setting(kept, Profile.Source, SettingOrigin.Profile)
            : null;
    }

    /// <summary>The first of some variables that is set, but to nothing; null if none is.</summary>
    public string? FindEmpty(IReadOnlyList<string> variables) =>
        variables.FirstOrDefault(name => environment(name) is { } set && string.IsNullOrWhiteSpace(set));

    /// <summary>A value that goes with another one, from where that one comes from; null if there is none.</summary>
    /// <remarks>So that the password of one proxy, for example, is never sent to another.</remarks>
    /// <param name="main">The value that it goes with.</param>
    /// <param name="variable">The environment variable.</param>
    /// <param name="profileKey">The key of the profile; null if profiles don't have the value.</param>
    public Setting? Beside(Setting main, string variable, string? profileKey) => main.Origin switch
    {
        SettingOrigin.Environment => Find("", null, [variable]),
        SettingOrigin.Profile when profileKey is not null && Profile?[profileKey] is { } kept =>
            new Setting(kept, Profile.Source, SettingOrigin.Profile),
        _ => null,
    };
}
