using System.IO.Enumeration;

namespace GenesysCloud.Simulator.Http;

/// <summary>How faults and limits name the requests they mean, and how names are filtered.</summary>
internal static class RequestPattern
{
    public static bool Matches(string method, string path, string requestMethod, string requestPath) =>
        (method == "*" || method.Equals(requestMethod, StringComparison.OrdinalIgnoreCase))
        && (path.Contains('*', StringComparison.Ordinal)
            ? Wildcard(path, requestPath)
            : requestPath.StartsWith(path, StringComparison.OrdinalIgnoreCase));

    /// <summary><c>*</c> is any text; every other character is itself.</summary>
    public static bool Wildcard(string pattern, string text) => FileSystemName.MatchesSimpleExpression(
        pattern.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("?", @"\?", StringComparison.Ordinal), text, ignoreCase: true);
}
