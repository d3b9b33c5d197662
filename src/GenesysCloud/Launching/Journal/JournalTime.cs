using System.Globalization;

namespace GenesysCloud.Launching;

/// <summary>Times as the journal writes them: ISO 8601, UTC, milliseconds.</summary>
internal static class JournalTime
{
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
