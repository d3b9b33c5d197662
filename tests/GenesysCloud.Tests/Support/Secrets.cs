using System.Text.RegularExpressions;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Support;

/// <summary>Searches what the client reports and writes in any test for the secrets of the tests, all of which can be recognized.</summary>
internal static partial class Secrets
{
    /// <summary>The secrets in a text.</summary>
    public static IReadOnlyList<string> FindIn(string text) =>
        [.. SimulatedSecrets.FindIn(text), .. Fake().Matches(text).Select(match => match.Value)];

    /// <summary>Fails if an event has a secret in it.</summary>
    public static void DemandNoneIn(IEnumerable<ClientEvent> events) =>
        Assert.All(events, happened => Assert.Empty(FindIn(happened.ToString())));

    /// <summary>Fails if a file has a secret in it.</summary>
    public static void DemandNoneIn(DirectoryInfo folder)
    {
        foreach (FileInfo file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            // What a link leads to is read by its own name, if it is a file of the test at all.
            if (file.LinkTarget is not null)
                continue;

            // A test that took away the permission to read it has nothing to find there.
            if (!OperatingSystem.IsWindows() && !file.UnixFileMode.HasFlag(UnixFileMode.UserRead))
                continue;

            // A pipe would be waited for.
            if (file.Length == 0)
                continue;
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
                Assert.Empty(FindIn(line));
        }
    }

    [GeneratedRegex(@"\bfake-(token|secret|wrong-secret|given-token|proxy-password|pass)[\w-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Fake();
}
