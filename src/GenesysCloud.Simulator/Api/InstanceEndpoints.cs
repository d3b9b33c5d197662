using System.Text.Json;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Json;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Api;

/// <summary>The endpoints of execution data, the second store: it can be searched, but it may be off, delayed, or incomplete.</summary>
internal static class InstanceEndpoints
{
    private const int MaxResults = 200;

    public static void ExecutionData(CloudState cloud, RequestContext context)
    {
        if (context.Method == "PATCH")
        {
            if (!context.TryAuthorize(Permission.ExecutionDataEdit) || !JsonRequest.TryRead(context, out JsonDocument? document))
                return;
            using (document)
            {
                if (!document.RootElement.TryGetProperty("enabled", out JsonElement enabled)
                    || enabled.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                {
                    context.WriteFieldError("enabled", "'enabled' must be true or false.");
                    return;
                }

                cloud.Settings.ExecutionData = enabled.GetBoolean();
            }
        }
        else if (!Router.Is(context, "GET") || !context.TryAuthorize(Permission.ExecutionDataView))
        {
            return;
        }

        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteBoolean("enabled"u8, cloud.Settings.ExecutionData);
        json.WriteEndObject();
    }

    public static void Query(CloudState cloud, RequestContext context)
    {
        if (!context.TryAuthorize(Permission.InstanceSearch))
            return;
        if (!JsonRequest.TryRead(context, out JsonDocument? document))
            return;
        using (document)
        {
            if (!Paging.TryGetNumber(context, "pageSize", 50, out int pageSize))
                return;
            InstanceQuery query;
            try
            {
                query = InstanceQuery.Read(document.RootElement);
            }
            catch (InstanceQueryException fault)
            {
                context.WriteError(400, fault.Code, fault.Message, fields: [new ErrorDetail(fault.Code, "query")]);
                return;
            }

            Write(context, cloud, Find(cloud, context, query, Math.Min(pageSize, MaxResults)), pageSize);
        }
    }

    /// <summary>The ID under which the execution data of a launch is stored.</summary>
    public static string IdOf(CloudState cloud, LaunchRecord launch) =>
        cloud.Settings.InstancesHaveOwnIds ? SeededGuidGenerator.FromName($"instance of {launch.Id}") : launch.Id;

    private static List<LaunchRecord> Find(CloudState cloud, RequestContext context, InstanceQuery query, int count)
    {
        SimulatorSettings settings = cloud.Settings;
        if (!settings.ExecutionData)
            return [];
        DateTimeOffset now = cloud.Time.GetUtcNow();
        var found = new List<LaunchRecord>();
        foreach (LaunchRecord launch in cloud.Launches.Snapshot())
        {
            DateTimeOffset appears = settings.InstancesAppearAtEnd ? launch.EndsAt : launch.At;
            if (appears + settings.InstanceIndexLag > now || !cloud.LogLevels.IsRecorded(launch.FlowId)
                || !context.CanAccess(launch.Flow.Division) || !query.Matches(launch, now))
            {
                continue;
            }

            found.Add(launch);
        }

        if (found.Count <= count)
            return found;
        // The API does not document which executions it omits, so the selection follows no useful order.
        return [.. found.OrderBy(launch => launch.Key).Take(count).OrderBy(launch => launch.Sequence)];
    }

    private static void Write(RequestContext context, CloudState cloud, List<LaunchRecord> found, int pageSize)
    {
        const string SelfUri = "/api/v2/flows/instances/query";
        DateTimeOffset now = cloud.Time.GetUtcNow();
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteStartArray("entities"u8);
        foreach (LaunchRecord launch in found)
        {
            string id = IdOf(cloud, launch);
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            if (cloud.Settings.InstanceNames && launch.Name is not null)
                json.WriteString("name"u8, launch.Name);
            json.WriteDate("startDateTime"u8, launch.At);
            if (now >= launch.EndsAt)
                json.WriteDate("endDateTime"u8, launch.EndsAt);
            json.WriteString("flowId"u8, launch.FlowId);
            json.WriteString("flowVersion"u8, launch.FlowVersion);
            if (launch.ConversationId is { } conversation)
                json.WriteString("conversationId"u8, conversation);
            json.WriteString("flowType"u8, launch.Flow.Type);
            if (InstanceQuery.ErrorReason(launch, now) is { } reason)
                json.WriteString("flowErrorReason"u8, reason);
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
