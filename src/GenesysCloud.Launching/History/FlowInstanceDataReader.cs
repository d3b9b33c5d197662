using System.Text.Json;

namespace GenesysCloud.Launching.History;

/// <summary>
/// Collects errors and warnings from the file of an instance: from the lists of the flow, as in the event of the same instance, and from
/// the items that ran.
/// </summary>
internal sealed class FlowInstanceDataReader
{
    private static readonly string[] s_exitReasons = ["flowExitReason", "exitReason"];
    private static readonly string[] s_reasons = ["reason", "errorReason", "warningReason", "code", "message"];

    private readonly Dictionary<string, Item> _items = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Found> _errors = [];
    private readonly List<Found> _warnings = [];

    public FlowInstanceData Read(string instanceId, JsonElement root)
    {
        JsonElement flow = Member(root, "flow") is { ValueKind: JsonValueKind.Object } inner ? inner : root;
        ReadEvents(flow, from: null);
        ReadItems(flow);
        return new FlowInstanceData
        {
            InstanceId = instanceId,
            ExitReason = s_exitReasons.Select(name => Text(flow, name)).FirstOrDefault(text => text is not null),
            Errors = Resolve(_errors),
            Warnings = Resolve(_warnings),
        };
    }

    /// <summary>Each item is an object with one member, whose name is the item's type.</summary>
    private void ReadItems(JsonElement parent)
    {
        if (Member(parent, "execution") is not { ValueKind: JsonValueKind.Array } items)
            return;
        foreach (JsonProperty member in items.EnumerateArray().Where(IsObject).SelectMany(item => item.EnumerateObject()))
        {
            JsonElement body = member.Value;
            if (!IsObject(body))
                continue;
            var item = new Item(
                member.Name, Text(body, "actionName") ?? Text(body, "name"), Number(body, "trackingId"), Text(body, "actionId"));
            if (Text(body, "executionId") is { } id)
                _items.TryAdd(id, item);
            ReadEvents(body, item);
            ReadOwnEvent(body, item);
            ReadItems(body);
        }
    }

    /// <summary>An item that is itself an error or a warning, and no action that has one.</summary>
    private void ReadOwnEvent(JsonElement body, Item item)
    {
        List<Found>? list = item.Type switch
        {
            "eventError" or "error" => _errors,
            "eventWarning" or "warning" => _warnings,
            _ => null,
        };
        list?.AddRange(Events(body, from: null));
    }

    private void ReadEvents(JsonElement body, Item? from)
    {
        _errors.AddRange(Events(Member(body, "error"), from).Concat(Events(Member(body, "errors"), from)));
        _warnings.AddRange(Events(Member(body, "warning"), from).Concat(Events(Member(body, "warnings"), from)));
    }

    private static IEnumerable<Found> Events(JsonElement? value, Item? from) => value switch
    {
        { ValueKind: JsonValueKind.Array } several => several.EnumerateArray().SelectMany(one => Events(one, from)),
        { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } reason => [new Found(reason, null, null, from)],
        { ValueKind: JsonValueKind.Object } one when s_reasons.Select(name => Text(one, name)).FirstOrDefault(Says) is { } reason =>
            [new Found(reason, Text(one, "executionId"), Text(one, "objectId"), from)],
        _ => [],
    };

    private FlowInstanceEvent[] Resolve(List<Found> found) =>
    [
        .. found.Select(Resolve).DistinctBy(resolved => (resolved.Reason, resolved.ActionId, resolved.ActionNumber, resolved.ActionName)),
    ];

    private FlowInstanceEvent Resolve(Found found)
    {
        Item? action = found.From ?? (found.ExecutionId is { } id ? _items.GetValueOrDefault(id) : null);
        return new FlowInstanceEvent
        {
            Reason = found.Reason,
            ActionType = action?.Type,
            ActionName = action?.Name,
            ActionNumber = action?.Number,
            ActionId = action?.Id ?? found.ObjectId,
        };
    }

    private static bool IsObject(JsonElement element) => element.ValueKind == JsonValueKind.Object;

    private static bool Says(string? text) => text is not null;

    private static JsonElement? Member(JsonElement element, string name) =>
        IsObject(element) && element.TryGetProperty(name, out JsonElement member) ? member : null;

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;

    private static long? Number(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long value) ? value : null;

    /// <summary>Something that ran.</summary>
    private sealed record Item(string Type, string? Name, long? Number, string? Id);

    /// <summary>An error or a warning, before it is known what it came from.</summary>
    private sealed record Found(string Reason, string? ExecutionId, string? ObjectId, Item? From);
}
