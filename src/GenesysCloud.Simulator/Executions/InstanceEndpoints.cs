using System.Text.Json;

namespace GenesysCloud.Simulator;

/// <summary>Execution data: the other store, that can be searched but may be off, late or incomplete.</summary>
internal static class InstanceEndpoints
{
    private const int Most = 200;

    public static void ExecutionData(CloudState cloud, Exchange exchange)
    {
        if (!exchange.Permits(Permission.ExecutionDataView)) return;
        var json = exchange.Answering(200);
        json.WriteStartObject();
        json.WriteBoolean("enabled"u8, cloud.Settings.ExecutionData);
        json.WriteEndObject();
    }

    public static void Query(CloudState cloud, Exchange exchange)
    {
        if (!exchange.Permits(Permission.InstanceSearch)) return;
        if (!JsonRequest.TryRead(exchange, out var document)) return;
        using (document)
        {
            if (!Paging.TryNumber(exchange, "pageSize", 50, out var pageSize)) return;
            InstanceQuery query;
            try
            {
                query = InstanceQuery.Read(document.RootElement);
            }
            catch (InstanceQueryException fault)
            {
                exchange.Refuse(400, fault.Code, fault.Message, fields: [new RefusedField(fault.Code, "query")]);
                return;
            }
            Write(exchange, cloud, Find(cloud, exchange, query, Math.Min(pageSize, Most)), pageSize);
        }
    }

    private static List<LaunchRecord> Find(CloudState cloud, Exchange exchange, InstanceQuery query, int count)
    {
        var settings = cloud.Settings;
        if (!settings.ExecutionData) return [];
        var now = cloud.Time.GetUtcNow();
        var found = new List<LaunchRecord>();
        foreach (var launch in cloud.Launches.Snapshot())
        {
            var appears = settings.InstancesAppearAtEnd ? launch.EndsAt : launch.At;
            if (appears + settings.InstanceIndexLag > now || !exchange.Allows(launch.Flow.Division) || !query.Matches(launch, now)) continue;
            found.Add(launch);
        }
        if (found.Count <= count) return found;
        // The API does not promise which ones it leaves out, so neither does this.
        return [.. found.OrderBy(launch => launch.Key).Take(count).OrderBy(launch => launch.Sequence)];
    }

    private static void Write(Exchange exchange, CloudState cloud, List<LaunchRecord> found, int pageSize)
    {
        const string SelfUri = "/api/v2/flows/instances/query";
        var now = cloud.Time.GetUtcNow();
        var json = exchange.Answering(200);
        json.WriteStartObject();
        json.WriteStartArray("entities"u8);
        foreach (var launch in found)
        {
            string id = cloud.Settings.InstancesHaveOwnIds ? IdMint.FromName($"instance of {launch.Id}") : launch.Id;
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            if (cloud.Settings.InstanceNames && launch.Name is not null) json.WriteString("name"u8, launch.Name);
            json.WriteDate("startDateTime"u8, launch.At);
            if (now >= launch.EndsAt) json.WriteDate("endDateTime"u8, launch.EndsAt);
            json.WriteString("flowId"u8, launch.FlowId);
            json.WriteString("flowVersion"u8, launch.FlowVersion);
            if (launch.ConversationId is { } conversation) json.WriteString("conversationId"u8, conversation);
            json.WriteString("flowType"u8, launch.Flow.Type);
            if (InstanceQuery.ErrorReason(launch, now) is { } reason) json.WriteString("flowErrorReason"u8, reason);
            json.WriteString("flowName"u8, launch.Flow.Name);
            json.WriteString("selfUri"u8, $"/api/v2/flows/instances/{id}");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("pageSize"u8, pageSize);
        json.WriteNumber("pageNumber"u8, 1);
        json.WriteNumber("total"u8, found.Count);
        json.WriteString("firstUri"u8, SelfUri);
        json.WriteString("lastUri"u8, SelfUri);
        json.WriteString("selfUri"u8, SelfUri);
        json.WriteNumber("pageCount"u8, found.Count == 0 ? 0 : 1);
        json.WriteEndObject();
    }
}
