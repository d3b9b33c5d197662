using System.Text;

namespace GenesysCloud.Suggestions;

/// <summary>Finds the names a person most likely meant.</summary>
internal static class NameSuggestions
{
    /// <summary>
    /// Up to <paramref name="most"/> candidates that are near to <paramref name="name"/>, nearest first; none when nothing is near.
    /// </summary>
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

    /// <summary>
    /// Whether two names differ in nothing that is seen: case, white space around them, and whether an accent is a character of its own.
    /// </summary>
    public static bool AreAlike(string left, string right) => Normal(left).Equals(Normal(right), StringComparison.OrdinalIgnoreCase);

    private static string Normal(string name)
    {
        string trimmed = name.Trim();
        try
        {
            return trimmed.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half a character has no form.
            return trimmed;
        }
    }

    /// <summary>The end of a sentence that says a name is not known: asks for the suggestions, if there are any.</summary>
    public static string Ask(params IReadOnlyList<string?> suggestions) =>
        Question(suggestions) is { Length: > 0 } question ? question : ".";

    /// <summary>Asks for the suggestions, those that are null aside; empty if there are none.</summary>
    public static string Question(IEnumerable<string?> suggestions)
    {
        string names = string.Join(" or ", suggestions.OfType<string>().Select(near => $"'{near}'"));
        return names.Length == 0 ? "" : $"; did you mean {names}?";
    }

    /// <summary>The slips between two names, without case. A name that is part of the other counts as one slip off.</summary>
    private static int Distance(string left, string right)
    {
        string a = left.ToUpperInvariant();
        string b = right.ToUpperInvariant();
        return a.Length >= 4 && a.Length < b.Length && b.Contains(a, StringComparison.Ordinal) ? 1 : Slips(a, b);
    }

    /// <summary>
    /// Letters added, left out, replaced or swapped with their neighbor: the optimal string alignment distance, on three rows of its
    /// table.
    /// </summary>
    internal static int Slips(string a, string b)
    {
        int[] beforeLast = new int[b.Length + 1];
        int[] last = new int[b.Length + 1];
        int[] row = new int[b.Length + 1];
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
