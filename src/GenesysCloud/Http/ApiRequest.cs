using GenesysCloud.RateLimiting;

namespace GenesysCloud.Http;

/// <summary>One call of the API, before it is signed, paced and sent.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Template">The path with its ids left out (<c>/api/v2/flows/{flowId}</c>): what rate limits and messages speak of.</param>
/// <param name="Path">The path itself, without a leading slash.</param>
internal sealed record ApiRequest(HttpMethod Method, string Template, string Path)
{
    /// <summary>How long a refusal for the rate limit is waited out unless specified. The official clients wait as long.</summary>
    public static readonly TimeSpan DefaultMaxRetryAfter = TimeSpan.FromSeconds(180);

    /// <summary>The absolute address, where it is known beforehand.</summary>
    public Uri? Address { get; init; }

    /// <summary>Query without the question mark.</summary>
    public string? Query { get; init; }

    /// <summary>What events report in place of a path that contains a secret; null to report the path.</summary>
    public string? ShownPath { get; init; }

    /// <summary>Secrets in its path or body, which no text read from the response may repeat.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>JSON in UTF-8; null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>
    /// Sending it twice does no more than sending it once. Otherwise (a launch, or any other request that changes something) it is sent
    /// again only when it is certain that nothing was carried out.
    /// </summary>
    public bool IsRepeatable { get; init; } = true;

    public RequestPriority Priority { get; init; } = RequestPriority.Normal;

    public TimeSpan MaxRetryAfter { get; init; } = DefaultMaxRetryAfter;

    /// <summary>The number of the token that it has to be sent with, from 0; null for any.</summary>
    public int? Lane { get; init; }

    /// <summary>Ends what is on its way; when null, the call's own token does.</summary>
    public CancellationToken? Abandon { get; init; }

    /// <summary>
    /// Makes the body anew for each sending, when everything that may take long (the rate limit, signing in) is over and the next thing is
    /// to send. If it fails, nothing is sent.
    /// </summary>
    public Func<ValueTask<ReadOnlyMemory<byte>>>? BeforeSend { get; init; }

    /// <summary>Method and template: the name of the thing that a rate limit may be about.</summary>
    public string Resource { get; } = $"{Method.Method} {Template}";
}
