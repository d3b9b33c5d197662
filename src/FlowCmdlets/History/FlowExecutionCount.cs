namespace FlowCmdlets.History;

/// <summary>How many executions of a flow's version Genesys Cloud counted in an interval.</summary>
public sealed class FlowExecutionCount
{
    internal FlowExecutionCount()
    {
    }

    /// <summary>The flow's id; null where it is not recorded.</summary>
    public string? FlowId { get; internal init; }

    /// <summary>The flow's name; null where it can't be read.</summary>
    public string? FlowName { get; internal init; }

    /// <summary>The version, such as <c>3.0</c>; null where it is not recorded.</summary>
    public string? FlowVersion { get; internal init; }

    /// <summary>The beginning of the interval, local time.</summary>
    public DateTime? IntervalStart { get; internal init; }

    /// <summary>The end of the interval, local time.</summary>
    public DateTime? IntervalEnd { get; internal init; }

    /// <summary>The executions that began in it.</summary>
    public long Count { get; internal init; }

    /// <inheritdoc />
    public override string ToString() => $"{FlowName ?? FlowId} {FlowVersion}: {Count}";
}
