using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace GenesysCloud.Simulator.Api;

/// <summary>A job that prepares the execution data of instances for download.</summary>
/// <param name="Id">The ID of the job.</param>
/// <param name="InstanceIds">The IDs of the instances, as requested.</param>
/// <param name="EndsAt">When the job ends.</param>
internal sealed record InstanceJob(string Id, IReadOnlyList<string> InstanceIds, DateTimeOffset EndsAt);

/// <summary>A signed address.</summary>
/// <param name="InstanceId">The ID of the instance whose data can be downloaded.</param>
/// <param name="Expires">When the address becomes invalid.</param>
internal sealed record SignedDownload(string InstanceId, DateTimeOffset Expires);

/// <summary>Jobs and the downloads that they prepared. Thread-safe.</summary>
internal sealed class InstanceJobStore
{
    private readonly ConcurrentDictionary<string, InstanceJob> _jobs = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, SignedDownload> _downloads = new(StringComparer.Ordinal);

    public InstanceJob Add(IReadOnlyList<string> instanceIds, DateTimeOffset endsAt)
    {
        var job = new InstanceJob(Guid.NewGuid().ToString(), instanceIds, endsAt);
        _jobs[job.Id] = job;
        return job;
    }

    public InstanceJob? Find(string id) => _jobs.GetValueOrDefault(id);

    /// <summary>Makes a signature that no one can guess, unlike everything that comes from the seed.</summary>
    public string Sign(string instanceId, DateTimeOffset expires)
    {
        string signature = RandomNumberGenerator.GetHexString(64, lowercase: true);
        _downloads[signature] = new SignedDownload(instanceId, expires);
        return signature;
    }

    public SignedDownload? FindDownload(string signature) => _downloads.GetValueOrDefault(signature);

    public void Reset()
    {
        _jobs.Clear();
        _downloads.Clear();
    }
}
