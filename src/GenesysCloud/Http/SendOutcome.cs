namespace GenesysCloud.Http;

/// <summary>What became of a request: the one thing that decides whether it may be sent again.</summary>
public enum SendOutcome
{
    /// <summary>An answer that says it was done.</summary>
    Done,

    /// <summary>An answer that says it was not done: 400, 401, 403, 404, 409, 413, 415, 429 and the like.</summary>
    Refused,

    /// <summary>Nothing reached the service: name resolution, connection, TLS, proxy, or stopped before sending.</summary>
    NotSent,

    /// <summary>Sent, and no answer that tells: time-out, reset, 408, 5xx, unreadable answer. It may have been done.</summary>
    Unknown,
}
