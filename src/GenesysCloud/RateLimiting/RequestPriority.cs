namespace GenesysCloud.RateLimiting;

/// <summary>Who goes first when the quota does not reach for all; lower goes first.</summary>
public enum RequestPriority
{
    /// <summary>Starts a flow: what the user came for.</summary>
    Launch,

    /// <summary>Everything a cmdlet asks for directly: flows, schemas, one execution.</summary>
    Normal,

    /// <summary>Follows executions that run anyway; it must never keep a launch waiting.</summary>
    Tracking,
}
