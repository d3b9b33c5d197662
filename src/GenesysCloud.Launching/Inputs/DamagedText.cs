using System.Text.Json;

namespace GenesysCloud.Launching.Inputs;

/// <summary>
/// Text that was lost on the way: U+FFFD is what a decoder writes for bytes that are not of its encoding, as when an ANSI file is read as
/// UTF-8. Which characters they were cannot be recovered.
/// </summary>
internal static class DamagedText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Whether a text has it.</summary>
    public static bool IsIn(string text) => text.Contains(Replacement, StringComparison.Ordinal);

    /// <summary>Whether any text in a converted value, or the name of a member, has it.</summary>
    public static bool IsIn(object? value) => value switch
    {
        string text => IsIn(text),
        JsonElement element => IsIn(element),
        IEnumerable<KeyValuePair<string, object?>> members => members.Any(member => IsIn(member.Key) || IsIn(member.Value)),
        IEnumerable<object?> items => items.Any(IsIn),
        _ => false,
    };

    private static bool IsIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => IsIn(element.GetString()!),
        JsonValueKind.Object => element.EnumerateObject().Any(member => IsIn(member.Name) || IsIn(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(IsIn),
        _ => false,
    };
}
