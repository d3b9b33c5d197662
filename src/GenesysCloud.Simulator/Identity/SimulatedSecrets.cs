using System.Text;
using System.Text.RegularExpressions;

namespace GenesysCloud.Simulator.Identity;

/// <summary>
/// Finds the secrets and tokens of simulators in text. They have a form that nothing else has, so tests can search all that a client writes
/// for them.
/// </summary>
public static partial class SimulatedSecrets
{
    internal const string TokenPrefix = "not-a-token-";

    /// <summary>The secrets and tokens in a text, also those in the base64 of a <c>Basic</c> header; empty if there are none.</summary>
    public static IReadOnlyList<string> FindIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return
        [
            .. Plain().Matches(text).Select(match => match.Value),
            .. Base64().Matches(text).Select(match => match.Value).Where(IsSecret),
        ];
    }

    private static bool IsSecret(string base64)
    {
        byte[] bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out int length) && Plain().IsMatch(Encoding.UTF8.GetString(bytes, 0, length));
    }

    [GeneratedRegex(@"not-a-(secret|token)-[\w-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex("[A-Za-z0-9+/]{24,}={0,2}", RegexOptions.CultureInvariant)]
    private static partial Regex Base64();
}
