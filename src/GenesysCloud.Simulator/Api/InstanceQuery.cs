using System.Globalization;
using System.Text.Json;
using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Flows;

namespace GenesysCloud.Simulator.Api;

/// <summary>An instances query is invalid; the code is the one of the API error.</summary>
internal sealed class InstanceQueryException(string message, string code = "bad.request") : Exception(message)
{
    public string Code { get; } = code;
}

/// <summary>
/// A <c>CriteriaQuery</c>: groups that must all match, each with <c>and</c>, <c>or</c>, <c>not</c>, and <c>criteria</c>.
/// </summary>
internal sealed class InstanceQuery
{
    private delegate bool Criterion(LaunchRecord launch, DateTimeOffset now);

    private static readonly string[] s_dates = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    // Keys of the API that match no simulated execution: there are no work items, warnings, recorded actions, or bots.
    private static readonly HashSet<string> s_neverMet =
    [
        "WorkitemId", "FlowWarningReason", "FlowAlternateExecutionId", "FlowObjectExecutionId", "FlowActionId", "FlowActionType",
        "FlowActionOutputPathId", "FlowActionOutputPathName", "FlowActionIdOutputPathId", "FlowActionIdOutputPathName",
        "FlowActionTypeOutputPathId", "FlowActionTypeOutputPathName", "BotId", "BotErrorReason", "BotFlowExecutionId",
        "BotObjectExecutionId",
    ];

    private readonly List<Criterion> _criteria = [];

    /// <exception cref="InstanceQueryException">The query is invalid; the message says where.</exception>
    public static InstanceQuery Read(JsonElement body)
    {
        var query = new InstanceQuery();
        if (!body.TryGetProperty("query", out JsonElement groups) || groups.ValueKind is not JsonValueKind.Array)
            throw new InstanceQueryException("'query' must be a list of criteria groups.");
        foreach (JsonElement group in groups.EnumerateArray())
            query._criteria.Add(Group(group));
        return query;
    }

    public bool Matches(LaunchRecord launch, DateTimeOffset now) => _criteria.TrueForAll(criterion => criterion(launch, now));

    public static string? ErrorReason(LaunchRecord launch, DateTimeOffset now) =>
        now >= launch.EndsAt && launch.Outcome is ExecutionOutcome.Failed or ExecutionOutcome.Error
            ? ExecutionEndpoint.Error(launch)?.Code
            : null;

    private static Criterion Group(JsonElement group)
    {
        if (group.ValueKind is not JsonValueKind.Object)
            throw new InstanceQueryException("A criteria group must be an object.");
        foreach (JsonProperty member in group.EnumerateObject())
        {
            if (member.Name is not ("and" or "or" or "not" or "criteria"))
                throw new InstanceQueryException($"A criteria group has no member '{member.Name}'.");
        }

        List<Criterion> all = Items(group, "and");
        if (group.TryGetProperty("criteria", out JsonElement single) && single.ValueKind is not JsonValueKind.Null)
            all.Add(Item(single));
        List<Criterion> any = Items(group, "or");
        List<Criterion> none = Items(group, "not");
        return (launch, now) => all.TrueForAll(item => item(launch, now))
            && (any.Count == 0 || any.Exists(item => item(launch, now)))
            && !none.Exists(item => item(launch, now));
    }

    private static List<Criterion> Items(JsonElement group, string name)
    {
        if (!group.TryGetProperty(name, out JsonElement items) || items.ValueKind is JsonValueKind.Null)
            return [];
        return items.ValueKind is JsonValueKind.Array
            ? [.. items.EnumerateArray().Select(Item)]
            : throw new InstanceQueryException($"'{name}' must be a list of criteria.");
    }

    private static Criterion Item(JsonElement item)
    {
        string key = Text(item, "key");
        string @operator = Text(item, "operator");
        string value = @operator == "not_null" ? "" : Text(item, "value");
        return key switch
        {
            "FlowStartDateTime" => Dated(@operator, value, (launch, _) => launch.At),
            "FlowEndDateTime" => Dated(@operator, value, (launch, now) => now >= launch.EndsAt ? launch.EndsAt : null),
            "FlowId" => Worded(@operator, value, (launch, _) => launch.FlowId),
            "FlowType" => Worded(@operator, value, (launch, _) => launch.Flow.Type),
            "FlowErrorReason" => Worded(@operator, value, ErrorReason),
            "ConversationId" => Worded(@operator, value, (launch, _) => launch.ConversationId),
            _ when s_neverMet.Contains(key) => Worded(@operator, value, (_, _) => null),
            _ => throw new InstanceQueryException($"The key '{key}' is not supported."),
        };
    }

    private static Criterion Dated(string @operator, string value, Func<LaunchRecord, DateTimeOffset, DateTimeOffset?> read)
    {
        if (@operator == "not_null")
            return (launch, now) => read(launch, now) is not null;
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal;
        if (!DateTimeOffset.TryParseExact(value, s_dates, CultureInfo.InvariantCulture, Styles, out DateTimeOffset date))
        {
            throw new InstanceQueryException(
                "Dates must be specified as ISO-8601 strings. For example: yyyy-MM-ddTHH:mm:ss.SSSZ", "invalid.date");
        }

        return @operator switch
        {
            "eq" => (launch, now) => read(launch, now) == date,
            "gt" => (launch, now) => read(launch, now) > date,
            "gte" => (launch, now) => read(launch, now) >= date,
            "lt" => (launch, now) => read(launch, now) < date,
            "lte" => (launch, now) => read(launch, now) <= date,
            _ => throw new InstanceQueryException($"The operator '{@operator}' does not apply to dates."),
        };
    }

    private static Criterion Worded(string @operator, string value, Func<LaunchRecord, DateTimeOffset, string?> read) => @operator switch
    {
        "eq" => (launch, now) => string.Equals(read(launch, now), value, StringComparison.OrdinalIgnoreCase),
        "not" => (launch, now) => !string.Equals(read(launch, now), value, StringComparison.OrdinalIgnoreCase),
        "begins" => (launch, now) => read(launch, now)?.StartsWith(value, StringComparison.OrdinalIgnoreCase) == true,
        "not_null" => (launch, now) => read(launch, now) is not null,
        _ => throw new InstanceQueryException($"The operator '{@operator}' does not apply to texts."),
    };

    private static string Text(JsonElement item, string name) =>
        item.ValueKind is JsonValueKind.Object && item.TryGetProperty(name, out JsonElement text) && text.ValueKind is JsonValueKind.String
            ? text.GetString()!
            : throw new InstanceQueryException($"A criterion must have a '{name}'.");
}
