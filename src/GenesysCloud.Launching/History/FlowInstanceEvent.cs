namespace GenesysCloud.Launching.History;

/// <summary>An error or a warning that was recorded while a flow ran.</summary>
public sealed class FlowInstanceEvent
{
    /// <summary>The reason, such as <c>error.workflow.loop.limitExceeded</c>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The type of the action that it came from, such as <c>actionCallData</c>; null where it is not recorded.</summary>
    public string? ActionType { get; init; }

    /// <summary>The action's name in Architect; null where it is not recorded.</summary>
    public string? ActionName { get; init; }

    /// <summary>The action's number in Architect; null where it is not recorded.</summary>
    public long? ActionNumber { get; init; }

    /// <summary>The action's id; null where it is not recorded.</summary>
    public string? ActionId { get; init; }

    /// <inheritdoc />
    public override string ToString() => (ActionName ?? ActionType) is { } action
        ? $"{Reason} ({action}{(ActionNumber is { } number ? $" {number}" : "")})"
        : Reason;
}
