using System.Text.Json;
using GenesysCloud.Json;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Inputs.Types;

/// <summary>Objects as text, as JSON and as dictionaries.</summary>
internal static class ObjectValue
{
    /// <summary>The members of an object by name in any case; null if it is none. Numbers keep all their digits.</summary>
    public static Dictionary<string, object?>? Members(object value)
    {
        object? given = value is string text ? FlowInputText.ParseJson(text) : value;
        if (given is JsonElement { ValueKind: JsonValueKind.Object } element && PlainValue.IsWellFormed(element))
            given = element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, (object?)member.Value)).ToList();
        else if (!PlainValue.TryCopy(given, 0, out given))
            return null;
        if (given is not IEnumerable<KeyValuePair<string, object?>> members)
            return null;

        var byName = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, object? member) in members)
        {
            object? plain = member is JsonElement { ValueKind: not JsonValueKind.Number } other ? JsonValues.Read(other) : member;
            if (!byName.TryAdd(name, plain))
                return null;
        }

        return byName;
    }

    /// <summary>
    /// JSON of any kind, as far as the definition takes that kind. Text is read as JSON; where only text is taken, it goes as text.
    /// </summary>
    /// <remarks>A definition named archJSON has been seen with an object. Whether lists and single values are taken, its <c>oneOf</c>
    /// says.</remarks>
    public static object? Json(object value, WireForms forms, int depth)
    {
        object? json = null;
        if (value is string text)
            json = FlowInputText.ParseJson(text) is { } element && PlainValue.IsWellFormed(element) ? element : null;
        else if (value is JsonElement given)
            json = PlainValue.IsWellFormed(given) ? given : null;
        else
            PlainValue.TryCopy(value, depth, out json);
        if (json is null)
            return null;

        bool isTaken = json switch
        {
            JsonElement element => IsTaken(element.ValueKind, forms),
            string => forms.TakesText,
            bool => forms.TakesBoolean,
            Dictionary<string, object?> => forms.TakesObject,
            List<object?> => forms.TakesArray,
            _ => forms.TakesNumber,
        };
        if (isTaken)
            return json;
        return forms is { Texts.Count: > 0 } && JsonValues.TryWrite(json) is { } written ? forms.FirstOf(written) : null;
    }

    private static bool IsTaken(JsonValueKind kind, WireForms forms) => kind switch
    {
        JsonValueKind.Object => forms.TakesObject,
        JsonValueKind.Array => forms.TakesArray,
        JsonValueKind.Number => forms.TakesNumber,
        JsonValueKind.True or JsonValueKind.False => forms.TakesBoolean,
        JsonValueKind.String => forms.TakesText,
        // Whether null is allowed is not for the kinds to say.
        _ => true,
    };
}
