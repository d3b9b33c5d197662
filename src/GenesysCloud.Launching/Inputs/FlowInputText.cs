using System.Globalization;
using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Launching.Inputs;

/// <summary>Reads the text of a CSV cell as one type; null if it is not of that type. White space around it does not count.</summary>
internal static class FlowInputText
{
    private const string DateFormat = "yyyy-MM-dd";

    // The zone must be told; K would take its absence for the zone of this machine.
    private static readonly string[] s_instantFormats =
    [
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-ddTHH:mmZ", "yyyy-MM-ddTHH:mmzzz",
    ];

    private static readonly JsonDocumentOptions s_jsonOptions = new() { MaxDepth = FlowInputValue.MaxDepth };

    public static object? Integer(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan().Trim();
        // The parsers of .NET overlook NUL characters at the end.
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer)
            && !digits.Contains('\0')
            ? integer
            : null;
    }

    public static object? Number(string text) =>
        JsonValues.TryParseNumber(text.AsSpan().Trim(), out object? number) ? number : null;

    public static object? Boolean(string text)
    {
        ReadOnlySpan<char> answer = text.AsSpan().Trim();
        if (Is(answer, "true") || Is(answer, "yes") || Is(answer, "1"))
            return true;
        if (Is(answer, "false") || Is(answer, "no") || Is(answer, "0"))
            return false;
        return null;

        static bool Is(ReadOnlySpan<char> answer, string word) => answer.Equals(word, StringComparison.OrdinalIgnoreCase);
    }

    public static string? Date(string text)
    {
        string day = text.Trim();
        return DateOnly.TryParseExact(day, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? day : null;
    }

    public static string? DateTime(string text)
    {
        ReadOnlySpan<char> time = text.AsSpan().Trim();
        return DateTimeOffset.TryParseExact(
                time, s_instantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            && EndsAsIsoTime(time)
            ? JsonValues.TextOf(instant)
            : null;
    }

    /// <summary>The JSON in a text as CLR values; null also for the JSON value null.</summary>
    public static object? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, s_jsonOptions);
            return JsonValues.Read(document.RootElement);
        }
        catch (Exception notJson) when (notJson is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether a file has the name of a .NET type where a list or an object was: <c>System.Object[]</c>.</summary>
    public static bool StandsForLostItems(object? value)
    {
        const string CustomObject = "System.Management.Automation.PSCustomObject", Wrapped = "System.Management.Automation.PSObject";
        return value is string text && text.AsSpan().Trim() is var name && name.StartsWith("System.")
            && (name.EndsWith("[]") || name.StartsWith("System.Collections.") || name is CustomObject or Wrapped);
    }

    public static bool LooksLikeArray(string text) => text.AsSpan().TrimStart().StartsWith("[");

    /// <summary>
    /// The items between semicolons; null if one is empty, for leaving it out would move the others against a parallel list.
    /// </summary>
    public static string[]? Separated(string text)
    {
        string[] items = text.Split(';', StringSplitOptions.TrimEntries);
        return Array.Exists(items, item => item.Length == 0) ? null : items;
    }

    /// <summary>A digit and <c>Z</c> or <c>+hh:mm</c>; the parser of .NET takes <c>.Z</c> and <c>+1:00</c> too.</summary>
    private static bool EndsAsIsoTime(ReadOnlySpan<char> time)
    {
        int zone = time.EndsWith("Z") ? time.Length - 1 : time.Length - "+hh:mm".Length;
        return time[zone] is 'Z' or '+' or '-' && char.IsAsciiDigit(time[zone - 1]);
    }
}
