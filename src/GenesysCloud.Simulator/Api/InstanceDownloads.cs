using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Http;
using Microsoft.AspNetCore.Http;

namespace GenesysCloud.Simulator.Api;

/// <summary>
/// Signed addresses of execution data, which another server answers: whoever has one may read, until it expires, and without a token.
/// </summary>
internal static class InstanceDownloads
{
    public const string Path = "/executiondata/";

    /// <summary>The execution whose data is stored under an ID; null if there is none.</summary>
    public static LaunchRecord? Find(CloudState cloud, string instanceId)
    {
        if (!cloud.Settings.ExecutionData)
            return null;
        LaunchRecord? launch = cloud.Settings.InstancesHaveOwnIds
            ? cloud.Launches.Snapshot().FirstOrDefault(launch => InstanceEndpoints.IdOf(cloud, launch) == instanceId)
            : Guid.TryParse(instanceId, out Guid key) ? cloud.Launches.Find(key) : null;
        return launch is not null && cloud.LogLevels.IsRecorded(launch.FlowId) ? launch : null;
    }

    public static string Sign(CloudState cloud, RequestContext context, string instanceId, DateTimeOffset preparedAt)
    {
        string signature = cloud.InstanceJobs.Sign(instanceId, preparedAt + cloud.Settings.DownloadLifetime);
        HttpRequest request = context.Http.Request;
        return $"{request.Scheme}://{request.Host}{Path}{Uri.EscapeDataString(instanceId)}.json?signature={signature}";
    }

    public static void Get(CloudState cloud, RequestContext context)
    {
        // As a file store does: two ways to authenticate are one too many.
        if (context.Http.Request.Headers.Authorization.Count > 0)
            context.WriteError(400, "InvalidArgument", "Only one auth mechanism allowed.");
        else if (Allowed(cloud, context) is not { } download)
            context.WriteError(403, "AccessDenied", "Request has expired.");
        else if (Find(cloud, download.InstanceId) is { } launch)
            InstanceDataJson.Write(cloud, context.StartResponse(200), launch);
        else
            context.WriteError(404, "NoSuchKey", "The specified key does not exist.");
    }

    private static SignedDownload? Allowed(CloudState cloud, RequestContext context) =>
        cloud.InstanceJobs.FindDownload(context.Http.Request.Query["signature"].ToString()) is { } download
            && context.Path == $"{Path}{download.InstanceId}.json" && cloud.Time.GetUtcNow() < download.Expires
            ? download
            : null;
}
