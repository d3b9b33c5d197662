using System.Text.RegularExpressions;

namespace HelpBuilder;

/// <summary>Where the project is on the web, as the module's manifest says.</summary>
public static partial class ProjectAddress
{
    /// <summary>Reads the <c>ProjectUri</c> of a manifest.</summary>
    /// <returns>The address, without a slash at its end.</returns>
    /// <exception cref="IOException">The manifest can't be read, or has none.</exception>
    public static string Read(string manifest)
    {
        Match match = ProjectUri().Match(File.ReadAllText(manifest));
        return match.Success
            ? match.Groups["Address"].Value.TrimEnd('/')
            : throw new IOException($"{manifest}: expected ProjectUri, which Get-Help -Online needs.");
    }

    [GeneratedRegex(@"(?m)^\s*ProjectUri\s*=\s*'(?<Address>https://[^']+)'")]
    private static partial Regex ProjectUri();
}
