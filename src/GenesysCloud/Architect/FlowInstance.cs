using System.Text.Json.Serialization;

namespace GenesysCloud.Architect;

/// <summary>A run of a flow in the execution data store. Source: FlowExecutionDataQueryResult.</summary>
public sealed class FlowInstance
{
    /// <summary>The instance's id.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>The flow that ran.</summary>
    public string? FlowId { get; init; }

    /// <summary>The flow's name, where the service gives it.</summary>
    public string? FlowName { get; init; }

    /// <summary>The version that ran, such as <c>3.0</c>.</summary>
    public string? FlowVersion { get; init; }

    /// <summary>The flow's type, such as <c>workflow</c>.</summary>
    public string? FlowType { get; init; }

    /// <summary>The conversation it belongs to; null where it has none.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The error that ended it, such as <c>error.workflow.loop.limitExceeded</c>; null where none did.</summary>
    public string? FlowErrorReason { get; init; }

    /// <summary>A warning that was recorded; null where none was.</summary>
    public string? FlowWarningReason { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartDateTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndDateTime { get; init; }

    /// <summary>From its start to its end; null until it has ended.</summary>
    [JsonIgnore]
    public TimeSpan? Duration => EndDateTime - StartDateTime;

    /// <inheritdoc />
    public override string ToString() => Id;
}
