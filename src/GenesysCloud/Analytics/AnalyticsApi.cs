using System.Globalization;
using System.Xml;
using GenesysCloud.Http;
using GenesysCloud.Json;

namespace GenesysCloud.Analytics;

/// <summary>What the platform counts: the calls of its Analytics API that concern executions of flows.</summary>
internal sealed class AnalyticsApi(ApiConnection connection)
{
    /// <summary>The same calls, each sent once and behind all others. See <see cref="ApiConnection.SendingOnce"/>.</summary>
    public AnalyticsApi SendingOnce() => new(connection.SendingOnce());

    /// <summary>
    /// <c>POST /api/v2/analytics/flowexecutions/aggregates/query</c>: executions by flow, version, and interval. Needs
    /// <c>analytics:flowExecutionAggregate:view</c>.
    /// </summary>
    /// <param name="query">What is counted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<FlowExecutionAggregate>> CountExecutionsAsync(
        FlowExecutionAggregateQuery query, CancellationToken cancellationToken)
    {
        const string Path = "api/v2/analytics/flowexecutions/aggregates/query";
        FlowExecutionAggregates response = await connection.SendAsync(
            new ApiRequest(HttpMethod.Post, "/" + Path, Path) { Body = ToJson(query) },
            AnalyticsJson.Default.FlowExecutionAggregates,
            cancellationToken).ConfigureAwait(false);
        return response.Results;
    }

    private static byte[] ToJson(FlowExecutionAggregateQuery whole) => PooledJsonWriter.Of(whole, static (json, query) =>
    {
        json.WriteStartObject();
        json.WriteString("interval", $"{Moment(query.From)}/{Moment(query.To)}");
        if (query.Granularity is { } granularity)
            json.WriteString("granularity", XmlConvert.ToString(granularity));
        json.WriteStartArray("groupBy");
        json.WriteStringValue(FlowExecutionAggregate.FlowId);
        json.WriteStringValue(FlowExecutionAggregate.FlowVersion);
        json.WriteEndArray();
        json.WriteStartArray("metrics");
        json.WriteStringValue(AggregateMetric.Executions);
        json.WriteEndArray();
        if (query.FlowIds.Count > 0)
        {
            json.WriteStartObject("filter");
            json.WriteString("type", "or");
            json.WriteStartArray("predicates");
            foreach (string flowId in query.FlowIds)
            {
                json.WriteStartObject();
                json.WriteString("type", "dimension");
                json.WriteString("dimension", FlowExecutionAggregate.FlowId);
                json.WriteString("operator", "matches");
                json.WriteString("value", flowId);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    private static string Moment(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Which executions are counted.</summary>
/// <param name="From">The first moment of the span in which they began.</param>
/// <param name="To">The first moment after it.</param>
/// <param name="Granularity">The length of the parts that are counted each for itself; null for the whole span.</param>
/// <param name="FlowIds">The flows; all when empty.</param>
internal sealed record FlowExecutionAggregateQuery(
    DateTimeOffset From, DateTimeOffset To, TimeSpan? Granularity, IReadOnlyList<string> FlowIds);
