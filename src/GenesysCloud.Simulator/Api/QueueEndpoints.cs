using System.Text.Json;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Json;
using GenesysCloud.Simulator.Routing;

namespace GenesysCloud.Simulator.Api;

/// <summary><c>/api/v2/routing/queues</c>: a resource that can be listed in numbered pages, created, replaced, and deleted.</summary>
internal static class QueueEndpoints
{
    public static void List(CloudState cloud, RequestContext context) => Paging.Write(context, cloud.Queues.Snapshot(), Write);

    public static void Create(CloudState cloud, RequestContext context)
    {
        if (TryReadName(context) is { } name)
            Write(context.StartResponse(200), cloud.Queues.Add(name));
    }

    public static void One(CloudState cloud, RequestContext context, string id)
    {
        switch (context.Method)
        {
            case "GET" when cloud.Queues.Find(id) is { } queue:
                Write(context.StartResponse(200), queue);
                break;
            case "PUT" when cloud.Queues.Find(id) is not null:
                if (TryReadName(context) is { } name)
                    Write(context.StartResponse(200), cloud.Queues.Replace(new SimulatedQueue(id, name)));
                break;
            case "DELETE" when cloud.Queues.Remove(id):
                context.StartResponse(204);
                break;
            case "GET" or "PUT" or "DELETE":
                context.WriteError(404);
                break;
            default:
                context.WriteError(405);
                break;
        }
    }

    private static string? TryReadName(RequestContext context)
    {
        if (!JsonRequest.TryRead(context, out JsonDocument? document))
            return null;
        using (document)
        {
            if (document.RootElement.TryGetProperty("name", out JsonElement name) && name.ValueKind is JsonValueKind.String)
                return name.GetString();
            context.WriteFieldError("name", "The name of a queue is required.");
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, SimulatedQueue queue)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, queue.Id);
        json.WriteString("name"u8, queue.Name);
        json.WriteReference("division"u8, Identity.SimulatedDivision.Home.Id, Identity.SimulatedDivision.Home.Name);
        json.WriteDate("dateCreated"u8, SimulatedQueue.Created);
        json.WriteString("selfUri"u8, $"/api/v2/routing/queues/{queue.Id}");
        json.WriteEndObject();
    }
}
