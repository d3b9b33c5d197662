using GenesysCloud.Architect;

namespace GenesysCloud.Launching;

/// <summary>What became of one launch. One of the four derived types; there are no others.</summary>
public abstract record LaunchOutcome
{
    private LaunchOutcome()
    {
    }

    /// <summary>How many times the request was sent. More than once only after answers that prove that nothing was launched.</summary>
    public int Attempts { get; init; }

    /// <summary>An id came back: the execution exists.</summary>
    public sealed record Launched(FlowExecutionLaunchResponse Execution) : LaunchOutcome;

    /// <summary>The service looked at the request and did not launch.</summary>
    public sealed record Refused(GenesysCloudException Reason) : LaunchOutcome;

    /// <summary>Nothing reached the service.</summary>
    public sealed record NotSent(Exception Reason) : LaunchOutcome;

    /// <summary>It may be running. Only looking can tell; it must not be sent again on suspicion.</summary>
    public sealed record Unknown(GenesysCloudException Reason) : LaunchOutcome;
}
