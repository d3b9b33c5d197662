using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using GenesysCloud.Simulator.People;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Identity;

/// <summary>What a code was issued for: it can be exchanged only by who knows the verifier, and with the same redirect URI.</summary>
internal sealed record AuthorizationGrant(
    SimulatedClient Client, SimulatedUser User, string RedirectUri, string CodeChallenge, long Issued)
{
    public bool IsProvenBy(string verifier) => verifier.Length is >= 43 and <= 128
        && CodeChallenge == Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}

/// <summary>The authorization codes: each can be exchanged once, for a short time. Thread-safe.</summary>
internal sealed class AuthorizationCodes(TimeProvider time, ulong seed)
{
    // The real lifetime is not known; the standard recommends ten minutes at most.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(10);

    private readonly SeededGuidGenerator _texts = new(SeededGuidGenerator.Mix(seed ^ 0x636F6465));
    private readonly ConcurrentDictionary<string, AuthorizationGrant> _codes = new();
    private uint _issued;

    public string Issue(SimulatedClient client, SimulatedUser user, string redirectUri, string codeChallenge)
    {
        string code = _texts.Create(Interlocked.Increment(ref _issued)).ToString("N");
        _codes[code] = new AuthorizationGrant(client, user, redirectUri, codeChallenge, time.GetTimestamp());
        return code;
    }

    /// <summary>Uses a code up; null if it was never issued, has been used, or has expired.</summary>
    public AuthorizationGrant? Redeem(string code) =>
        _codes.TryRemove(code, out AuthorizationGrant? grant) && time.GetElapsedTime(grant.Issued) < s_lifetime ? grant : null;

    public void Reset() => _codes.Clear();
}
