using System.Text.Json;
using GenesysCloud.Json;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Inputs.Types;

/// <summary>
/// A user, a queue, a skill or the like: an id, or an object that has one. Such an object stands for the entity, so that of its other
/// members only those are sent that the definition declares.
/// </summary>
/// <remarks>
/// Architect's own client has them as objects with id and name, and a user with username. Whether a launch takes them so is not known:
/// the definition decides between id and object. Where it lists neither, an object with the id is sent.
/// </remarks>
internal static class EntityValue
{
    private const string Id = "id";
    private static readonly string[] s_members = [Id, "name", "username"];

    public static object? ToWire(object value, FlowVariable declared)
    {
        WireForms forms = declared.Forms;
        Dictionary<string, object?>? members = IdOf(value) is { } single
            ? new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { [Id] = single }
            : ObjectValue.Members(value);
        if (members is null || IdOf(members.GetValueOrDefault(Id)) is not { } id)
            return null;

        bool takesId = forms.Texts.Count > 0 && forms.Takes(id);
        if (takesId && (IdOf(value) is not null || forms.Object is null))
            return id;
        return forms.TakesObject ? ObjectOf(members, id, forms.Object) : null;
    }

    private static Dictionary<string, object?>? ObjectOf(Dictionary<string, object?> members, string id, ObjectForm? form)
    {
        var sent = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (string name in form is { Members.Count: > 0 } ? form.Members : s_members)
        {
            if (name.Equals(Id, StringComparison.OrdinalIgnoreCase))
                sent.Add(name, id);
            else if (members.GetValueOrDefault(name) is string text && PlainValue.WellFormed(text) is not null)
                sent.Add(name, text);
            else if (members.GetValueOrDefault(name) is not null)
                return null;
        }

        return form is null || form.Required.All(sent.ContainsKey) ? sent : null;
    }

    private static string? IdOf(object? value) => value switch
    {
        Guid id => id.ToString(),
        JsonElement { ValueKind: JsonValueKind.String } text => IdOf(JsonValues.Read(text)),
        string text when Guid.TryParseExact(text.Trim(), "D", out _) => text.Trim(),
        _ => null,
    };
}
