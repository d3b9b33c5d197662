using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GenesysCloud.Simulator.Schemas;

/// <summary>Checks whether text is a valid value of a type, which the keywords of a schema alone do not express.</summary>
internal static partial class ArchitectText
{
    private const int MaxDecimalDigits = 40;

    private static readonly string[] s_dateTimes =
    [
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    private static readonly string[] s_times = ["HH:mm", "HH:mm:ss", "HH:mm:ss.f", "HH:mm:ss.ff", "HH:mm:ss.fff"];

    [GeneratedRegex(@"^[+-]?\d{1,15}\z")]
    private static partial Regex Integer { get; }

    [GeneratedRegex(@"^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,2})?\z")]
    private static partial Regex Decimal { get; }

    [GeneratedRegex(@"^-?P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?\z")]
    private static partial Regex Duration { get; }

    [GeneratedRegex(@"^[+-]?\d+(\.\d+)? [A-Z]{3}\z")]
    private static partial Regex Currency { get; }

    /// <param name="dataTypeId">An <c>archDataTypeId</c>; all text is valid for an unknown one.</param>
    /// <param name="text">The text.</param>
    public static bool Fits(string dataTypeId, string text) => dataTypeId switch
    {
        "int" => Integer.IsMatch(text),
        "dec" => Decimal.IsMatch(text) && text.Count(char.IsAsciiDigit) <= MaxDecimalDigits,
        "bln" => bool.TryParse(text, out _),
        "dtm" => IsDateTime(text),
        "dat" => IsDate(text),
        "tim" => TimeOnly.TryParseExact(text, s_times, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "dur" => Duration.IsMatch(text),
        "cur" => Currency.IsMatch(text),
        "jsn" => IsJsonObject(text),
        _ => true,
    };

    public static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>A date and time with an offset, within the years that Architect supports.</summary>
    public static bool IsDateTime(string text) =>
        DateTimeOffset.TryParseExact(
            text, s_dateTimes, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
        && date.Year is >= 1800 and <= 2200;

    private static bool IsJsonObject(string text)
    {
        try
        {
            return JsonElement.Parse(text).ValueKind is JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
