using GenesysCloud.Http;

namespace GenesysCloud.Architect;

/// <summary>How long a launch may take and what ends it.</summary>
public sealed record LaunchOptions
{
    internal static readonly LaunchOptions Default = new();

    /// <summary>How long a refusal for the rate limit is waited out; one that asks for longer ends the launch. 180 s unless told otherwise.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = ApiRequest.DefaultMaxRetryAfter;

    /// <summary>
    /// Ends a request that is on its way, so that its outcome is unknown. When null, what stops the sending ends it too; give
    /// another token to let what is on its way be answered.
    /// </summary>
    public CancellationToken? Abandon { get; init; }

    /// <summary>Called right before each sending; gives the body to send. If it fails, nothing is sent and its exception is the reason.</summary>
    internal Func<ValueTask<ReadOnlyMemory<byte>>>? BodyForSending { get; init; }
}
