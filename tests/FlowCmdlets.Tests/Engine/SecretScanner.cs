using System.Management.Automation;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using GenesysCloud.Simulator;

namespace FlowCmdlets.Tests.Engine;

/// <summary>A test has shown or written a secret.</summary>
internal sealed class SecretFoundException(string message) : Exception(message);

/// <summary>
/// Searches what every script of every test says, on all streams, and the files that it leaves, for the secrets and tokens of the tests.
/// All of them can be recognized. Only <c>Get-GenesysCloudAccessToken -AsPlainText</c> may emit one.
/// </summary>
internal static partial class SecretScanner
{
    private const string MayEmitToken = "Get-GenesysCloudAccessToken -AsPlainText";

    // Of each kind in a transcript, so many are searched through; the many rows of a long run are alike. All are searched as text.
    private const int SearchedThrough = 10;

    private const int MaxFileBytes = 1 << 20;

    // The profiles of the official command-line client hold secrets; only tests write them.
    private const string Profiles = "config.toml";

    /// <summary>The secrets in a text.</summary>
    public static IReadOnlyList<string> FindIn(string text) =>
        [.. SimulatedSecrets.FindIn(text), .. Fake().Matches(text).Select(match => match.Value)];

    /// <summary>Searches all that a script said.</summary>
    /// <exception cref="SecretFoundException">There is a secret in it.</exception>
    public static void Scan(string script, Transcript transcript)
    {
        var seen = new Dictionary<(Channel, Type?), int>();
        foreach (StreamRecord said in transcript.All)
        {
            if (said.Channel is Channel.Output && script.Contains(MayEmitToken, StringComparison.Ordinal))
                continue;
            (Channel, Type?) kind = (said.Channel, (said.Value is PSObject wrapped ? wrapped.BaseObject : said.Value)?.GetType());
            int count = seen[kind] = seen.GetValueOrDefault(kind) + 1;
            DemandNone($"{said.Channel}", count <= SearchedThrough ? TextsOf(said.Value) : [said.Value?.ToString() ?? ""]);
        }

        if (transcript.Terminating is { } terminating)
            DemandNone("the terminating error", TextsOf(terminating));
    }

    /// <summary>Searches the folders that a test keeps in its fields, while they are there.</summary>
    /// <exception cref="SecretFoundException">There is a secret in a file.</exception>
    public static void ScanFoldersOf(object test)
    {
        for (Type? type = test.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                string? path = field.GetValue(test) switch
                {
                    DirectoryInfo folder => folder.FullName,
                    string text when text.StartsWith(TestFolders.Root.FullName, StringComparison.Ordinal) => text,
                    _ => null,
                };
                if (Directory.Exists(path))
                    Scan(new DirectoryInfo(path));
            }
        }
    }

    /// <summary>Searches the files in a folder, but not those of a megabyte or more. Pipes, whose length is 0, would be waited for.
    /// </summary>
    /// <exception cref="SecretFoundException">There is a secret in one.</exception>
    public static void Scan(DirectoryInfo folder)
    {
        var every = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        foreach (FileInfo file in folder.EnumerateFiles("*", every))
        {
            // A link may lead to a device, which has no end.
            if (file is { Exists: true, LinkTarget: null, Length: > 0 and < MaxFileBytes } && file.Name != Profiles)
                DemandNone(file.FullName, [TextOf(file)]);
        }
    }

    private static void DemandNone(string place, IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            if (FindIn(text) is [var secret, ..])
                throw new SecretFoundException($"There is a secret on {place}: '{secret}' in '{text}'.");
        }
    }

    private static IEnumerable<string> TextsOf(object? value)
    {
        IEnumerable<string> texts = ReachableTexts.Of(value);
        return value switch
        {
            // As Export-Clixml and ConvertTo-Json would write it, with what views and types add.
            PSObject emitted => texts.Append(PSSerializer.Serialize(emitted, 3)),
            ErrorRecord error => texts.Concat([error.Exception.ToString(), error.ErrorDetails?.RecommendedAction ?? ""]),
            _ => texts,
        };
    }

    private static string TextOf(FileInfo file)
    {
        try
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Something holds it for itself alone.
            return "";
        }
    }

    [GeneratedRegex(@"\bfake-(token|secret|pass)[\w-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Fake();
}
