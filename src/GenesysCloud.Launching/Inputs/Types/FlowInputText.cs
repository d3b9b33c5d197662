using System.Globalization;
using System.Text.Json;
using GenesysCloud.Json;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Inputs.Types;

/// <summary>Reads the text of a CSV cell as one type; null if it is not of that type. White space around it does not count.</summary>
internal static class FlowInputText
{
    private static readonly JsonDocumentOptions s_jsonOptions = new() { MaxDepth = FlowLimits.Depth };

    /// <summary>
    /// Digits, or a fraction of one or two zeros as spreadsheets write it. Three zeros may be thousands in another culture.
    /// </summary>
    public static object? Integer(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan().Trim();
        int point = digits.IndexOf('.');
        if (point > 0 && char.IsAsciiDigit(digits[point - 1]) && digits[point..] is ".0" or ".00")
            digits = digits[..point];
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

    /// <summary>The JSON in a text as it stands there; null if it is none.</summary>
    public static JsonElement? ParseJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, s_jsonOptions);
            return document.RootElement.Clone();
        }
        catch (Exception notJson) when (notJson is JsonException or ArgumentException)
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
}
