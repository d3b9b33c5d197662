using GenesysCloud.Http;

namespace GenesysCloud.Authentication;

/// <summary>Tokens by the client-credentials grant. They come without a refresh token: a new one is simply requested.</summary>
internal sealed class ClientCredentialsTokenSource(
    OAuthEndpoint endpoint, ClientCredentials credentials, TimeProvider time) : RenewableTokenSource(time)
{
    // Forgotten with the session, whatever the caller does with his own.
    private readonly ClientCredentials _credentials = credentials.Copy();

    public override string ClientId => _credentials.ClientId;

    public override bool CanRenew => true;

    protected override Task<OAuthToken> RequestTokenAsync(IClientObserver? observer, CancellationToken closing) =>
        endpoint.GetClientCredentialsTokenAsync(_credentials, observer, closing);

    protected override void Forget() => _credentials.Dispose();
}
