using System.Globalization;
using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Architect;

/// <summary>The criteria of a search for runs of a flow. Source: CriteriaQuery; its groups must all be met.</summary>
internal static class FlowInstanceQuery
{
    /// <param name="criteria">What they must have beside the time.</param>
    /// <param name="from">The first moment of the span in which they began, or ended.</param>
    /// <param name="to">The first moment after it.</param>
    public static ReadOnlyMemory<byte> ToJson(
        FlowInstanceCriteria criteria, DateTimeOffset from, DateTimeOffset to) =>
        PooledJsonWriter.Of((criteria, from, to), static (json, query) =>
    {
        json.WriteStartObject();
        json.WriteStartArray("query");
        if (query.criteria.FlowId is { } flowId)
            WriteCriterion(json, "FlowId", "eq", flowId);
        if (query.criteria.ConversationId is { } conversationId)
            WriteCriterion(json, "ConversationId", "eq", conversationId);
        if (query.criteria.ErrorReason is { } reason)
            WriteCriterion(json, "FlowErrorReason", "eq", reason);
        else if (query.criteria.IsFailed)
            WriteCriterion(json, "FlowErrorReason", "not_null", value: null);
        string time = query.criteria.IsByEnd ? "FlowEndDateTime" : "FlowStartDateTime";
        WriteCriterion(json, time, "gte", Moment(query.from));
        WriteCriterion(json, time, "lt", Moment(query.to));
        if (query.criteria.EndedFrom is { } ended)
            WriteCriterion(json, "FlowEndDateTime", "gte", Moment(ended));
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteCriterion(Utf8JsonWriter json, string key, string comparison, string? value)
    {
        json.WriteStartObject();
        json.WriteStartObject("criteria");
        json.WriteString("key", key);
        json.WriteString("operator", comparison);
        if (value is not null)
            json.WriteString("value", value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Moment(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
