using GenesysCloud.Suggestions;

namespace GenesysCloud.Launching.Schemas;

/// <summary>How far a typed name is from a declared one: letters added, left out, replaced or swapped with their neighbor.</summary>
internal static class NameDistance
{
    /// <summary>
    /// The number of slips between two names, regardless of <c>Flow.</c>, case and separators;
    /// null if more than every third letter would have to be one.
    /// </summary>
    public static int? Between(string left, string right)
    {
        string a = Fold(left), b = Fold(right);
        int limit = Math.Max(a.Length, b.Length) / 3;
        if (Math.Abs(a.Length - b.Length) > limit)
            return null;

        int distance = NameSuggestions.Slips(a, b);
        return distance <= limit ? distance : null;
    }

    private static string Fold(string name) => FlowInput.BareName(name)
        .Replace("_", "", StringComparison.Ordinal)
        .Replace("-", "", StringComparison.Ordinal)
        .Replace(" ", "", StringComparison.Ordinal)
        .ToUpperInvariant();
}
