using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;

namespace GenesysCloud.RateLimiting;

/// <summary>Reads <c>Retry-After</c> (RFC 9110, 10.2.3), which Genesys Cloud sends with a 429: seconds, or an HTTP date.</summary>
public static class RetryAfter
{
    /// <summary>What larger values become: far enough to mean "not today", near enough to add to any clock.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private static readonly SearchValues<char> s_numeric = SearchValues.Create("-.0123456789");

    /// <summary>
    /// How long to stay away. Gateways send fractions too, so they are taken; a past date or a negative number is zero;
    /// null when the header is absent or unreadable.
    /// </summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(time);
        if (!headers.NonValidated.TryGetValues("Retry-After", out HeaderStringValues values) || values.Count != 1)
            return null;

        string value = values.ToString().Trim();
        if (Seconds(value) is { } seconds)
            return seconds >= Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(Math.Max(0, seconds));
        if (RetryConditionHeaderValue.TryParse(value, out RetryConditionHeaderValue? parsed) && parsed.Date is { } date)
            return TimeSpan.FromTicks(Math.Clamp((date - time.GetUtcNow()).Ticks, 0, Longest.Ticks));
        return null;
    }

    // Characters are checked first because double.Parse also takes "NaN" and "Infinity".
    private static double? Seconds(string value) =>
        !value.AsSpan().ContainsAnyExcept(s_numeric)
        && double.TryParse(
            value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            ? seconds
            : null;
}
