using System.Globalization;
using System.Text.Json;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Inputs.Types;

/// <summary>A decimal number with all its digits: a decimal of Architect has up to 40, <see cref="decimal"/> holds 28.</summary>
internal sealed class ExactDecimal
{
    // Digits beyond this can be lost by a reader of JSON that takes every number for a double.
    private const int DigitsOfDouble = 15;
    private const int DigitsOfDecimal = 28;
    private const int LargestExponent = 1_000;

    private readonly bool _isNegative;
    private readonly string _digits;
    private readonly int _scale;

    private ExactDecimal(bool isNegative, string digits, int scale)
    {
        string significant = digits.TrimStart('0');
        string kept = significant.TrimEnd('0');
        _digits = kept.Length == 0 ? "0" : kept;
        _scale = kept.Length == 0 ? 0 : scale - (significant.Length - kept.Length);
        _isNegative = isNegative && kept.Length > 0;
    }

    /// <summary>Digits before and after the point, without leading and trailing zeros.</summary>
    public int Length => Math.Max(_digits.Length, _scale) + Math.Max(0, -_scale);

    /// <summary>The number without an exponent, such as <c>-0.05</c>.</summary>
    public string Text
    {
        get
        {
            string digits = _scale < 0 ? _digits.PadRight(_digits.Length - _scale, '0') : _digits.PadLeft(_scale + 1, '0');
            int point = digits.Length - Math.Max(0, _scale);
            string fraction = point == digits.Length ? "" : $".{digits[point..]}";
            return $"{(_isNegative ? "-" : "")}{digits[..point]}{fraction}";
        }
    }

    /// <summary>A text, a number of any type or a number in JSON; null if it is none.</summary>
    public static ExactDecimal? Of(object value) => value switch
    {
        string text => Parse(text.AsSpan().Trim()),
        JsonElement { ValueKind: JsonValueKind.Number } number => Parse(number.GetRawText()),
        // By their shortest text: 0.1f is meant as 0.1, not as 0.10000000149.
        double or float or decimal or sbyte or byte or short or ushort or int or uint or long or ulong
            => Parse(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)),
        _ => null,
    };

    /// <summary>Whether it is within the limits, null meaning none.</summary>
    public bool IsBetween(decimal? minimum, decimal? maximum)
    {
        if (minimum is null && maximum is null)
            return true;
        // Where a limit is exceeded by less than a decimal can hold, the service has the last word.
        double value = double.Parse(Text, CultureInfo.InvariantCulture);
        return decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal rounded)
            ? !(rounded < minimum) && !(rounded > maximum)
            : !(value < (double?)minimum) && !(value > (double?)maximum);
    }

    /// <summary>
    /// It as a number that is written with all its digits: <see cref="long"/>, <see cref="decimal"/> or <see cref="JsonElement"/>.
    /// </summary>
    public object ToNumber() => Length <= DigitsOfDecimal
        ? decimal.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture)
        : FlowInputText.ParseJson(Text)!;

    /// <summary>It as 64 bits; null if it is not whole or has more.</summary>
    public object? ToInteger() =>
        _scale <= 0 && long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer) ? integer : null;

    /// <summary>What is sent for it: a number, or text where only text is taken or keeps all digits; null if neither is taken.</summary>
    public object? ToWire(WireForms forms)
    {
        bool isSafeNumber = _digits.Length <= DigitsOfDouble;
        bool takesText = forms.Texts.Count > 0 && forms.Takes(Text);
        if (takesText && !(isSafeNumber && forms.TakesNumber))
            return Text;
        return forms.TakesNumber ? ToNumber() : null;
    }

    private static ExactDecimal? Parse(ReadOnlySpan<char> text)
    {
        bool isNegative = text is ['-', ..];
        ReadOnlySpan<char> rest = text is ['-' or '+', ..] ? text[1..] : text;
        int exponent = 0;
        int e = rest.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            if (rest[(e + 1)..].Contains('\0')
                || !int.TryParse(rest[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || Math.Abs(exponent) > LargestExponent)
            {
                return null;
            }

            rest = rest[..e];
        }

        int point = rest.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? rest : rest[..point];
        ReadOnlySpan<char> fraction = point < 0 ? [] : rest[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
            return null;
        return new ExactDecimal(isNegative, $"{whole}{fraction}", fraction.Length - exponent);
    }
}
