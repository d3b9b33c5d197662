using System.Globalization;
using System.Text.Json;

namespace FlowCmdlets.Profiles;

/// <summary>A profile of the official command-line client: where to sign in, and as whom.</summary>
/// <remarks>Not a record: it holds secrets, and a generated ToString would print them.</remarks>
/// <param name="name">As the file spells it.</param>
/// <param name="file">The path of the file.</param>
/// <param name="values">The values by their keys, which don't distinguish case.</param>
internal sealed class CliProfile(string name, string file, IReadOnlyDictionary<string, string> values)
{
    // A token that expires while the first request is on its way is of no use.
    private static readonly TimeSpan s_leastLife = TimeSpan.FromMinutes(1);

    public string Name { get; } = name;

    public string File { get; } = file;

    /// <summary>For people: where a value of this profile comes from.</summary>
    public string Source => $"profile '{Name}'";

    /// <summary>Whether it signs in with a browser (implicit grant, or authorization code with PKCE).</summary>
    public bool UsesBrowser => this["grant_type"] is "2" or "3";

    /// <summary>Whether there is anything to sign in with.</summary>
    public bool HasCredentials => this["access_token"] is not null || this["client_credentials"] is not null;

    /// <summary>A value, without white space around it; null if there is none, or an empty one.</summary>
    public string? this[string key] =>
        values.TryGetValue(key, out string? value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>The token that the client obtained at its last sign-in; null if there is none, or it has expired.</summary>
    /// <param name="now">The present time.</param>
    public string? CachedToken(DateTimeOffset now)
    {
        if (this["oauth_token_data"] is not { } data)
            return null;
        try
        {
            using var document = JsonDocument.Parse(data);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && Text(root, "access_token") is { } token
                && DateTimeOffset.TryParse(
                    Text(root, "oauth_token_expiry"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset end)
                && end - now > s_leastLife
                ? token
                : null;
        }
        catch (JsonException)
        {
            // Whatever the client left there, it is no token.
            return null;
        }
    }

    /// <inheritdoc />
    public override string ToString() => Source;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
            ? text.Trim()
            : null;
}
