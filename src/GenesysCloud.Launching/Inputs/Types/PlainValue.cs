using System.Collections;
using System.Globalization;
using System.Text.Json;
using GenesysCloud.Json;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Inputs.Types;

/// <summary>Brings typed values down to the few CLR types an input is sent as.</summary>
internal static class PlainValue
{
    /// <summary>
    /// Copies a value of any type; false if it, or anything in it, cannot be told in JSON without becoming another value.
    /// </summary>
    public static bool TryCopy(object? value, int depth, out object? copy)
    {
        copy = null;
        if (!TryUnwrap(ref value))
            return false;
        if (value is null)
            return true;

        copy = value switch
        {
            string text => WellFormed(text),
            bool => value,
            double or float or decimal => Number(value),
            sbyte or byte or short or ushort or int or uint or long or ulong => Integer(value) ?? Number(value),
            IEnumerable<KeyValuePair<string, object?>> members => CopyObject(members, depth),
            IDictionary members => CopyObject(members, depth),
            IEnumerable items => CopyList(items, depth),
            _ => WellFormed(JsonValues.TextOf(value)),
        };
        return copy is not null;
    }

    /// <summary>Reads a <see cref="JsonElement"/> as what it holds, leaves others; false if it holds a text that is none.</summary>
    public static bool TryUnwrap(ref object? value)
    {
        if (value is not JsonElement element)
            return true;
        try
        {
            value = JsonValues.Read(element);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether all texts in it are whole: JSON can escape half a surrogate pair, which no text can hold.</summary>
    public static bool IsWellFormed(JsonElement element)
    {
        object? value = element;
        return TryUnwrap(ref value);
    }

    /// <summary>True for what JSON calls an object.</summary>
    public static bool IsObject(object? value) => value
        is IDictionary
        or IEnumerable<KeyValuePair<string, object?>>
        or JsonElement { ValueKind: JsonValueKind.Object };

    /// <summary>The text, or null if it holds half a surrogate pair: a writer of UTF-8 would send another character for it.</summary>
    public static string? WellFormed(string? text)
    {
        if (text is null)
            return null;
        int start = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        for (int i = start; i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return null;
            i++;
        }

        return text;
    }

    /// <summary>A number of any type as <see cref="long"/>; null if it is none, not whole, or out of range.</summary>
    public static object? Integer(object value) => value switch
    {
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong number when number <= long.MaxValue => (long)number,
        decimal number when decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue => (long)number,
        double number when double.IsInteger(number) && number is >= long.MinValue and < 9223372036854775808.0 => (long)number,
        float number => Integer((double)number),
        _ => null,
    };

    /// <summary>A number of any type as <see cref="decimal"/> or finite <see cref="double"/>; null if it is none.</summary>
    public static object? Number(object value) => value switch
    {
        decimal => value,
        double number => double.IsFinite(number) ? value : null,
        // By its shortest text: 0.1f is meant as 0.1, not as 0.10000000149.
        float number => JsonValues.TryParseNumber(number.ToString(CultureInfo.InvariantCulture), out object? same) ? same : null,
        sbyte or byte or short or ushort or int or uint or long or ulong
            => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static Dictionary<string, object?>? CopyObject(IEnumerable<KeyValuePair<string, object?>> members, int depth)
    {
        if (depth >= FlowLimits.Depth)
            return null;
        var copy = new Dictionary<string, object?>();
        foreach ((string name, object? member) in members)
        {
            if (!TryAdd(copy, name, member, depth))
                return null;
        }

        return copy;
    }

    private static Dictionary<string, object?>? CopyObject(IDictionary members, int depth)
    {
        if (depth >= FlowLimits.Depth)
            return null;
        var copy = new Dictionary<string, object?>();
        foreach (DictionaryEntry member in members)
        {
            if (!TryAdd(copy, JsonValues.TextOf(member.Key), member.Value, depth))
                return null;
        }

        return copy;
    }

    private static bool TryAdd(Dictionary<string, object?> copy, string? name, object? member, int depth) =>
        WellFormed(name) is not null && TryCopy(member, depth + 1, out object? plain) && copy.TryAdd(name!, plain);

    private static List<object?>? CopyList(IEnumerable items, int depth)
    {
        if (depth >= FlowLimits.Depth)
            return null;
        var copy = new List<object?>();
        foreach (object? item in items)
        {
            if (!TryCopy(item, depth + 1, out object? plain))
                return null;
            copy.Add(plain);
        }

        return copy;
    }
}
