using System.Globalization;

namespace GenesysCloud.Wording;

/// <summary>Counts in messages: <c>1 row</c>, <c>2 rows</c>, and the words that agree with them.</summary>
internal static class Quantity
{
    /// <summary>A number with its noun, in the invariant culture: <c>0 rows</c>, <c>1 row</c>, <c>2 rows</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="singular">The noun for one.</param>
    /// <param name="plural">The noun for any other number; null if it is the singular with an <c>s</c>.</param>
    public static string Format(long count, string singular, string? plural = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {Word(count, singular, plural ?? singular + "s")}");

    /// <summary>The word that agrees with a number, without the number: <c>was</c> or <c>were</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="singular">The word for one.</param>
    /// <param name="plural">The word for any other number.</param>
    public static string Word(long count, string singular, string plural) => count == 1 ? singular : plural;
}
