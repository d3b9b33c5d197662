using System.Globalization;
using System.Net.Http.Headers;

namespace GenesysCloud.RateLimiting;

/// <summary>
/// What a response reports of the token's rate limit. Genesys Cloud counts requests per token in a fixed window that begins
/// with its first request, and sends <c>inin-ratelimit-count</c>, <c>-allowed</c> and <c>-reset</c> along.
/// </summary>
/// <param name="Count">Requests counted in the window so far, this one included.</param>
/// <param name="Allowed">Requests the window holds; at least 1.</param>
/// <param name="Reset">Time until the window ends, in whole seconds; which way it is rounded is not documented.</param>
public readonly record struct RateLimitHeaders(int? Count, int? Allowed, TimeSpan? Reset)
{
    // The longest window anyone has heard of is a day; a reset beyond it is no reset.
    private const int MaxResetSeconds = 24 * 60 * 60;

    /// <summary>Reads the three headers; a value that makes no sense counts as absent. Null when none is there.</summary>
    public static RateLimitHeaders? Read(HttpResponseHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        int? reset = Number(headers, "inin-ratelimit-reset", 0, MaxResetSeconds);
        var read = new RateLimitHeaders(
            Number(headers, "inin-ratelimit-count", 0, int.MaxValue / 2),
            Number(headers, "inin-ratelimit-allowed", 1, int.MaxValue / 2),
            reset is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        return read == default ? null : read;
    }

    private static int? Number(HttpResponseHeaders headers, string name, int min, int max) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values)
        && values.Count == 1
        && int.TryParse(
            values.ToString(),
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out int number)
        && number >= min && number <= max
            ? number
            : null;
}
