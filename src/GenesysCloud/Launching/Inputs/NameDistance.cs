namespace GenesysCloud.Launching;

/// <summary>How far a typed name is from a declared one: letters added, left out, replaced or swapped with their neighbour.</summary>
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

        int distance = Slips(a, b);
        return distance <= limit ? distance : null;
    }

    private static string Fold(string name) => FlowInput.BareName(name)
        .Replace("_", "", StringComparison.Ordinal)
        .Replace("-", "", StringComparison.Ordinal)
        .Replace(" ", "", StringComparison.Ordinal)
        .ToUpperInvariant();

    /// <summary>The optimal string alignment distance, on three rows of its table.</summary>
    private static int Slips(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            last[j] = j;

        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
            (beforeLast, last, row) = (last, row, beforeLast);
        }
        return last[b.Length];
    }
}
