using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using GenesysCloud.Json;
using GenesysCloud.Launching.Inputs.Cultures;
using GenesysCloud.Launching.Inputs.Types;
using GenesysCloud.Launching.Schemas;
using GenesysCloud.Wording;

namespace GenesysCloud.Launching.Inputs;

/// <summary>
/// Turns a value into the type a flow declares, or refuses it: never into another value, never with an exception for any
/// text, never by the culture of the machine.
/// </summary>
public static class FlowInputValue
{
    /// <summary>JSON null, which is a value; the null of .NET is the absence of one.</summary>
    internal static object Null { get; } = FlowInputText.ParseJson("null")!;

    /// <summary>
    /// Converts text (a CSV cell) or a typed value. The result is a <see cref="string"/>, <see cref="bool"/>,
    /// <see cref="long"/>, <see cref="decimal"/>, <see cref="double"/>, <c>List&lt;object?&gt;</c>,
    /// <c>Dictionary&lt;string, object?&gt;</c>, or a <see cref="JsonElement"/> for JSON null, for JSON that is sent as it is, and for
    /// numbers of more digits than a decimal has; or null for a value that is absent: null, <see cref="DBNull"/>, empty text, and white
    /// space where no text is wanted.
    /// A date-time without a zone is refused: it would be another instant on another machine. A single value given for a list
    /// is a list of one, as PowerShell and CSV cannot tell the two apart.
    /// </summary>
    /// <param name="value">The value as the caller has it. A <see cref="JsonElement"/> that is null is JSON null.</param>
    /// <param name="declared">The input it is for.</param>
    /// <param name="converted">The value to send, or null if it is absent or refused.</param>
    /// <param name="expected">What would have been accepted, if the value is refused.</param>
    /// <returns>False if the value is refused.</returns>
    public static bool TryConvert(
        object? value, FlowInput declared, out object? converted, [NotNullWhen(false)] out string? expected) =>
        TryConvert(value, declared, null, out converted, out expected);

    internal static bool TryConvert(
        object? value, FlowVariable declared, CellCulture? culture, out object? converted, [NotNullWhen(false)] out string? expected)
    {
        converted = null;
        expected = null;
        if (value is JsonElement { ValueKind: JsonValueKind.String } element && LenientJson.TextOf(element) is { } whole)
            value = whole;
        if (IsAbsent(value, declared.Type))
            return true;

        string? detail = null;
        if (IsNull(value))
            converted = declared.AllowsNull ? Null : null;
        else if (FlowInputText.StandsForLostItems(value) && TakesItems(declared.Type))
            detail = "this is what PowerShell writes instead of a list or an object; its items are lost";
        else if (declared.IsList)
            TryList(value!, declared, culture, out converted, out detail);
        else
            InputConversion.TryConvert(value!, declared, declared.Type, culture, 0, out converted, out detail);

        // JSON may hold null as well as text may.
        if (IsNull(converted) && !declared.AllowsNull)
        {
            converted = null;
            detail = null;
        }

        if (converted is not null && !IsAllowed(converted, declared))
            converted = null;
        if (converted is not null)
            return true;
        if (IsNull(value))
            detail = "the flow's schema doesn't allow null (NOT_SET)";
        string words = FlowInputMessages.Expected(declared, culture);
        expected = detail is null ? words : $"{words}; {detail}";
        return false;
    }

    internal static bool IsNull(object? value) => value is JsonElement { ValueKind: JsonValueKind.Null };

    private static bool TakesItems(FlowVariableType type) =>
        type is FlowVariableType.List or FlowVariableType.Object or FlowVariableType.Any or FlowVariableType.Json;

    private static bool IsAbsent(object? value, FlowVariableType type) => value switch
    {
        null or DBNull or JsonElement { ValueKind: JsonValueKind.Undefined } => true,
        string text when type is FlowVariableType.String or FlowVariableType.Any => text.Length == 0,
        string text => string.IsNullOrWhiteSpace(text),
        _ => false,
    };

    private static bool IsAllowed(object converted, FlowVariable declared) =>
        declared.AllowedValues.Count == 0 || converted is not string text || declared.AllowedValues.Contains(text, StringComparer.Ordinal);

    private static void TryList(object value, FlowVariable declared, CellCulture? culture, out object? converted, out string? detail)
    {
        converted = null;
        detail = null;
        if (ItemsOf(value, declared.ItemType) is not { } items)
            return;

        var list = new List<object?>();
        foreach (object? given in items)
        {
            object? one = null;
            bool isNull = given is null || IsNull(given);
            // An item of JSON is written as JSON writes it.
            CellCulture? itemCulture = given is JsonElement ? null : culture;
            bool isGood = isNull
                ? declared.ItemsAllowNull
                : InputConversion.TryConvert(given!, declared, declared.ItemType, itemCulture, 1, out one, out _);
            if (!isGood)
            {
                object? shown = given;
                PlainValue.TryUnwrap(ref shown);
                detail = $"item {list.Count + 1}, {ValueText.Show(shown)}, " +
                    $"isn't {FlowInputMessages.WithArticle(FlowVariable.NameOf(declared.ItemType))}";
                return;
            }

            list.Add(one);
        }

        if (list.Count > declared.MaxItems)
        {
            detail = string.Create(
                CultureInfo.InvariantCulture,
                $"it has {Quantity.Format(list.Count, "item")}, but the flow takes at most {declared.MaxItems}");
        }
        else
        {
            converted = list;
        }
    }

    private static IEnumerable? ItemsOf(object value, FlowVariableType itemType)
    {
        if (value is string text)
        {
            bool isJson = FlowInputText.LooksLikeArray(text)
                || itemType is FlowVariableType.List or FlowVariableType.Object or FlowVariableType.Json
                || (InputConversion.TakesObjects(itemType) && text.AsSpan().TrimStart().StartsWith("{"));
            return isJson ? ItemsOf(FlowInputText.ParseJson(text)) : FlowInputText.Separated(text);
        }

        return value switch
        {
            JsonElement element => ItemsOf(element),
            IEnumerable items when !PlainValue.IsObject(value) => items,
            _ => new[] { value },
        };
    }

    private static IEnumerable? ItemsOf(JsonElement? json) => json switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Array } items => items.EnumerateArray(),
        { } single => new object[] { single },
    };
}
