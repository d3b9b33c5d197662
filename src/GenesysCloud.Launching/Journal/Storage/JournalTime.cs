using System.Globalization;
using System.Text.Json;

namespace GenesysCloud.Launching.Journal.Storage;

/// <summary>Times as the journal writes them: ISO 8601, UTC, milliseconds; spans of time in whole seconds.</summary>
internal static class JournalTime
{
    private const int Length = 23; // to the milliseconds

    public static void WriteTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        // The form that .NET has at hand, without its last four digits: patterns are slow, and every line has a time.
        Span<char> text = stackalloc char[28];
        time.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[Length] = 'Z';
        json.WriteString(name, text[..(Length + 1)]);
    }

    /// <summary>Rounded up; 0 for none.</summary>
    public static int ToSeconds(TimeSpan? span) => span is { } some ? (int)Math.Min(int.MaxValue, Math.Ceiling(some.TotalSeconds)) : 0;

    /// <summary>Null for 0.</summary>
    public static TimeSpan? FromSeconds(int seconds) => seconds == 0 ? null : TimeSpan.FromSeconds(seconds);
}
