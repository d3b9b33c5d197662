using System.Text.Json;
using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;

namespace GenesysCloud.Simulator.Api;

/// <summary><c>POST /api/v2/analytics/flowexecutions/aggregates/query</c>: counts executions by flow, version, and interval.</summary>
internal static class AggregateEndpoint
{
    public static void Query(CloudState cloud, RequestContext context)
    {
        if (!context.TryAuthorize(Permission.FlowExecutionAggregateView) || !JsonRequest.TryRead(context, out JsonDocument? document))
            return;
        using (document)
        {
            AggregateQuery query;
            try
            {
                query = AggregateQuery.Read(document.RootElement);
            }
            catch (AggregateQueryException fault)
            {
                context.WriteFieldError(fault.Field, fault.Message);
                return;
            }

            Write(cloud, context, query);
        }
    }

    private static void Write(CloudState cloud, RequestContext context, AggregateQuery query)
    {
        DateTimeOffset now = cloud.Time.GetUtcNow();
        IEnumerable<IGrouping<string, LaunchRecord>> groups = cloud.Launches.Snapshot()
            .Where(launch => launch.At + cloud.Settings.AggregateLag <= now
                && context.CanAccess(launch.Flow.Division) && query.Matches(launch))
            .GroupBy(launch => string.Join('\n', query.GroupBy.Select(dimension => AggregateQuery.ValueOf(launch, dimension))));
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteStartArray("results"u8);
        foreach (IGrouping<string, LaunchRecord> group in groups)
        {
            json.WriteStartObject();
            json.WriteStartObject("group"u8);
            foreach (string dimension in query.GroupBy)
                json.WriteString(dimension, AggregateQuery.ValueOf(group.First(), dimension));
            json.WriteEndObject();
            json.WriteStartArray("data"u8);
            foreach (IGrouping<string, LaunchRecord> interval in group.GroupBy(query.IntervalOf))
                WriteCount(json, interval.Key, interval.Count());
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter json, string interval, int count)
    {
        json.WriteStartObject();
        json.WriteString("interval"u8, interval);
        json.WriteStartArray("metrics"u8);
        json.WriteStartObject();
        json.WriteString("metric"u8, AggregateQuery.Metric);
        json.WriteStartObject("stats"u8);
        json.WriteNumber("count"u8, count);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
