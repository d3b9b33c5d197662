using System.Net.Http.Headers;

namespace GenesysCloud.Http;

/// <summary>A token and when it ends, on the monotonic clock of the source that got it.</summary>
/// <remarks>Deliberately not a record: a generated ToString would print the token.</remarks>
internal sealed class AccessToken(string value, DateTimeOffset? expiresAt, long? renewAt, long? endsAt)
{
    /// <summary>The opaque text that goes into the Authorization header.</summary>
    public string Value { get; } = value;

    /// <summary>That header, the same for every request.</summary>
    public AuthenticationHeaderValue Header { get; } = new("Bearer", value);

    /// <summary>For people: when it ends by this machine's clock; null when unknown.</summary>
    public DateTimeOffset? ExpiresAt { get; } = expiresAt;

    /// <summary>The time stamp from which it should be renewed; null when it never is.</summary>
    public long? RenewAt { get; } = renewAt;

    /// <summary>The time stamp from which it is of no use; null when unknown.</summary>
    public long? EndsAt { get; } = endsAt;

    /// <summary>Whether a text can be a token at all: visible ASCII, as it travels in a header.</summary>
    public static bool IsUsable(string? text) => !string.IsNullOrEmpty(text) && text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;
}
