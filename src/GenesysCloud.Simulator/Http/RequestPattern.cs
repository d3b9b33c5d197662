using System.IO.Enumeration;

namespace GenesysCloud.Simulator.Http;

/// <summary>Matches requests with the patterns of faults and resource limits, and names with the wildcards of a filter.</summary>
internal static class RequestPattern
{
    public static bool Matches(string method, string path, string requestMethod, string requestPath) =>
        (method == "*" || method.Equals(requestMethod, StringComparison.OrdinalIgnoreCase))
        && (path.Contains('*', StringComparison.Ordinal)
            ? Wildcard(path, requestPath)
            : requestPath.StartsWith(path, StringComparison.OrdinalIgnoreCase));

    /// <summary>Matches text with a pattern in which <c>*</c> stands for any text; case-insensitive.</summary>
    public static bool Wildcard(string pattern, string text) => FileSystemName.MatchesSimpleExpression(
        pattern.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("?", @"\?", StringComparison.Ordinal), text, ignoreCase: true);
}
