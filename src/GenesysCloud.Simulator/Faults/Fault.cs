namespace GenesysCloud.Simulator.Faults;

/// <summary>What goes wrong with a request.</summary>
public enum FaultKind
{
    /// <summary>The request is read and the connection aborted; nothing happens.</summary>
    DropBefore,

    /// <summary>The request is acted on, then the connection is aborted.</summary>
    DropAfter,

    /// <summary><see cref="Fault.Status"/> is answered; nothing happens.</summary>
    StatusBefore,

    /// <summary>The request is acted on, then <see cref="Fault.Status"/> is answered.</summary>
    StatusAfter,

    /// <summary>Nothing happens and nothing is answered until the client goes away.</summary>
    HangBefore,

    /// <summary>The request is acted on; nothing is answered until the client goes away.</summary>
    HangAfter,

    /// <summary>The request is acted on; the answer is 200 with a body that is not JSON.</summary>
    UnreadableBody,

    /// <summary>The request is acted on; headers and half the body are sent, then the connection is aborted.</summary>
    TruncatedBody,

    /// <summary>429; nothing happens. <c>Retry-After</c> only if <see cref="Fault.RetryAfterSeconds"/> is set.</summary>
    TooManyRequests,

    /// <summary>
    /// Something between client and service responds in the service's place, with <see cref="Fault.Status"/>,
    /// <see cref="Fault.Headers"/>, and <see cref="Fault.Body"/>; nothing happens.
    /// </summary>
    ForeignBefore,

    /// <summary>The request is acted on; then something on the way puts a response of its own in the place of the real one.</summary>
    ForeignAfter,
}

/// <summary>
/// A fault and the requests it meets. Faults that act first meet only requests that would have succeeded, so a
/// refused launch never counts as one whose answer was lost.
/// </summary>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>The method met; <c>*</c> for any.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The path met: a prefix, or a pattern if it holds a <c>*</c>.</summary>
    public string Path { get; init; } = "/api/v2/flows/executions";

    /// <summary>The status of the status kinds and of the foreign ones.</summary>
    public int Status { get; init; } = 503;

    /// <summary>How many matching requests go by unharmed first.</summary>
    public int Skip { get; init; }

    /// <summary>How many requests are met; null for every one.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>The chance of each matching request to be met, rolled by the simulator's seed.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>The <c>Retry-After</c> of the answer; null for no such header.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Gives <c>Retry-After</c> as an HTTP date.</summary>
    public bool RetryAfterAsDate { get; init; }

    /// <summary>The error code of the answer instead of the status's own.</summary>
    public string? Code { get; init; }

    /// <summary>The message of the answer instead of the status's own.</summary>
    public string? Message { get; init; }

    /// <summary>The headers of a foreign response, its <c>Content-Type</c> among them; no others of Genesys Cloud are on it.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body of a foreign response; null for none.</summary>
    public string? Body { get; init; }

    internal bool IsForeign => Kind is FaultKind.ForeignBefore or FaultKind.ForeignAfter;

    internal bool ActsFirst => Kind is FaultKind.DropAfter or FaultKind.StatusAfter or FaultKind.HangAfter
        or FaultKind.UnreadableBody or FaultKind.TruncatedBody or FaultKind.ForeignAfter;
}
