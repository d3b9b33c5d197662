using System.Text;
using FlowCmdlets.Pipeline;

namespace FlowCmdlets.Profiles;

/// <summary>The file in which the official command-line client keeps its profiles. It is only read.</summary>
internal static class CliProfileFile
{
    // Strict: a byte that is no UTF-8 would become another character in a secret.
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Where the file is; tests put it elsewhere.</summary>
    internal static Func<string> Locate { get; set; } = () => Path.Combine(Home(), ".gc", "config.toml");

    /// <summary>The profile of a name, which doesn't distinguish case: the client itself may rewrite it in lower case.</summary>
    /// <exception cref="CmdletErrorException">There is no such file, it can't be read, or it has no such profile.</exception>
    public static CliProfile Find(string name)
    {
        string path = Locate();
        IReadOnlyList<CliProfile> profiles = Read(path);
        return profiles.FirstOrDefault(profile => profile.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw Errors.ProfileNotFound(name, path, [.. profiles.Select(profile => profile.Name)]);
    }

    /// <summary>The names of the other profiles in the file of a profile, and its own.</summary>
    public static IReadOnlyList<string> NamesBeside(CliProfile profile) => [.. Read(profile.File).Select(other => other.Name)];

    /// <summary>All profiles, in the order of the file.</summary>
    /// <exception cref="CmdletErrorException">There is no such file, or it can't be read.</exception>
    public static IReadOnlyList<CliProfile> Read(string path)
    {
        try
        {
            return [.. TomlDocument.Parse(ReadText(path)).Select(table => new CliProfile(table.Name, path, table.Values))];
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Errors.ProfileFileNotFound(path, missing);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or TomlFormatException)
        {
            throw Errors.ProfileFileInvalid(path, unreadable.Message);
        }
        catch (DecoderFallbackException)
        {
            throw Errors.ProfileFileInvalid(path, "it isn't encoded in UTF-8");
        }
    }

    private static string ReadText(string path)
    {
        // The client may replace it at any time.
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, s_utf8);
        return reader.ReadToEnd();
    }

    // As the client finds it: the variable goes before what the system says.
    private static string Home()
    {
        string? home = Environment.GetEnvironmentVariable(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME");
        return string.IsNullOrWhiteSpace(home) ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) : home;
    }
}
