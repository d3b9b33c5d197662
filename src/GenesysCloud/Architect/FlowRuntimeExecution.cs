using System.Text.Json;
using System.Text.Json.Serialization;
using GenesysCloud.Http;

namespace GenesysCloud.Architect;

/// <summary>An execution of a flow as the API tells it. Source: FlowRuntimeExecution.</summary>
public sealed class FlowRuntimeExecution : IApiModel
{
    /// <summary>The execution's id.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>The display name given at the launch.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The version that runs, with its schemas; one object that all executions of the version share. Its links name the flow.
    /// </summary>
    [JsonIgnore]
    public FlowVersion? FlowVersion { get; internal set; }

    /// <summary>When it was launched.</summary>
    public DateTimeOffset? DateLaunched { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? DateCompleted { get; init; }

    /// <summary>
    /// <c>UNKNOWN</c>, <c>RUNNING</c>, <c>ERROR</c>, <c>TERMINATED</c>, <c>COMPLETED</c>, <c>FAILED</c>, or what the platform adds to them.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>Why it ended; free text of the flow's author.</summary>
    public string? CompletionReason { get; init; }

    /// <summary>What went wrong, where something did; an error body.</summary>
    public JsonElement? FlowErrorInfo { get; init; }

    /// <summary>The outputs under <c>Flow.*</c> names; only of completed flows.</summary>
    public JsonElement? OutputData { get; init; }

    /// <summary>The conversation it belongs to, where it has one.</summary>
    public DomainEntityRef? Conversation { get; init; }

    /// <summary>Where it can be read, relative to the API host.</summary>
    public string? SelfUri { get; init; }

    bool IApiModel.IsExpected(bool isFromService) => Id.Length > 0;
}
