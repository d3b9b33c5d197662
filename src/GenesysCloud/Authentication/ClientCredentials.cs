namespace GenesysCloud.Authentication;

/// <summary>The id and secret of an OAuth client with the grant "Client Credentials".</summary>
/// <remarks>Not a record, so that nothing prints the secret; it has no public getter.</remarks>
public sealed class ClientCredentials
{
    /// <summary>Keeps the pair; neither may be empty.</summary>
    public ClientCredentials(string clientId, string clientSecret)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        ArgumentException.ThrowIfNullOrEmpty(clientSecret);
        ClientId = clientId.Trim();
        ClientSecret = clientSecret;
    }

    /// <summary>The OAuth client's id.</summary>
    public string ClientId { get; }

    internal string ClientSecret { get; }
}
