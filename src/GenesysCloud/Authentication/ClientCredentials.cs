using System.Security.Cryptography;
using System.Text;

namespace GenesysCloud.Authentication;

/// <summary>The id and secret of an OAuth client with the grant "Client Credentials".</summary>
/// <remarks>Not a record, so that nothing prints the secret; it has no public getter. Disposing overwrites the secret.</remarks>
public sealed class ClientCredentials : IDisposable
{
    private readonly byte[] _secret;
    private bool _disposed;

    /// <summary>Keeps the pair; neither may be empty.</summary>
    /// <param name="clientId">The OAuth client's id; white space around it is left out.</param>
    /// <param name="clientSecret">Its secret. It is copied, so the caller can overwrite his own.</param>
    /// <exception cref="ArgumentException">One is empty.</exception>
    public ClientCredentials(string clientId, ReadOnlySpan<char> clientSecret)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        if (clientSecret.IsEmpty)
            throw new ArgumentException("The client secret is empty.", nameof(clientSecret));
        ClientId = clientId.Trim();
        _secret = new byte[Encoding.UTF8.GetByteCount(clientSecret)];
        Encoding.UTF8.GetBytes(clientSecret, _secret);
    }

    private ClientCredentials(ClientCredentials original) => (ClientId, _secret) = (original.ClientId, [.. original._secret]);

    /// <summary>The OAuth client's id.</summary>
    public string ClientId { get; }

    /// <summary>Overwrites the secret.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_secret);
    }

    /// <summary>A copy with a secret of its own, for who keeps it longer than the caller may.</summary>
    internal ClientCredentials Copy() => new(this);

    /// <summary>Id and secret as the Basic scheme wants them.</summary>
    /// <exception cref="ObjectDisposedException">The secret has been overwritten.</exception>
    internal string ToBasic()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        byte[] pair = [.. Encoding.UTF8.GetBytes($"{ClientId}:"), .. _secret];
        string basic = Convert.ToBase64String(pair);
        CryptographicOperations.ZeroMemory(pair);
        return basic;
    }
}
