using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace GenesysCloud.Launching.History;

/// <summary>The data of instances could not be prepared for download.</summary>
internal sealed class InstanceDataJobException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>Has the data of instances prepared for download, and waits for it.</summary>
internal static class InstanceDataJob
{
    /// <summary>As many instances as one job is asked for. The service's own limit is not documented.</summary>
    public const int MaxIds = 50;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);

    /// <summary>Runs one job to its end.</summary>
    /// <param name="client">Whose organization is asked.</param>
    /// <param name="instanceIds">The instances, <see cref="MaxIds"/> at the most.</param>
    /// <param name="timeout">How long the job may take.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <returns>By the instance's id: where its data can be downloaded, or why not. What the job left out is not there.</returns>
    /// <exception cref="InstanceDataJobException">The job failed, or took too long.</exception>
    /// <exception cref="GenesysCloudException">The service refused, or could not be reached.</exception>
    public static async Task<IReadOnlyDictionary<string, ExecutionDataEntity>> RunAsync(
        GenesysCloudClient client, IReadOnlyList<string> instanceIds, TimeSpan timeout, CancellationToken cancellationToken)
    {
        long started = client.TimeProvider.GetTimestamp();
        ExecutionDataJob job = await client.Architect.StartInstanceJobAsync(instanceIds, cancellationToken).ConfigureAwait(false);
        string id = job.Id;
        TimeSpan pause = s_firstPause;
        while (!job.HasSucceeded)
        {
            if (job.HasFailed)
                throw new InstanceDataJobException($"job {id}, which prepares the execution data, failed");
            if (client.TimeProvider.GetElapsedTime(started) + pause > timeout)
            {
                throw new InstanceDataJobException(
                    $"job {id}, which prepares the execution data, didn't finish within {timeout:c} (state: {job.JobState ?? "unknown"})");
            }

            await Task.Delay(pause, client.TimeProvider, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
            job = await ReadAsync(client, id, cancellationToken).ConfigureAwait(false);
        }

        return job.Entities.DistinctBy(entity => entity.Id, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(entity => entity.Id, StringComparer.OrdinalIgnoreCase);
    }

    private static async Task<ExecutionDataJob> ReadAsync(GenesysCloudClient client, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Architect.GetInstanceJobAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (GenesysCloudException gone) when (gone is { Outcome: SendOutcome.Refused, Status: 404 })
        {
            throw new InstanceDataJobException($"job {id}, which prepares the execution data, no longer exists", gone);
        }
    }
}
