namespace FlowCmdlets.Session;

/// <summary>Where a session's rate limit comes from.</summary>
public enum RateLimitSource
{
    /// <summary>The documented default, since no response has said otherwise. The session counts its own requests.</summary>
    Assumed,

    /// <summary>Genesys Cloud's own responses.</summary>
    Reported,
}
