using System.Globalization;
using System.Text.Json;

namespace GenesysCloud.Simulator.Schemas;

/// <summary>Resolves local references of a schema document, such as <c>#/definitions/archString</c>.</summary>
internal static class JsonReference
{
    /// <summary>The target of a local reference; null if the reference is not local or has no target.</summary>
    public static JsonElement? Find(JsonElement document, string reference)
    {
        if (reference is not ['#', .. var pointer] || (pointer.Length > 0 && pointer[0] != '/'))
            return null;
        JsonElement found = document;
        foreach (string segment in pointer.Split('/').Skip(1))
        {
            string name = Uri.UnescapeDataString(segment)
                .Replace("~1", "/", StringComparison.Ordinal)
                .Replace("~0", "~", StringComparison.Ordinal);
            if (!TryStep(found, name, out found))
                return null;
        }

        return found;
    }

    private static bool TryStep(JsonElement value, string name, out JsonElement member)
    {
        member = default;
        if (value.ValueKind is JsonValueKind.Object)
            return value.TryGetProperty(name, out member);
        if (value.ValueKind is not JsonValueKind.Array
            || !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= value.GetArrayLength())
        {
            return false;
        }

        member = value[index];
        return true;
    }
}
