using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;

namespace FlowCmdlets.Binding;

/// <summary>Takes PowerShell's wrappers off values, so that what knows no PowerShell can read them.</summary>
internal static class PlainValues
{
    private const int MaxDepth = 32;

    /// <summary>What a command that emits nothing evaluates to.</summary>
    private static readonly object s_nothing = System.Management.Automation.Internal.AutomationNull.Value;

    /// <summary>A value as it is, without PowerShell's wrapper around it.</summary>
    public static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    /// <summary>The bare value: custom objects become dictionaries, collections lists, all the way down.</summary>
    /// <exception cref="ArgumentException">Nested deeper than any input is; usually an object that holds itself.</exception>
    public static object? Of(object? value, int depth = 0)
    {
        if (depth > MaxDepth)
            throw new ArgumentException($"The value is nested deeper than {MaxDepth} levels.");
        return value switch
        {
            null or string => value,
            _ when ReferenceEquals(value, s_nothing) => null,
            Uri or Version or System.Net.IPAddress => value.ToString(),
            BigInteger number => number.ToString(CultureInfo.InvariantCulture),
            PSObject { BaseObject: PSCustomObject } custom => OfCustom(custom, depth),
            PSObject wrapped => Of(wrapped.BaseObject, depth),
            SwitchParameter flag => flag.IsPresent,
            IDictionary dictionary => OfDictionary(dictionary, depth),
            IEnumerable several => OfList(several, depth),
            _ => value,
        };
    }

    private static Dictionary<string, object?> OfCustom(PSObject custom, int depth)
    {
        var plain = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (PSPropertyInfo property in custom.Properties)
            plain[property.Name] = Of(property.Value, depth + 1);
        return plain;
    }

    private static Dictionary<string, object?> OfDictionary(IDictionary dictionary, int depth)
    {
        var plain = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in dictionary)
            plain[LanguagePrimitives.ConvertTo<string>(entry.Key)] = Of(entry.Value, depth + 1);
        return plain;
    }

    private static List<object?> OfList(IEnumerable several, int depth)
    {
        var plain = new List<object?>();
        foreach (object? item in several)
            plain.Add(Of(item, depth + 1));
        return plain;
    }
}
