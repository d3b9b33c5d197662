using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace GenesysCloud.Launching.History;

/// <summary>The file that an instance's data is saved to.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Path">The file.</param>
internal sealed record InstanceFile(string InstanceId, string Path)
{
    /// <summary>Whether an id can name a file, on every system, and in no other folder.</summary>
    public static bool IsName(string id) =>
        id.Length is > 0 and <= 100 && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}

/// <summary>What became of one file.</summary>
/// <param name="File">The file.</param>
/// <param name="Failure">Why it was not saved; null if it was.</param>
internal sealed record SavedInstance(InstanceFile File, Exception? Failure)
{
    /// <summary>Whether Genesys Cloud has no data of the instance.</summary>
    public bool IsUnavailable => Failure is InstanceDataUnavailableException;
}

/// <summary>Genesys Cloud did not prepare the data of one instance.</summary>
/// <param name="instanceId">The instance.</param>
/// <param name="status">The HTTP status of the failure; null where none was reported.</param>
internal sealed class InstanceDataUnavailableException(string instanceId, string? status)
    : Exception($"Genesys Cloud has no execution data of '{instanceId}' (status {status ?? "not reported"}).")
{
    public string InstanceId { get; } = instanceId;

    public string? Status { get; } = status;
}

/// <summary>Saves the data of several instances: one job, one download for each, and each file whole or not at all.</summary>
internal static class InstanceFiles
{
    private const int DownloadsAtOnce = 4;

    /// <param name="client">Whose organization is asked.</param>
    /// <param name="files">The instances, as many as one job takes, and their files, which are replaced.</param>
    /// <param name="timeout">How long the job may take.</param>
    /// <param name="cancellationToken">Ends it; no part of a file is left.</param>
    /// <returns>What became of each file, in order.</returns>
    /// <exception cref="GenesysCloudException">The job could not be started or read.</exception>
    public static async Task<IReadOnlyList<SavedInstance>> SaveAsync(
        GenesysCloudClient client, IReadOnlyList<InstanceFile> files, TimeSpan timeout, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, ExecutionDataEntity> prepared;
        try
        {
            prepared = await InstanceDataJob.RunAsync(
                client, [.. files.Select(file => file.InstanceId)], timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (InstanceDataJobException failure)
        {
            return [.. files.Select(file => new SavedInstance(file, failure))];
        }

        using var turn = new SemaphoreSlim(DownloadsAtOnce);
        return await Task.WhenAll(files.Select(SaveInTurnAsync)).ConfigureAwait(false);

        async Task<SavedInstance> SaveInTurnAsync(InstanceFile file)
        {
            await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await SaveAsync(client, file, prepared.GetValueOrDefault(file.InstanceId), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                turn.Release();
            }
        }
    }

    /// <summary>Downloads the data of one instance.</summary>
    /// <param name="client">Whose organization is asked.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="entity">What the job prepared; null if it left the instance out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InstanceDataUnavailableException">The job has no data of it.</exception>
    /// <exception cref="GenesysCloudException">The download failed.</exception>
    public static async Task<ReadOnlyMemory<byte>> DownloadAsync(
        GenesysCloudClient client, string instanceId, ExecutionDataEntity? entity, CancellationToken cancellationToken) =>
        entity is { Failed: not true, DownloadUri: { Length: > 0 } address }
            ? await client.Downloads.ReadAsync(address, cancellationToken).ConfigureAwait(false)
            : throw new InstanceDataUnavailableException(instanceId, entity?.StatusCode);

    private static async Task<SavedInstance> SaveAsync(
        GenesysCloudClient client, InstanceFile file, ExecutionDataEntity? entity, CancellationToken cancellationToken)
    {
        try
        {
            ReadOnlyMemory<byte> data = await DownloadAsync(
                client, file.InstanceId, entity, cancellationToken).ConfigureAwait(false);
            if (FlowInstanceData.TryRead(file.InstanceId, data) is null)
                throw new InvalidDataException("the downloaded file isn't JSON; a proxy may have changed it");
            await WriteAsync(file.Path, data, cancellationToken).ConfigureAwait(false);
            return new SavedInstance(file, null);
        }
        catch (Exception failure) when (failure is InstanceDataUnavailableException or GenesysCloudException or InvalidDataException
            or IOException or UnauthorizedAccessException)
        {
            return new SavedInstance(file, failure);
        }
    }

    /// <summary>Under another name until it is whole: what is there under its own name is complete.</summary>
    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        string partial = path + ".partial";
        try
        {
            await File.WriteAllBytesAsync(partial, data.ToArray(), cancellationToken).ConfigureAwait(false);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
