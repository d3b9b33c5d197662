using GenesysCloud.Http;

namespace GenesysCloud.Architect;

/// <summary>What became of one launch. One of the four derived types; there are no others.</summary>
public abstract record LaunchOutcome
{
    private LaunchOutcome()
    {
    }

    /// <summary>How many times the request was sent. More than once only after responses that prove that nothing was launched.</summary>
    public int Attempts { get; init; }

    /// <summary>The response holds an id: the execution exists.</summary>
    /// <param name="Execution">The execution.</param>
    public sealed record Launched(FlowExecutionLaunchResponse Execution) : LaunchOutcome;

    /// <summary>The service looked at the request and did not launch.</summary>
    /// <param name="Reason">What the service responded.</param>
    public sealed record Refused(GenesysCloudException Reason) : LaunchOutcome;

    /// <summary>Nothing reached the service.</summary>
    /// <param name="Obstacle">What kept it from being sent.</param>
    /// <param name="Reason">The failure.</param>
    public sealed record NotSent(SendObstacle Obstacle, Exception Reason) : LaunchOutcome;

    /// <summary>It may be running. Only looking can show; it must not be sent again on suspicion.</summary>
    /// <param name="Reason">Why there is no conclusive response.</param>
    public sealed record Unknown(GenesysCloudException Reason) : LaunchOutcome;
}
