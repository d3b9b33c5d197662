using System.Buffers.Text;
using System.Collections.Concurrent;
using GenesysCloud.Simulator.People;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Identity;

/// <summary>An issued access token; its text is opaque.</summary>
internal sealed class IssuedToken(string text, SimulatedClient client, long issued, TimeSpan lifetime)
{
    private readonly ConcurrentDictionary<string, FixedRateWindow> _resources = new();

    public string Text { get; } = text;
    public SimulatedClient Client { get; } = client;

    /// <summary>When it was issued, as a timestamp of the simulator's clock.</summary>
    public long Issued { get; } = issued;
    public TimeSpan Lifetime { get; } = lifetime;
    public FixedRateWindow Window { get; } = new();

    /// <summary>Who signed in; null for a token of the client itself.</summary>
    public SimulatedUser? User { get; init; }

    /// <summary>The text of the refresh token that was issued with it; null if none was.</summary>
    public string? RefreshToken { get; set; }

    public FixedRateWindow ResourceWindow(string resource) => _resources.GetOrAdd(resource, _ => new FixedRateWindow());
}

/// <summary>The OAuth clients and their tokens. Thread-safe.</summary>
internal sealed class TokenStore(TimeProvider time, ulong seed, IReadOnlyList<SimulatedClient> clients)
{
    private readonly SeededGuidGenerator _texts = new(SeededGuidGenerator.Mix(seed ^ 0x746F6B656E));
    private readonly ConcurrentDictionary<string, FixedRateWindow> _requests = new();
    private readonly ConcurrentDictionary<string, FixedRateWindow> _clients = new();
    private readonly ConcurrentDictionary<string, IssuedToken> _tokens = new();
    private readonly ConcurrentDictionary<string, IssuedToken> _refreshTokens = new();
    private uint _issued;

    public SimulatedClient? Client(string id) => clients.FirstOrDefault(client => client.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    public FixedRateWindow TokenRequestWindow(SimulatedClient client) => _requests.GetOrAdd(client.Id, _ => new FixedRateWindow());

    /// <summary>Counts the API requests of all tokens of a client.</summary>
    public FixedRateWindow ClientWindow(SimulatedClient client) => _clients.GetOrAdd(client.Id, _ => new FixedRateWindow());

    /// <param name="client">The client that gets it.</param>
    /// <param name="lifetime">How long it is valid.</param>
    /// <param name="user">Who signed in; null for a token of the client itself.</param>
    /// <param name="refreshable">Whether a refresh token is issued too.</param>
    public IssuedToken Issue(SimulatedClient client, TimeSpan lifetime, SimulatedUser? user = null, bool refreshable = false)
    {
        var token = new IssuedToken(CreateText(), client, time.GetTimestamp(), lifetime) { User = user };
        _tokens[token.Text] = token;
        if (refreshable)
        {
            token.RefreshToken = CreateText();
            _refreshTokens[token.RefreshToken] = token;
        }

        return token;
    }

    public IssuedToken? Find(ReadOnlySpan<char> text) =>
        _tokens.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out IssuedToken? token) ? token : null;

    /// <summary>Uses a refresh token up; null if it was never issued, has been used, or was revoked.</summary>
    public IssuedToken? Refresh(string refreshToken) =>
        _refreshTokens.TryRemove(refreshToken, out IssuedToken? token) ? token : null;

    /// <summary>
    /// Revokes a token and its refresh token. The service does not distinguish revoked tokens from those it never issued.
    /// </summary>
    public void Revoke(IssuedToken token)
    {
        _tokens.TryRemove(token.Text, out _);
        if (token.RefreshToken is { } refreshToken)
            _refreshTokens.TryRemove(refreshToken, out _);
    }

    public void RevokeAll() => _tokens.Clear();

    public void RevokeRefreshTokens() => _refreshTokens.Clear();

    public void Reset()
    {
        RevokeAll();
        RevokeRefreshTokens();
        _requests.Clear();
        _clients.Clear();
    }

    private string CreateText()
    {
        // Not restarted by a reset, so that a token from before it is not valid after it.
        uint number = Interlocked.Increment(ref _issued);
        Span<byte> bytes = stackalloc byte[32];
        _texts.Create(number * 2).TryWriteBytes(bytes);
        _texts.Create(number * 2 + 1).TryWriteBytes(bytes[16..]);
        return SimulatedSecrets.TokenPrefix + Base64Url.EncodeToString(bytes);
    }
}
