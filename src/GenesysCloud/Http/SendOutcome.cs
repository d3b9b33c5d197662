namespace GenesysCloud.Http;

/// <summary>What became of a request: the one thing that decides whether it may be sent again.</summary>
public enum SendOutcome
{
    /// <summary>A response that says it was done.</summary>
    Done,

    /// <summary>
    /// Genesys Cloud says that it was not done: 400, 401, 403, 404, 405, 409, 410, 413, 415, or 429, with its error body.
    /// </summary>
    Refused,

    /// <summary>Nothing reached the service: name resolution, connection, TLS, proxy, or stopped before sending.</summary>
    NotSent,

    /// <summary>
    /// Sent, and no response that decides: timeout, reset, 408, 5xx, an undocumented status, an unreadable response, or one that is not
    /// Genesys Cloud's. It may have been done.
    /// </summary>
    Unknown,
}
