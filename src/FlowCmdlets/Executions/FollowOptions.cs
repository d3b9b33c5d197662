using GenesysCloud.Launching.Tracking;

namespace FlowCmdlets.Executions;

/// <summary>How executions are followed, and how they are emitted.</summary>
internal sealed record FollowOptions
{
    /// <summary>When they are asked for.</summary>
    public ExecutionTrackerOptions Tracking { get; init; } = new();

    /// <summary>What happens to those that are still running when the time is up.</summary>
    public TimeoutAction TimeoutAction { get; init; }

    /// <summary>Whether they come out in the order in which they went in, and not as they end.</summary>
    public bool InOrder { get; init; }

    /// <summary>Whether one that did not complete is an error.</summary>
    public bool ErrorOnFailure { get; init; }

    /// <summary>Whether those that ended in an earlier run come out as the journal has them, without their outputs.</summary>
    public bool SkipOutputs { get; init; }
}
