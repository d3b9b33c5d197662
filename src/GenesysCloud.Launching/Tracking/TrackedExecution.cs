using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace GenesysCloud.Launching.Tracking;

/// <summary>How following one execution came to an end.</summary>
public enum TrackingEnd
{
    /// <summary>The execution has ended.</summary>
    Completed,

    /// <summary>Time ran out; it may still be running.</summary>
    TimedOut,

    /// <summary>The service refused to tell (unknown id, or no permission), or something else keeps responding in its place.</summary>
    Refused,
}

/// <summary>What following one execution came to.</summary>
/// <typeparam name="T">What the caller follows it for.</typeparam>
/// <param name="Id">The execution's id.</param>
/// <param name="End">How it ended.</param>
/// <param name="Execution">As it was seen last; null when it was never seen.</param>
/// <param name="Failure">Why the service refused, or why the newest read failed; null if it did not.</param>
/// <param name="Source">What the caller follows it for.</param>
public sealed record TrackedExecution<T>(
    string Id, TrackingEnd End, FlowRuntimeExecution? Execution, GenesysCloudException? Failure, T Source);
