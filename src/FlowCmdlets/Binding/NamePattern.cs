using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace FlowCmdlets.Binding;

/// <summary>What a person gives for names: a name, or a wildcard pattern. Names may have brackets too.</summary>
internal static class NamePattern
{
    /// <summary>Decides whether a name is meant: as it stands, in any case, or by the pattern that it is.</summary>
    /// <param name="given">The name or pattern; a name whose wildcard characters are escaped is that name.</param>
    public static Predicate<string> Matching(string given)
    {
        if (TryGetPattern(given, out WildcardPattern? pattern))
            return name => given.Equals(name, StringComparison.OrdinalIgnoreCase) || pattern.IsMatch(name);
        string unescaped = WildcardPattern.Unescape(given);
        return name => given.Equals(name, StringComparison.OrdinalIgnoreCase) || unescaped.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether it is a pattern, so that it may well match nothing. <c>Cut [off</c> is none.</summary>
    /// <param name="given">The name or pattern.</param>
    public static bool IsPattern(string given) => TryGetPattern(given, out _);

    /// <summary>What means this name alone: the name, with its wildcard characters escaped if it could be read as a pattern.</summary>
    /// <param name="name">A name.</param>
    public static string Literal(string name) => WildcardPattern.ContainsWildcardCharacters(name) ? WildcardPattern.Escape(name) : name;

    private static bool TryGetPattern(string given, [NotNullWhen(true)] out WildcardPattern? pattern)
    {
        pattern = null;
        if (!WildcardPattern.ContainsWildcardCharacters(given))
            return false;
        try
        {
            // Parsed when it is first matched.
            pattern = WildcardPattern.Get(given, WildcardOptions.IgnoreCase);
            pattern.IsMatch("");
            return true;
        }
        catch (WildcardPatternException)
        {
            pattern = null;
            return false;
        }
    }
}
