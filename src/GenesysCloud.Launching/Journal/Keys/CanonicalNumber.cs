using System.Globalization;

namespace GenesysCloud.Launching.Journal.Keys;

/// <summary>One spelling for every number: <c>1.50</c>, <c>15e-1</c> and <c>1.5</c> are the same.</summary>
internal static class CanonicalNumber
{
    // The bounds of the G29 of .NET, in which decimals were always written here.
    private const int Precision = 29;
    private const int SmallestPlainExponent = -4;

    /// <param name="text">A JSON number.</param>
    /// <returns>The digits as they are, none rounded away.</returns>
    public static string Of(ReadOnlySpan<char> text)
    {
        int e = text.IndexOfAny('e', 'E');
        int exponent = 0;
        if (e >= 0 && !int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return text.ToString();
        string sign = text[0] == '-' ? "-" : "";
        ReadOnlySpan<char> mantissa = text[sign.Length..(e < 0 ? text.Length : e)];
        int point = mantissa.IndexOf('.');
        string digits = point < 0 ? mantissa.ToString() : $"{mantissa[..point]}{mantissa[(point + 1)..]}";
        string significant = digits.TrimStart('0');
        if (significant.Length == 0)
            return "0";
        long first = (long)exponent +
            (point < 0 ? digits.Length : point) - (digits.Length - significant.Length) - 1; // exponent of the first digit
        return sign + Spell(significant.TrimEnd('0'), first);
    }

    private static string Spell(string digits, long first) => first switch
    {
        < SmallestPlainExponent or >= Precision => string.Create(
            CultureInfo.InvariantCulture, $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}E{first:+00;-00}"),
        < 0 => $"0.{new string('0', (int)(-first - 1))}{digits}",
        _ when first + 1 >= digits.Length => digits.PadRight((int)first + 1, '0'),
        _ => $"{digits[..((int)first + 1)]}.{digits[((int)first + 1)..]}",
    };
}
