using System.Globalization;

namespace GenesysCloud.Launching;

/// <summary>Times as the journal writes them: ISO 8601, UTC, milliseconds; spans of time in whole seconds.</summary>
internal static class JournalTime
{
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Rounded up; 0 for none.</summary>
    public static int ToSeconds(TimeSpan? span) => span is { } some ? (int)Math.Min(int.MaxValue, Math.Ceiling(some.TotalSeconds)) : 0;

    /// <summary>Null for 0.</summary>
    public static TimeSpan? FromSeconds(int seconds) => seconds == 0 ? null : TimeSpan.FromSeconds(seconds);
}
