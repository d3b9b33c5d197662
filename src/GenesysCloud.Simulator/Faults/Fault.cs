namespace GenesysCloud.Simulator.Faults;

/// <summary>The kind of a fault. "Before" kinds suppress the request's effect, "after" kinds let it take effect first.</summary>
public enum FaultKind
{
    /// <summary>The request is read and the connection is aborted; the request has no effect.</summary>
    DropBefore,

    /// <summary>The request is processed, then the connection is aborted.</summary>
    DropAfter,

    /// <summary>The response has <see cref="Fault.Status"/>; the request has no effect.</summary>
    StatusBefore,

    /// <summary>The request is processed, then the response has <see cref="Fault.Status"/>.</summary>
    StatusAfter,

    /// <summary>No response is sent until the client disconnects; the request has no effect.</summary>
    HangBefore,

    /// <summary>The request is processed, but no response is sent until the client disconnects.</summary>
    HangAfter,

    /// <summary>The request is processed; the body of the response is not JSON.</summary>
    UnreadableBody,

    /// <summary>The request is processed; headers and half of the body are sent, then the connection is aborted.</summary>
    TruncatedBody,

    /// <summary>
    /// The response is a 429, with <c>Retry-After</c> if <see cref="Fault.RetryAfterSeconds"/> is set; the request has no effect.
    /// </summary>
    TooManyRequests,

    /// <summary>
    /// An intermediary responds instead of the service, with <see cref="Fault.Status"/>, <see cref="Fault.Headers"/>, and
    /// <see cref="Fault.Body"/>; the request has no effect.
    /// </summary>
    ForeignBefore,

    /// <summary>The request is processed, then an intermediary replaces the response with its own.</summary>
    ForeignAfter,
}

/// <summary>
/// A fault and the requests it applies to. A fault of an "after" kind applies only to requests that succeed, so a rejected launch never
/// counts as one whose response was lost.
/// </summary>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>The method of the requests; <c>*</c> for any.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The path of the requests: a prefix, or a pattern if it contains a <c>*</c>.</summary>
    public string Path { get; init; } = "/api/v2/flows/executions";

    /// <summary>The status code for the status kinds and the foreign kinds.</summary>
    public int Status { get; init; } = 503;

    /// <summary>The number of matching requests to skip first.</summary>
    public int Skip { get; init; }

    /// <summary>The number of requests that the fault applies to; null for all.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>The probability, 0 to 1, that the fault applies to a matching request; the simulator's seed decides.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>The <c>Retry-After</c> of the response in seconds; null for no such header.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Whether <c>Retry-After</c> is written as an HTTP date.</summary>
    public bool RetryAfterAsDate { get; init; }

    /// <summary>The error code of the response; null for the default code of the status.</summary>
    public string? Code { get; init; }

    /// <summary>The error message of the response; null for the default message of the status and code.</summary>
    public string? Message { get; init; }

    /// <summary>The headers of a foreign response, including <c>Content-Type</c>. It has no headers of Genesys Cloud.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body of a foreign response; null for none.</summary>
    public string? Body { get; init; }

    internal bool IsForeign => Kind is FaultKind.ForeignBefore or FaultKind.ForeignAfter;

    internal bool TakesEffectFirst => Kind is FaultKind.DropAfter or FaultKind.StatusAfter or FaultKind.HangAfter
        or FaultKind.UnreadableBody or FaultKind.TruncatedBody or FaultKind.ForeignAfter;
}
