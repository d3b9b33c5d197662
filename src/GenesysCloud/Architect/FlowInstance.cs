namespace GenesysCloud.Architect;

/// <summary>A run of a flow in the execution data store. Source: FlowExecutionDataQueryResult.</summary>
public sealed class FlowInstance
{
    /// <summary>The instance's id.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>The flow that ran.</summary>
    public string? FlowId { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartDateTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndDateTime { get; init; }
}
