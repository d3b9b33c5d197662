using System.Management.Automation;
using FlowCmdlets.Binding;

namespace FlowCmdlets.Launching;

/// <summary>The columns that <c>-IgnoreColumn</c> names: those that are no inputs of the flow, and need not be.</summary>
/// <param name="patterns">Names, or wildcard patterns; one that is no pattern is a name.</param>
internal sealed class IgnoredColumns(IReadOnlyList<string> patterns)
{
    private readonly List<Predicate<string>> _matches = [.. patterns.Select(NamePattern.Matching)];

    /// <summary>Whether all are, so that rows without any input are meant to be launched.</summary>
    public bool IsAll { get; } = patterns.Any(pattern => pattern.Trim() == "*");

    /// <summary>The names, without the patterns.</summary>
    public IEnumerable<string> Names { get; } = [.. patterns.Where(pattern => !WildcardPattern.ContainsWildcardCharacters(pattern))];

    /// <summary>Whether a column is named.</summary>
    public bool Contains(string column) => _matches.Exists(isMatch => isMatch(column));
}
