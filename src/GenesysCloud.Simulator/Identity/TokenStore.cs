using System.Buffers.Text;
using System.Collections.Concurrent;

namespace GenesysCloud.Simulator;

/// <summary>An issued token; its text says nothing.</summary>
internal sealed class AccessToken(string text, SimulatedClient client, long issued, TimeSpan lifetime)
{
    private readonly ConcurrentDictionary<string, RateWindow> _resources = new();

    public string Text { get; } = text;
    public SimulatedClient Client { get; } = client;

    /// <summary>A timestamp of the simulator's clock.</summary>
    public long Issued { get; } = issued;
    public TimeSpan Lifetime { get; } = lifetime;
    public RateWindow Window { get; } = new();

    public RateWindow ResourceWindow(string resource) => _resources.GetOrAdd(resource, _ => new RateWindow());
}

/// <summary>The OAuth clients and their tokens.</summary>
internal sealed class TokenStore(TimeProvider time, ulong seed, IReadOnlyList<SimulatedClient> clients)
{
    private readonly IdMint _texts = new(IdMint.Mix(seed ^ 0x746F6B656E));
    private readonly ConcurrentDictionary<string, RateWindow> _requests = new();
    private readonly ConcurrentDictionary<string, AccessToken> _tokens = new();
    private uint _issued;

    public SimulatedClient? Client(string id) => clients.FirstOrDefault(client => client.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    public RateWindow RequestsOf(SimulatedClient client) => _requests.GetOrAdd(client.Id, _ => new RateWindow());

    public AccessToken Issue(SimulatedClient client, TimeSpan lifetime)
    {
        // Counted on over resets, so that a token from before one never opens the door after it.
        var number = Interlocked.Increment(ref _issued);
        Span<byte> bytes = stackalloc byte[32];
        _texts.Mint(number * 2).TryWriteBytes(bytes);
        _texts.Mint(number * 2 + 1).TryWriteBytes(bytes[16..]);
        var token = new AccessToken(Base64Url.EncodeToString(bytes), client, time.GetTimestamp(), lifetime);
        _tokens[token.Text] = token;
        return token;
    }

    public AccessToken? Find(ReadOnlySpan<char> text) =>
        _tokens.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var token) ? token : null;

    /// <summary>Forgets a token: the service does not tell ended tokens from those it never gave.</summary>
    public void End(AccessToken token) => _tokens.TryRemove(token.Text, out _);

    public void EndAll() => _tokens.Clear();

    public void Reset()
    {
        EndAll();
        _requests.Clear();
    }
}
