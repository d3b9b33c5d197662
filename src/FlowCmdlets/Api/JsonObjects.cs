using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using System.Text.RegularExpressions;
using GenesysCloud.Json;

namespace FlowCmdlets.Api;

/// <summary>Turns JSON into the objects that <c>ConvertFrom-Json</c> and <c>Invoke-RestMethod</c> make of it.</summary>
/// <remarks>
/// With two differences, so that nothing is lost: an object that has names that differ only in case, or an empty name, becomes an ordered
/// dictionary (<c>ConvertFrom-Json</c> refuses it), and whole numbers beyond 64 bits become <see cref="decimal"/> where they fit.
/// </remarks>
internal static partial class JsonObjects
{
    /// <summary>The value: null, text, <see cref="DateTime"/>, number, Boolean, object, or <c>object[]</c>.</summary>
    public static object? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => OfObject(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Of).ToArray(),
        JsonValueKind.String => LenientJson.TextOf(element) is { } text ? OfText(text) : element.GetRawText(),
        JsonValueKind.Number => OfNumber(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static object OfObject(JsonElement element)
    {
        var custom = new PSObject();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (LenientJson.NameOf(member) is not { Length: > 0 } name || !names.Add(name))
                return OfMembers(element);
            custom.Properties.Add(new PSNoteProperty(name, Of(member.Value)), preValidated: true);
        }

        return custom;
    }

    private static OrderedDictionary OfMembers(JsonElement element)
    {
        var members = new OrderedDictionary(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            // Of equal names the last counts, as everywhere; one that no text can hold can't be asked for.
            if (LenientJson.NameOf(member) is { } name)
                members[name] = Of(member.Value);
        }

        return members;
    }

    private static object OfText(string text) =>
        text.Length >= "0000-00-00T00:00:00".Length && char.IsAsciiDigit(text[0]) && Time().IsMatch(text)
        && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time)
            ? time
            : text;

    private static object OfNumber(JsonElement element)
    {
        if (element.TryGetInt64(out long whole))
            return whole;
        return element.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 && element.TryGetDecimal(out decimal large)
            ? large
            : element.GetDouble();
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
