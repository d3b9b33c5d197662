using System.Collections;
using System.Diagnostics.CodeAnalysis;
using GenesysCloud.Json;

namespace GenesysCloud.Launching;

/// <summary>
/// Turns a value into the type a flow declares, or refuses it: never into another value, never with an exception for any
/// text, never by the culture of the machine.
/// </summary>
public static class FlowInputValue
{
    /// <summary>How deep a value may nest; one level below what can be written is kept for the inputs around it.</summary>
    internal const int MaxDepth = JsonValues.MaxDepth - 1;

    /// <summary>
    /// Converts text (a CSV cell) or a typed value. The result is a <see cref="string"/>, <see cref="bool"/>,
    /// <see cref="long"/>, <see cref="decimal"/>, <see cref="double"/>, <c>List&lt;object?&gt;</c> or
    /// <c>Dictionary&lt;string, object?&gt;</c> that is what <paramref name="declared"/> says, or null for a value that is
    /// absent: null, <see cref="DBNull"/>, empty text, and white space where no text is wanted.
    /// A date-time without a zone is refused: it would be another instant on another machine. A single value given for a list
    /// is a list of one, as PowerShell and CSV cannot tell the two apart.
    /// </summary>
    /// <param name="value">The value as the caller has it.</param>
    /// <param name="declared">The input it is for.</param>
    /// <param name="converted">The value to send, or null if it is absent or refused.</param>
    /// <param name="expected">What would have been accepted, if the value is refused.</param>
    /// <returns>False if the value is refused.</returns>
    public static bool TryConvert(
        object? value, FlowInput declared, out object? converted, [NotNullWhen(false)] out string? expected)
    {
        converted = null;
        expected = null;
        bool readable = PlainValue.TryUnwrap(ref value);
        if (readable && IsAbsent(value, declared.Type))
            return true;

        string? detail = null;
        bool isLost = declared.Type is FlowVariableType.List or FlowVariableType.Object or FlowVariableType.Any && FlowInputText.StandsForLostItems(value);
        if (readable && !isLost && (declared.Type == FlowVariableType.List
            ? TryList(value!, declared.ItemType, out converted, out detail)
            : TryOne(value!, declared.Type, 0, out converted))
            && IsAllowed(converted, declared))
            return true;

        converted = null;
        if (isLost)
            detail = "this is what PowerShell writes in place of a list or an object, whose items are lost";
        expected = detail is null ? FlowInputWords.Expected(declared) : $"{FlowInputWords.Expected(declared)}; {detail}";
        return false;
    }

    private static bool IsAbsent([NotNullWhen(false)] object? value, FlowVariableType type) => value switch
    {
        null or DBNull => true,
        string text when type is FlowVariableType.String or FlowVariableType.Any => text.Length == 0,
        string text => string.IsNullOrWhiteSpace(text),
        _ => false,
    };

    private static bool IsAllowed(object? converted, FlowInput declared)
    {
        if (declared.AllowedValues.Count == 0 || converted is not string text)
            return true;
        foreach (string allowed in declared.AllowedValues)
        {
            if (allowed.Equals(text, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    private static bool TryOne(object value, FlowVariableType type, int depth, out object? converted)
    {
        switch (type)
        {
            case FlowVariableType.String:
                converted = PlainValue.WellFormed(JsonValues.TextOf(value));
                break;
            case FlowVariableType.Integer:
                converted = value is string digits ? FlowInputText.Integer(digits) : PlainValue.Integer(value);
                break;
            case FlowVariableType.Number:
                converted = value is string number ? FlowInputText.Number(number) : PlainValue.Number(value);
                break;
            case FlowVariableType.Boolean:
                converted = value is string answer ? FlowInputText.Boolean(answer) : value as bool?;
                break;
            case FlowVariableType.Date:
                converted = value is string day ? FlowInputText.Date(day) : DateOf(value);
                break;
            case FlowVariableType.DateTime:
                converted = value is string time ? FlowInputText.DateTime(time) : InstantOf(value);
                break;
            case FlowVariableType.List:
                object? list = value is string items ? FlowInputText.Json(items) : value;
                converted = PlainValue.TryCopy(list, depth, out object? listCopy) ? listCopy as List<object?> : null;
                break;
            case FlowVariableType.Object:
                object? members = value is string json ? FlowInputText.Json(json) : value;
                converted = PlainValue.TryCopy(members, depth, out object? copy) ? copy as Dictionary<string, object?> : null;
                break;
            default:
                PlainValue.TryCopy(value, depth, out converted);
                break;
        }
        return converted is not null;
    }

    private static bool TryList(object value, FlowVariableType itemType, out object? converted, out string? badItem)
    {
        converted = null;
        badItem = null;
        if (ItemsOf(value, itemType) is not { } items)
            return false;

        var list = new List<object?>();
        foreach (object? given in items)
        {
            object? item = given;
            object? one = null;
            if (!PlainValue.TryUnwrap(ref item) || (item is not null && !TryOne(item, itemType, 1, out one)))
            {
                badItem = $"item {list.Count + 1}, {FlowInputWords.Show(given)}, is not {FlowInputWords.WithArticle(FlowInput.NameOf(itemType))}";
                return false;
            }
            list.Add(one);
        }
        converted = list;
        return true;
    }

    private static IEnumerable? ItemsOf(object value, FlowVariableType itemType) => value switch
    {
        string text when itemType is FlowVariableType.List or FlowVariableType.Object || FlowInputText.LooksLikeArray(text)
            => FlowInputText.Json(text) switch
            {
                null => null,
                object?[] items => items,
                var single => new[] { single },
            },
        string text => FlowInputText.Separated(text),
        IEnumerable items when !PlainValue.IsObject(value) => items,
        _ => new[] { value },
    };

    private static string? DateOf(object value) => value switch
    {
        DateOnly => JsonValues.TextOf(value),
        // A time of day would be lost silently, like the .5 of 3.5 for an integer.
        DateTime time when time.TimeOfDay == TimeSpan.Zero => JsonValues.TextOf(DateOnly.FromDateTime(time)),
        DateTimeOffset time when time.TimeOfDay == TimeSpan.Zero => JsonValues.TextOf(DateOnly.FromDateTime(time.DateTime)),
        _ => null,
    };

    private static string? InstantOf(object value) =>
        value is DateTimeOffset or DateTime { Kind: not DateTimeKind.Unspecified } ? JsonValues.TextOf(value) : null;
}
