using System.Text.Json;
using GenesysCloud.Architect;
using GenesysCloud.Json;

namespace GenesysCloud.Launching.History;

/// <summary>Reads what an execution that has ended says of itself: from an event, or from execution data.</summary>
internal static class FlowExecutionHistoryReader
{
    // An event of one execution can have no end of them; what is listed has to fit on a screen, and into memory.
    private const int MaxListed = 100;

    private static readonly string[] s_invokers = ["flow", "journeyActionMap", "processAutomation", "quality", "workitem"];

    /// <summary>Reads an event; null if it names no execution.</summary>
    /// <param name="body">The event, whatever it is.</param>
    /// <param name="flow">The flow of its topic.</param>
    public static FlowExecutionHistory? TryRead(JsonElement body, Flow flow)
    {
        if (Text(body, "executionId") is not { } executionId)
            return null;
        IReadOnlyDictionary<string, Action> actions = ReadActions(body);
        return new FlowExecutionHistory
        {
            ExecutionId = executionId,
            FlowId = Text(body, "flowId") ?? flow.Id,
            FlowName = flow.Name,
            FlowVersion = Text(body, "flowVersion"),
            FlowType = Text(body, "flowType"),
            StartDateTime = Date(body, "startDateTime"),
            EndDateTime = Date(body, "endDateTime"),
            ExitReason = Text(body, "flowExitReason"),
            Errors = ReadEvents(body, "errors", "error", actions),
            Warnings = ReadEvents(body, "warnings", "warning", actions),
            ConversationId = Text(body, "conversationId"),
            InvokedBy = LenientJson.Property(body, "invokingContext") is { } context
                ? Array.Find(s_invokers, name => LenientJson.Property(context, name) is not null)
                : null,
            IsDebug = LenientJson.Property(body, "flowIsDebug") is { ValueKind: JsonValueKind.True },
        };
    }

    /// <summary>What execution data says of an execution.</summary>
    public static FlowExecutionHistory Of(FlowInstance instance, Flow flow) => new()
    {
        ExecutionId = instance.Id,
        FlowId = flow.Id,
        FlowName = flow.Name,
        FlowVersion = instance.FlowVersion,
        FlowType = instance.FlowType,
        StartDateTime = instance.StartDateTime,
        EndDateTime = instance.EndDateTime,
        Errors = instance.FlowErrorReason is { Length: > 0 } error ? [new FlowInstanceEvent { Reason = error }] : [],
        Warnings = instance.FlowWarningReason is { Length: > 0 } warning ? [new FlowInstanceEvent { Reason = warning }] : [],
        ConversationId = instance.ConversationId,
        FromHistory = true,
    };

    private static Dictionary<string, Action> ReadActions(JsonElement body)
    {
        var actions = new Dictionary<string, Action>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonElement item in Items(body, "execution"))
        {
            if (Text(item, "executionId") is { } id)
                actions.TryAdd(id, new Action(Text(item, "objectType"), Text(item, "objectId")));
        }

        return actions;
    }

    /// <param name="body">The event.</param>
    /// <param name="list">The list of the flow.</param>
    /// <param name="member">The member of what ran, for where the flow has no list.</param>
    /// <param name="actions">What ran.</param>
    private static FlowInstanceEvent[] ReadEvents(
        JsonElement body, string list, string member, IReadOnlyDictionary<string, Action> actions)
    {
        FlowInstanceEvent[] listed =
            [.. Items(body, list).Select(item => ReadEvent(item, actions)).OfType<FlowInstanceEvent>().Take(MaxListed)];
        return listed.Length > 0 ? listed :
        [
            .. Items(body, "execution").Select(item => LenientJson.Property(item, member)).OfType<JsonElement>()
                .Select(item => ReadEvent(item, actions)).OfType<FlowInstanceEvent>().Take(MaxListed),
        ];
    }

    private static FlowInstanceEvent? ReadEvent(JsonElement item, IReadOnlyDictionary<string, Action> actions)
    {
        if (Text(item, "reason") is not { } reason)
            return null;
        Action? action = Text(item, "executionId") is { } id ? actions.GetValueOrDefault(id) : null;
        return new FlowInstanceEvent
        {
            Reason = reason,
            ActionType = action?.Type,
            ActionId = Text(item, "objectId") ?? action?.Id,
        };
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement body, string name) =>
        LenientJson.Property(body, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;

    private static DateTimeOffset? Date(JsonElement body, string name) =>
        LenientJson.Property(body, name) switch
        {
            { ValueKind: JsonValueKind.String } text => FlexibleDateConverter.FromText(LenientJson.TextOf(text)),
            { ValueKind: JsonValueKind.Number } number => FlexibleDateConverter.FromText(number.GetRawText()),
            _ => null,
        };

    private static string? Text(JsonElement element, string name) =>
        LenientJson.Text(element, name) is { Length: > 0 } text ? text : null;

    /// <summary>What ran: the type of an action and its id in Architect.</summary>
    private sealed record Action(string? Type, string? Id);
}
