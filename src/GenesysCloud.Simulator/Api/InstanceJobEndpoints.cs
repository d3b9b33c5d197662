using System.Text.Json;
using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;

namespace GenesysCloud.Simulator.Api;

/// <summary>Jobs that prepare execution data: started with IDs, read until they have ended, with an address for each instance.</summary>
internal static class InstanceJobEndpoints
{
    public static void Start(CloudState cloud, RequestContext context)
    {
        if (!context.TryAuthorize(Permission.InstanceView) || !JsonRequest.TryRead(context, out JsonDocument? document))
            return;
        using (document)
        {
            if (!document.RootElement.TryGetProperty("ids", out JsonElement ids) || ids.ValueKind is not JsonValueKind.Array
                || ids.GetArrayLength() == 0 || ids.EnumerateArray().Any(id => id.ValueKind is not JsonValueKind.String))
            {
                context.WriteFieldError("ids", "'ids' must be a list of instance IDs.");
            }
            else if (ids.GetArrayLength() > cloud.Settings.InstanceJobMaxIds)
            {
                context.WriteFieldError("ids", $"'ids' can have {cloud.Settings.InstanceJobMaxIds} entries.");
            }
            else
            {
                Start(cloud, context, [.. ids.EnumerateArray().Select(id => id.GetString()!)]);
            }
        }
    }

    public static void StartOne(CloudState cloud, RequestContext context, string instanceId)
    {
        if (context.TryAuthorize(Permission.InstanceView))
            Start(cloud, context, [instanceId]);
    }

    public static void Get(CloudState cloud, RequestContext context, string id)
    {
        if (!context.TryAuthorize(Permission.InstanceView))
            return;
        if (cloud.InstanceJobs.Find(id) is not { } job)
        {
            context.WriteError(404);
            return;
        }

        bool ended = cloud.Time.GetUtcNow() >= job.EndsAt;
        Write(cloud, context, job, ended ? "Success" : "Running", ended);
    }

    private static void Start(CloudState cloud, RequestContext context, IReadOnlyList<string> ids)
    {
        InstanceJob job = cloud.InstanceJobs.Add(ids, cloud.Time.GetUtcNow() + cloud.Settings.InstanceJobDuration);
        Write(cloud, context, job, "Registered", ended: false);
    }

    private static void Write(CloudState cloud, RequestContext context, InstanceJob job, string state, bool ended)
    {
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteString("id"u8, job.Id);
        if (ended)
        {
            json.WriteStartArray("entities"u8);
            foreach (string id in job.InstanceIds)
                WriteEntity(cloud, context, json, job, id);
            json.WriteEndArray();
        }

        json.WriteString("jobState"u8, state);
        json.WriteString("selfUri"u8, $"/api/v2/flows/instances/jobs/{job.Id}");
        json.WriteEndObject();
    }

    private static void WriteEntity(CloudState cloud, RequestContext context, Utf8JsonWriter json, InstanceJob job, string id)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        LaunchRecord? launch = InstanceDownloads.Find(cloud, id);
        string? problem = launch is null || launch.EndsAt > job.EndsAt ? "404" : context.CanAccess(launch.Flow.Division) ? null : "403";
        json.WriteBoolean("failed"u8, problem is not null);
        if (problem is null)
            json.WriteString("downloadUri"u8, InstanceDownloads.Sign(cloud, context, id, job.EndsAt));
        else
            json.WriteString("statusCode"u8, problem);
        json.WriteEndObject();
    }
}
