using GenesysCloud.Http;

namespace GenesysCloud.Launching.Tracking;

/// <summary>Execution data is not asked any more whether executions have ended; each is read by its id.</summary>
/// <param name="Obstacle">Why.</param>
/// <param name="Failure">The failed request, if one failed.</param>
internal sealed record InstanceTrackingEnded(InstanceObstacle Obstacle, GenesysCloudException? Failure = null) : ClientEvent;

/// <summary>Why execution data cannot be used to follow executions.</summary>
internal enum InstanceObstacle
{
    /// <summary>The request failed: it is not permitted, for example.</summary>
    Failed,

    /// <summary>It does not show executions that have ended: it is off, for example.</summary>
    NotShown,

    /// <summary>It shows ends late, or leaves some out.</summary>
    Late,

    /// <summary>It showed an end of an execution that was still running.</summary>
    Wrong,
}
