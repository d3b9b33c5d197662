using GenesysCloud.Http;

namespace GenesysCloud.Architect;

/// <summary>What became of one launch. One of the four derived types; there are no others.</summary>
public abstract record LaunchOutcome
{
    private LaunchOutcome()
    {
    }

    /// <summary>How many times the request was sent. More than once only after answers that prove that nothing was launched.</summary>
    public int Attempts { get; init; }

    /// <summary>An id came back: the execution exists.</summary>
    public sealed record Launched(FlowExecutionLaunchResponse Execution) : LaunchOutcome
    {
        /// <summary>An earlier run launched it; nothing was sent now.</summary>
        public bool Earlier { get; init; }

        /// <summary>No answer came, and looking for it found it.</summary>
        public bool Settled { get; init; }

        /// <summary>When it was launched, where that was not now.</summary>
        public DateTimeOffset? At { get; init; }

        /// <summary>How it ended, where an earlier run has seen that.</summary>
        public string? Status { get; init; }

        /// <summary>When it ended, where an earlier run has seen that.</summary>
        public DateTimeOffset? DateCompleted { get; init; }
    }

    /// <summary>The service looked at the request and did not launch.</summary>
    public sealed record Refused(GenesysCloudException Reason) : LaunchOutcome;

    /// <summary>Nothing reached the service.</summary>
    public sealed record NotSent(Exception Reason) : LaunchOutcome;

    /// <summary>It may be running. Only looking can tell; it must not be sent again on suspicion.</summary>
    public sealed record Unknown(GenesysCloudException Reason) : LaunchOutcome;
}
