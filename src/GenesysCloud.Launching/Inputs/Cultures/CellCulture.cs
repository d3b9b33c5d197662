using System.Globalization;
using System.Text.RegularExpressions;

namespace GenesysCloud.Launching.Inputs.Cultures;

/// <summary>
/// Reads numbers, dates and yes or no as one culture writes them, and writes them as every culture reads them. Only what is written in full
/// is taken: groups of the right length, years of four digits.
/// </summary>
internal sealed partial class CellCulture
{
    private readonly CultureInfo _culture;
    private readonly string _datePattern;
    private readonly char[] _groupSeparators;

    public CellCulture(CultureInfo culture)
    {
        _culture = culture;
        string days = DayPattern().Replace(culture.DateTimeFormat.ShortDatePattern, "d");
        _datePattern = YearPattern().Replace(MonthPattern().Replace(days, "M"), "yyyy");
        // The separators of Unicode, and what a keyboard has for them.
        _groupSeparators = culture.NumberFormat.NumberGroupSeparator switch
        {
            " " or "\u00A0" or "\u202F" => [' ', '\u00A0', '\u202F'],
            "'" or "\u2019" => ['\'', '\u2019'],
            { Length: 1 } one => [one[0]],
            _ => [],
        };
    }

    /// <summary>Its name, such as <c>de-DE</c>.</summary>
    public string Name => _culture.Name;

    /// <summary>How values are written there.</summary>
    public IFormatProvider Format => _culture;

    /// <summary>A number as it is written there.</summary>
    public string ExampleNumber => 1234.56m.ToString("N2", _culture);

    /// <summary>A day as it is written there.</summary>
    public string ExampleDate => new DateTime(2026, 12, 31).ToString(_datePattern, _culture);

    /// <summary>The number with a point and without groups; null if it is none there.</summary>
    public string? Number(string text)
    {
        string number = text.Trim();
        string sign = number is ['-' or '\u2212', ..] ? "-" : "";
        if (number is ['-' or '\u2212' or '+', ..])
            number = number[1..];
        int e = number.IndexOfAny(['e', 'E']);
        string exponent = e < 0 ? "" : number[e..];
        string mantissa = e < 0 ? number : number[..e];
        int point = mantissa.IndexOf(_culture.NumberFormat.NumberDecimalSeparator, StringComparison.Ordinal);
        string fraction = point < 0 ? "" : mantissa[(point + _culture.NumberFormat.NumberDecimalSeparator.Length)..];
        string? whole = Ungrouped(point < 0 ? mantissa : mantissa[..point]);
        if (whole is null || fraction.AsSpan().ContainsAnyExceptInRange('0', '9') || whole.Length + fraction.Length == 0)
            return null;
        return $"{sign}{(whole.Length == 0 ? "0" : whole)}{(fraction.Length == 0 ? "" : $".{fraction}")}{exponent}";
    }

    /// <summary>The day as <c>yyyy-MM-dd</c>; null if it is none there. ISO 8601 is read in every culture.</summary>
    public string? Date(string text)
    {
        string day = text.Trim();
        if (IsoDatePattern().IsMatch(day))
            return day;
        return DateTime.TryParseExact(day, _datePattern, _culture, DateTimeStyles.None, out DateTime date) && !day.Contains('\0')
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>The instant as ISO 8601; null if it is none there, or names no zone.</summary>
    public string? Instant(string text)
    {
        Match match = InstantPattern().Match(text.Trim());
        if (!match.Success || Date(match.Groups["date"].Value) is not { } date)
            return null;

        string time = match.Groups["time"].Value;
        string hourOfOneDigit = time.IndexOf(':') == 1 ? "0" : "";
        return $"{date}T{hourOfOneDigit}{time}{match.Groups["zone"].Value}";
    }

    /// <summary><c>true</c> or <c>false</c> for the words of the culture's language; others as they are.</summary>
    public string Boolean(string text) => YesAndNo.Read(text.Trim(), _culture) switch
    {
        true => "true",
        false => "false",
        null => text,
    };

    private string? Ungrouped(string whole)
    {
        string[] groups = whole.Split(_groupSeparators);
        int[] sizes = _culture.NumberFormat.NumberGroupSizes;
        if (groups.Any(group => group.AsSpan().ContainsAnyExceptInRange('0', '9')))
            return null;
        for (int i = groups.Length - 1, n = 0; groups.Length > 1 && i >= 0; i--, n++)
        {
            int size = sizes.Length == 0 ? 0 : sizes[Math.Min(n, sizes.Length - 1)];
            bool fits = i == 0 ? groups[i].Length >= 1 && (size == 0 || groups[i].Length <= size) : groups[i].Length == size;
            if (!fits)
                return null;
        }

        return string.Concat(groups);
    }

    [GeneratedRegex("d{1,2}", RegexOptions.CultureInvariant)]
    private static partial Regex DayPattern();

    [GeneratedRegex("(?<!M)M{1,2}(?!M)", RegexOptions.CultureInvariant)]
    private static partial Regex MonthPattern();

    [GeneratedRegex("y+", RegexOptions.CultureInvariant)]
    private static partial Regex YearPattern();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsoDatePattern();

    [GeneratedRegex(
        @"\A(?<date>.+?)[T ] *(?<time>[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?) *(?<zone>Z|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex InstantPattern();
}
