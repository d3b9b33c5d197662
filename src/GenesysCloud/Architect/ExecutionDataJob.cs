using GenesysCloud.Http;

namespace GenesysCloud.Architect;

/// <summary>A job that prepares execution data for download. Source: GetFlowExecutionDataJobResult.</summary>
internal sealed class ExecutionDataJob : IApiModel
{
    private const string Success = "Success";
    private const string Failed = "Failed";

    /// <summary>The job's id.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary><c>Registered</c>, <c>Running</c>, <c>Success</c>, <c>Failed</c>, or one that is not known yet.</summary>
    public string? JobState { get; init; }

    /// <summary>What was prepared; empty until the job has succeeded.</summary>
    public IReadOnlyList<ExecutionDataEntity> Entities
    {
        get;
        init => field = value?.Where(entity => entity is not null).ToArray() ?? [];
    } = [];

    public bool HasSucceeded => Success.Equals(JobState, StringComparison.OrdinalIgnoreCase);

    public bool HasFailed => Failed.Equals(JobState, StringComparison.OrdinalIgnoreCase);

    bool IApiModel.IsExpected(bool isFromService) => Id.Length > 0;
}

/// <summary>The data of one instance. Source: ExecutionDataEntity.</summary>
internal sealed class ExecutionDataEntity
{
    /// <summary>The instance's id.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>The signed address of the data: whoever has it may read it, so it is a secret.</summary>
    public string? DownloadUri { get; init; }

    /// <summary>Whether the data could not be prepared.</summary>
    public bool? Failed { get; init; }

    /// <summary>The HTTP status of that failure, as text.</summary>
    public string? StatusCode { get; init; }
}
