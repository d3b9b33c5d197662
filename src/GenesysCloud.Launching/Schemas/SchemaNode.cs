using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Launching.Schemas;

/// <summary>One schema of a document, with its local references followed.</summary>
/// <param name="Schema">The schema; undefined where it cannot be had.</param>
/// <param name="DefinitionName">The last part of the last reference, such as <c>archString</c>; null without one.</param>
internal readonly record struct SchemaNode(JsonElement Schema, string? DefinitionName)
{
    private const int MostHops = 16;

    /// <summary>Follows the references of a schema; what is cyclic, dangling or not local comes out as nothing.</summary>
    public static SchemaNode Follow(JsonElement document, JsonElement schema)
    {
        string? name = null;
        for (int hop = 0; hop <= MostHops; hop++)
        {
            if (LenientJson.Text(schema, "$ref") is not { } reference)
                return new SchemaNode(schema, name);
            if (Target(document, reference) is not { } target)
                return new SchemaNode(default, name);
            name = reference[(reference.LastIndexOf('/') + 1)..];
            schema = target;
        }

        return new SchemaNode(default, name);
    }

    private static JsonElement? Target(JsonElement document, string reference)
    {
        if (!reference.StartsWith('#'))
            return null;
        JsonElement? target = document;
        string pointer = Uri.UnescapeDataString(reference[1..]);
        if (pointer.Length > 0 && pointer[0] != '/')
            return null;
        foreach (string part in pointer.Split('/').Skip(1))
        {
            if (target is not { } parent)
                return null;
            string name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            target = parent.ValueKind == JsonValueKind.Array ? ItemOf(parent, name) : LenientJson.Property(parent, name);
        }

        return target;
    }

    private static JsonElement? ItemOf(JsonElement array, string index) =>
        int.TryParse(index, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int at)
        && at < array.GetArrayLength() ? array[at] : null;
}
