namespace GenesysCloud.Architect;

/// <summary>What kept a launch from being sent.</summary>
public enum SendObstacle
{
    /// <summary>The caller stopped it.</summary>
    Stopped,

    /// <summary>There was no token to send it with.</summary>
    SignIn,

    /// <summary>No connection could be made, or the session was closed.</summary>
    Connection,

    /// <summary>The caller's own step before sending failed, whatever its exception.</summary>
    Preparation,
}
