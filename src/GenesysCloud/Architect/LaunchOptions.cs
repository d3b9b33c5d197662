using GenesysCloud.Http;

namespace GenesysCloud.Architect;

/// <summary>How long a launch may take and what ends it.</summary>
public sealed record LaunchOptions
{
    internal static readonly LaunchOptions Default = new();

    /// <summary>
    /// How long a refusal for the rate limit is waited out; one that asks for longer ends the launch. 180 s unless specified.
    /// </summary>
    public TimeSpan MaxRetryAfter { get; init; } = ApiRequest.DefaultMaxRetryAfter;

    /// <summary>
    /// Ends a request that is on its way, so that its outcome is unknown. When null, what stops the sending ends it too; give
    /// another token to let requests in flight get their response.
    /// </summary>
    public CancellationToken? Abandon { get; init; }

    /// <summary>
    /// Called right before the request leaves, each time it is sent, when everything that may take long (the rate limit, signing in) is
    /// over. Returns the execution's name to send. If it fails, nothing is sent, and the outcome is <see cref="LaunchOutcome.NotSent"/>
    /// with its exception.
    /// </summary>
    internal Func<ValueTask<string?>>? BeforeSend { get; init; }
}
