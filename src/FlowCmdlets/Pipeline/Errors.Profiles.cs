using System.Management.Automation;

namespace FlowCmdlets.Pipeline;

/// <summary>Errors of profiles of the official command-line client. None has a value of the file, which may be a secret.</summary>
internal static partial class Errors
{
    public static CmdletErrorException ProfileFileNotFound(string path, Exception missing) => new(Record(
        nameof(ProfileFileNotFound),
        ErrorCategory.ObjectNotFound,
        path,
        new FileNotFoundException($"There is no profile file '{path}'.", path, missing),
        "Create the file with the official command-line client: gc profiles new. Or omit -Profile and use -Credential."));

    public static CmdletErrorException ProfileFileInvalid(string path, string fault) => new(Record(
        nameof(ProfileFileInvalid),
        ErrorCategory.InvalidData,
        path,
        new FormatException($"The profile file '{path}' can't be read: {fault}"),
        "Profiles are read as the official command-line client writes them: tables with strings, integers, and Booleans. " +
        "Correct the line, or the permissions of the file."));

    public static CmdletErrorException ProfileNotFound(string name, string path, IReadOnlyList<string> profiles) => new(Record(
        nameof(ProfileNotFound),
        ErrorCategory.ObjectNotFound,
        name,
        new ArgumentException($"The file '{path}' has no profile '{name}'. {Profiles(profiles)}"),
        "Specify one of the profiles with -Profile, or create it: gc profiles new."));

    /// <param name="profile">The name of the profile.</param>
    /// <param name="path">The file.</param>
    /// <param name="keys">The keys that are missing.</param>
    /// <param name="profiles">The profiles that there are.</param>
    public static CmdletErrorException ProfileIncomplete(
        string profile, string path, IReadOnlyList<string> keys, IReadOnlyList<string> profiles) => new(Record(
        nameof(ProfileIncomplete),
        ErrorCategory.InvalidData,
        profile,
        new InvalidOperationException(
            $"The profile '{profile}' in '{path}' has no {string.Join(" and no ", keys)}, and no access token. {Profiles(profiles)}"),
        "Complete the profile with the official command-line client (gc profiles new), specify another profile, or use -Credential."));

    public static CmdletErrorException ProfileNeedsBrowser(string profile, string path, string? clientId) => new(Record(
        nameof(ProfileNeedsBrowser),
        ErrorCategory.AuthenticationError,
        profile,
        new InvalidOperationException(
            $"The profile '{profile}' in '{path}' signs in with a browser (grant_type), " +
            "and its oauth_token_data has no token that is valid."),
        $"Sign in with a browser: Connect-GenesysCloud -Interactive -Profile {CommandText.Quote(profile)}" +
        $"{(clientId is null ? " -ClientId …" : "")}. Or run the official command-line client, " +
        "which renews the token, or specify a profile with the grant type Client Credentials."));

    private static string Profiles(IReadOnlyList<string> profiles) => profiles.Count == 0
        ? "It has no profiles."
        : $"Profiles: {NameList.Format([.. profiles])}.";
}
