using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace GenesysCloud.Launching.Tracking;

/// <summary>An execution that is being followed, and what is known of it. <see cref="LookPlan"/> guards what changes.</summary>
internal class OpenExecution(string id, string? flowId, DateTimeOffset? launchedAt) : Scheduled
{
    public string Id { get; } = id;

    /// <summary>The flow that it runs; null until a response says so.</summary>
    public string? FlowId { get; set; } = flowId;

    /// <summary>When it was launched; null until a response says so.</summary>
    public DateTimeOffset? LaunchedAt { get; set; } = launchedAt;

    /// <summary>When it was launched, in the time of the plan.</summary>
    public TimeSpan BornAt { get; set; }

    /// <summary>Whether nothing is known of it before it is read.</summary>
    public bool IsBareId => LaunchedAt is null && ReadAt is null;

    /// <summary>Whether its launch was seen here, so that its age is not a matter of two clocks.</summary>
    public bool IsAgeExact => LaunchedAt is not null && LaunchedAt != Execution?.DateLaunched;

    /// <summary>Until when it is not read, in the time of the plan.</summary>
    public TimeSpan NotBefore { get; set; }

    /// <summary>When it was read last, in the time of the plan; null if it was not.</summary>
    public TimeSpan? ReadAt { get; set; }

    /// <summary>The age at which it was last read as running.</summary>
    public TimeSpan RunningAt { get; set; }

    /// <summary>The age at which execution data was last asked for its end and did not show it.</summary>
    public TimeSpan UnshownAt { get; set; }

    /// <summary>How many reads have not shown its end.</summary>
    public int Looks { get; set; }

    /// <summary>Whether it is read now.</summary>
    public bool IsBeingRead { get; set; }

    /// <summary>Whether it is read although nothing is known of its flow, to learn from it.</summary>
    public bool IsScout { get; set; }

    /// <summary>Whether execution data shows its end, so that it is read now.</summary>
    public bool IsShownEnded { get; set; }

    /// <summary>Whether execution data showed its end while it was being read, perhaps before that.</summary>
    public bool IsShownDuringRead { get; set; }

    /// <summary>How many of the newest reads in succession met a response that was not Genesys Cloud's.</summary>
    public int Foreign { get; set; }

    /// <summary>As it was read last.</summary>
    public FlowRuntimeExecution? Execution { get; set; }

    /// <summary>Why the newest read failed; null if it did not.</summary>
    public GenesysCloudException? Failure { get; set; }

    /// <summary>The newest age at which it was not known to have ended.</summary>
    public TimeSpan KnownRunningAt => UnshownAt > RunningAt ? UnshownAt : RunningAt;

    public TimeSpan AgeAt(TimeSpan now) => now > BornAt ? now - BornAt : TimeSpan.Zero;
}
