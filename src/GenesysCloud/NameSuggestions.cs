namespace GenesysCloud;

/// <summary>Finds the names a person most likely meant.</summary>
internal static class NameSuggestions
{
    /// <summary>Up to <paramref name="most"/> candidates that are near to <paramref name="name"/>, nearest first; none when nothing is near.</summary>
    public static IReadOnlyList<string> Nearest(string name, IEnumerable<string> candidates, int most = 3)
    {
        // A third of the letters may differ: 'Onbord employe' still finds its flow, 'x' finds nothing.
        int reach = Math.Max(1, name.Length / 3);
        return
        [
            .. candidates
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(candidate => (candidate, distance: Distance(name, candidate)))
                .Where(pair => pair.distance <= reach)
                .OrderBy(pair => pair.distance)
                .ThenBy(pair => pair.candidate, StringComparer.OrdinalIgnoreCase)
                .Take(most)
                .Select(pair => pair.candidate),
        ];
    }

    /// <summary>Letters to insert, delete, replace or swap with a neighbour; without case. A name that contains the other counts as one letter off.</summary>
    private static int Distance(string left, string right)
    {
        string a = left.ToUpperInvariant();
        string b = right.ToUpperInvariant();
        if (a.Length >= 4 && b.Contains(a, StringComparison.Ordinal))
            return a.Length == b.Length ? 0 : 1;

        var before = new int[b.Length + 1];
        var above = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            above[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, above, row) = (above, row, before);
        }

        return above[b.Length];
    }
}
