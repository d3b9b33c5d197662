using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using GenesysCloud.Json;
using GenesysCloud.Launching.Inputs.Cultures;
using GenesysCloud.Launching.Inputs.Types;
using GenesysCloud.Launching.Schemas;
using GenesysCloud.Wording;

namespace GenesysCloud.Launching.Inputs;

/// <summary>Converts one value, or one item of a list, into what is sent for it.</summary>
internal static class InputConversion
{
    /// <summary>Whether values of the type can be objects.</summary>
    public static bool TakesObjects(FlowVariableType type) =>
        type is FlowVariableType.Object or FlowVariableType.Json or FlowVariableType.Currency || IsEntity(type);

    /// <summary>Whether values of the type stand for something in the organization.</summary>
    public static bool IsEntity(FlowVariableType type) => type is FlowVariableType.User or FlowVariableType.Queue or FlowVariableType.Skill
        or FlowVariableType.LanguageSkill or FlowVariableType.Group or FlowVariableType.Prompt;

    /// <param name="value">The value; not null.</param>
    /// <param name="declared">The variable it is for.</param>
    /// <param name="type">The variable's type, or that of its items.</param>
    /// <param name="culture">The culture in which text is written; null for the invariant one.</param>
    /// <param name="depth">How deep in the input it stands.</param>
    /// <param name="converted">What is sent; null if the value is refused.</param>
    /// <param name="detail">What else there is to say to a refusal.</param>
    public static bool TryConvert(
        object value, FlowVariable declared, FlowVariableType type, CellCulture? culture, int depth,
        [NotNullWhen(true)] out object? converted, out string? detail)
    {
        converted = null;
        detail = null;
        if (value is JsonElement { ValueKind: JsonValueKind.String } element && type != FlowVariableType.Json)
        {
            if (LenientJson.TextOf(element) is not { } whole)
                return false;
            value = whole;
        }

        if (value is string text && culture is not null && type != FlowVariableType.Currency)
        {
            if (InEveryCulture(text, type, culture) is not { } invariant)
                return false;
            value = invariant;
        }

        converted = Convert(value, declared, type, culture, depth, ref detail);
        return converted is not null;
    }

    private static object? Convert(
        object value, FlowVariable declared, FlowVariableType type, CellCulture? culture, int depth, ref string? detail)
    {
        switch (type)
        {
            case FlowVariableType.Decimal:
                return ExactDecimal.Of(value) is { Length: <= FlowLimits.DecimalDigits } number
                    && number.IsBetween(declared.Minimum, declared.Maximum)
                    ? number.ToWire(declared.Forms)
                    : null;
            case FlowVariableType.Integer when value is JsonElement { ValueKind: JsonValueKind.Number }:
                return ExactDecimal.Of(value)?.ToInteger() is { } exact ? Integer(exact, declared) : null;
            case FlowVariableType.Currency:
                return CurrencyValue.ToWire(value, declared, culture);
            case FlowVariableType.Json:
                return ObjectValue.Json(value, declared.Forms, depth);
            case var entity when IsEntity(entity):
                return EntityValue.ToWire(value, declared);
        }

        object? given = value;
        return PlainValue.TryUnwrap(ref given) && given is not null ? ConvertPlain(given, declared, type, depth, ref detail) : null;
    }

    private static object? ConvertPlain(object value, FlowVariable declared, FlowVariableType type, int depth, ref string? detail)
    {
        switch (type)
        {
            case FlowVariableType.String:
                return Text(PlainValue.WellFormed(JsonValues.TextOf(value)), declared, ref detail);
            case FlowVariableType.Integer:
                return (value is string digits ? FlowInputText.Integer(digits) : PlainValue.Integer(value)) is { } integer
                    ? Integer(integer, declared)
                    : null;
            case FlowVariableType.Number:
                return value is string number ? FlowInputText.Number(number) : PlainValue.Number(value);
            case FlowVariableType.Boolean:
                return Boolean(value) is { } flag ? Boolean(flag, declared.Forms) : null;
            case FlowVariableType.Date:
                return TimeValues.Date(value, declared);
            case FlowVariableType.DateTime:
                return TimeValues.DateTime(value, declared);
            case FlowVariableType.Time:
                return TimeValues.Time(value, declared);
            case FlowVariableType.Duration:
                return TimeValues.Duration(value, declared);
            case FlowVariableType.List:
                object? list = value is string items ? FlowInputText.Json(items) : value;
                return PlainValue.TryCopy(list, depth, out object? listCopy) ? listCopy as List<object?> : null;
            case FlowVariableType.Object:
                object? members = value is string json ? FlowInputText.Json(json) : value;
                return PlainValue.TryCopy(members, depth, out object? copy) ? copy as Dictionary<string, object?> : null;
            default:
                return PlainValue.TryCopy(value, depth, out object? any) ? any : null;
        }
    }

    /// <summary>The text as it would be written without a culture; null if it is not of the type in that culture.</summary>
    private static string? InEveryCulture(string text, FlowVariableType type, CellCulture culture) => type switch
    {
        FlowVariableType.Integer or FlowVariableType.Number or FlowVariableType.Decimal => culture.Number(text),
        FlowVariableType.Date => culture.Date(text),
        FlowVariableType.DateTime => culture.Instant(text),
        FlowVariableType.Boolean => culture.Boolean(text),
        _ => text,
    };

    private static string? Text(string? text, FlowVariable declared, ref string? detail)
    {
        if (text is null || !(text.Length > declared.MaxLength))
            return text;
        detail = string.Create(
            CultureInfo.InvariantCulture,
            $"it has {Quantity.Format(text.Length, "character")}, but the flow takes at most {declared.MaxLength}");
        return null;
    }

    private static object? Integer(object integer, FlowVariable declared)
    {
        decimal number = (long)integer;
        if (number < declared.Minimum || number > declared.Maximum)
            return null;
        return declared.Forms.TakesNumber ? integer : declared.Forms.FirstOf(JsonValues.TextOf(integer)!);
    }

    private static bool? Boolean(object value) => value switch
    {
        bool flag => flag,
        string answer => FlowInputText.Boolean(answer) as bool?,
        _ => PlainValue.Integer(value) switch
        {
            1L => true,
            0L => false,
            _ => null,
        },
    };

    private static object? Boolean(bool flag, WireForms forms) => forms.TakesBoolean ? flag : forms.FirstOf(flag ? "true" : "false");
}
