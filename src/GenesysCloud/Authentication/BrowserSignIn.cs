using System.Security.Cryptography;

namespace GenesysCloud.Authentication;

/// <summary>How a user signs in with a browser.</summary>
/// <param name="ClientId">The ID of an OAuth client of the grant type "Code Authorization" that allows <c>http://localhost</c>.</param>
internal sealed record BrowserSignIn(string ClientId)
{
    /// <summary>The loopback port that the browser is redirected to; 0 selects a free one.</summary>
    public int RedirectPort { get; init; }

    /// <summary>How long the user may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Opens an address in a browser, on any thread; false if it can't. Null if the user opens it.</summary>
    public Func<Uri, bool>? Open { get; init; }

    /// <summary>Where the verifier and the state come from; must be unpredictable.</summary>
    public Func<int, byte[]> RandomBytes { get; init; } = RandomNumberGenerator.GetBytes;
}
