namespace GenesysCloud.Architect;

/// <summary>Which runs are searched for, apart from the time. All that is not null must be met.</summary>
internal sealed record FlowInstanceCriteria
{
    public string? FlowId { get; init; }

    public string? ConversationId { get; init; }

    public string? ErrorReason { get; init; }

    /// <summary>Whether they must have an error reason. Whether every run that failed has one is not documented.</summary>
    public bool IsFailed { get; init; }

    /// <summary>The first moment in which they may have ended; null also for those that have not.</summary>
    public DateTimeOffset? EndedFrom { get; init; }

    /// <summary>Whether the time is that of their end; otherwise that of their start.</summary>
    public bool IsByEnd { get; init; }
}
