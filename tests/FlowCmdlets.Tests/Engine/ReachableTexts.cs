using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace FlowCmdlets.Tests.Engine;

/// <summary>Every text that a script can reach from an object: by its public properties, all the way down.</summary>
internal static class ReachableTexts
{
    private const int MaxDepth = 12;

    /// <summary>The texts that can be reached from what was written to a stream.</summary>
    /// <remarks>Note properties, the TargetObject and its name in the category are the caller's own row, given back on purpose.</remarks>
    public static List<string> Of(object? value)
    {
        var texts = new List<string>();
        object? root = value is PSObject emitted ? emitted.BaseObject : value;
        Walk(root, texts, new HashSet<object>(ReferenceEqualityComparer.Instance), depth: 0);
        return texts;
    }

    private static void Walk(object? value, List<string> texts, HashSet<object> seen, int depth)
    {
        if (value is null or Type or MemberInfo or Delegate or Assembly || depth > MaxDepth
            || (!value.GetType().IsValueType && value is not string && !seen.Add(value)))
        {
            return;
        }

        if (value is PSObject or InvocationInfo or ErrorCategoryInfo)
            return;
        texts.Add(value.ToString() ?? "");
        if (value is string || value.GetType().IsPrimitive || value is decimal or DateTime or DateTimeOffset or TimeSpan or Guid or Enum)
            return;
        if (value is IEnumerable several)
        {
            foreach (object? item in several)
                Walk(item, texts, seen, depth + 1);
        }

        if (!IsSearchedThrough(value))
            return;
        foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.CanRead && property.GetIndexParameters().Length == 0)
                Walk(Read(property, value), texts, seen, depth + 1);
        }
    }

    // What the module emits, and what it is emitted in. Objects of the engine lead to all of it: commands to modules, those to scripts.
    private static bool IsSearchedThrough(object value) =>
        value is Exception or ErrorRecord or ErrorDetails or InformationRecord or HostInformationMessage or DictionaryEntry
        || value.GetType() is { IsGenericType: true, Name: "KeyValuePair`2" }
        || value.GetType().Namespace is { } space
            && (space.StartsWith("GenesysCloud", StringComparison.Ordinal) || space.StartsWith("FlowCmdlets", StringComparison.Ordinal));

    private static object? Read(PropertyInfo property, object value)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException refused)
        {
            // A property that cannot be read shows its exception's text to whoever tries.
            return refused.InnerException?.Message;
        }
    }
}
